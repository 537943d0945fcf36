import type { OutlinedField } from '../outline.js';

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
