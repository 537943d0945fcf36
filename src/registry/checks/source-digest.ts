import { createHash } from 'node:crypto';
import type { ReferencedSchema } from '../../contracts/source.js';
import type { SchemaContent } from '../subject-version.js';

/** A check asks of each version of a history, and of the same ones again while nothing was changed. */
const known = new WeakMap<SchemaContent, string>();

/**
 * Names what a schema says together with all it refers to: equal only where every text is. What is kept of checks is kept
 * by it: ids and numbers of versions come back with other texts, by an import or after a subject was deleted for good.
 */
export function sourceDigest(schema: SchemaContent, references: readonly ReferencedSchema[]): string {
  // What a schema refers to may change under the same object; what it says itself does not.
  if (references.length > 0) return digest(schema, references);
  let found = known.get(schema);
  if (found === undefined) known.set(schema, (found = digest(schema, references)));
  return found;
}

const digest = ({ format, text }: SchemaContent, references: readonly ReferencedSchema[]): string =>
  createHash('sha256')
    .update(JSON.stringify([format, text, references.map((one) => [one.name, one.text])]))
    .digest('base64');
