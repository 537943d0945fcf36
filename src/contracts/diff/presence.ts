import type { OutlinedField } from '../outline.js';
import { placeName, type Change, type Difference } from './change.js';
import { contentDefinedAt, presenceDefinedAt, type DefinedAt } from './defined-at.js';
import type { FieldPair } from './pair-fields.js';

/** A difference and where it is. */
export type Placed = Difference & Pick<Change, 'path' | 'previousPath'> & { definedAt: DefinedAt };

const PRESENCE_KEYWORDS = [
  'required',
  'properties',
  'additionalProperties',
  'unevaluatedProperties',
  'fields',
  'default',
];

/** A field that only the newer version has; what it holds came with it. `holder` is what it stands in. */
export function addedField(field: OutlinedField, holder: FieldPair | undefined): Placed {
  const words = field.format === null ? '' : ` (${field.format})`;
  // The words of an Avro type have its logical type already.
  const format = field.type.endsWith(words) ? '' : words;
  const message = `${placeName(field.path)} is new: ${isOptional(field)}${field.type}${format}.`;
  return placed(field.path, null, presenceDefinedAt({ newer: field }, holder), {
    kind: 'field-added',
    message,
    before: null,
    after: field.type,
  });
}

/** A field that only the older version has. */
export function removedField(field: OutlinedField, holder: FieldPair | undefined): Placed {
  const message = `${placeName(field.path)} is gone; it was ${isOptional(field)}${field.type}.`;
  return placed(field.path, null, presenceDefinedAt({ older: field }, holder), {
    kind: 'field-removed',
    message,
    before: field.type,
    after: null,
  });
}

const isOptional = ({ isRequired, name }: OutlinedField): string =>
  name === '*' ? '' : isRequired ? 'required, ' : 'optional, ';

const EVIDENCE = {
  alias: ', as its alias says',
  number: ', as its number says',
  description: ', as its type and description say',
} as const;

/** A field that has another name, or stands elsewhere; none where only what holds it has another name. */
export function movedField({ older, newer, by }: FieldPair, holder: FieldPair | undefined): Placed[] {
  if (by === null) return [];
  const at = contentDefinedAt({ older, newer }, holder);
  const [before, after] = [older.path, newer.path];
  if (by === 'place') {
    const message = `${after} stood at ${before} before.`;
    return [placed(after, before, at, { kind: 'field-moved', message, before, after })];
  }
  const message = `${after} is renamed from "${older.name}"${EVIDENCE[by]}.`;
  return [placed(after, before, at, { kind: 'field-renamed', message, before: older.name, after: newer.name })];
}

function placed(
  path: string,
  previousPath: string | null,
  at: DefinedAt,
  what: Omit<Difference, 'keywords' | 'isInert'>,
): Placed {
  return { ...what, path, previousPath, definedAt: at, keywords: PRESENCE_KEYWORDS, isInert: false };
}
