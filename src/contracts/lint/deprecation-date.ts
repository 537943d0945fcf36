import type { OutlinedField } from '../outline.js';
import type { Format } from '../source.js';

/** When a field was marked; null where it does not say, or says no date. */
export const deprecatedSince = ({ deprecatedSince: since }: OutlinedField): Date | null => dateOf(since);

/** When it may go; null where it does not say. */
export const removableAfter = ({ facets, description }: OutlinedField): Date | null =>
  // Protobuf has no free properties: there it stands in the comment.
  dateOf(facets['x-removal-after'] ?? /x-removal-after:?\s+(\S+)/i.exec(description ?? '')?.[1]);

function dateOf(text: unknown): Date | null {
  // Engines parse nearly anything as some date; only ISO 8601 means the same to all.
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** How each format marks a field and says its days, for the sentences of fixes. */
export const DEPRECATION_MARKS: Readonly<Record<Format, { mark: string; since: string; removal: string }>> = {
  JSON: { mark: '"deprecated": true', since: '"x-deprecated-since"', removal: '"x-removal-after"' },
  AVRO: {
    mark: 'the property "deprecated": true',
    since: 'the property "x-deprecated-since"',
    removal: '"x-removal-after"',
  },
  PROTOBUF: {
    mark: '[deprecated = true]',
    since: 'the line "x-deprecated-since: 2026-11-21" in its comment',
    removal: '"x-removal-after: 2027-02-21"',
  },
};
