import { subschemasOf, type SchemaDocument, type SchemaObject } from './document.js';

/** A place in the schema whose `format` is another one than before; null for none. */
export interface ChangedFormat {
  pointer: string;
  from: string | null;
  to: string | null;
}

/**
 * Where `format` differs at the same place of two documents. It is an annotation (JSON Schema 2020-12 Validation, 7.2.1):
 * validators need not check it, and no verdict rests on it.
 */
export function changedFormats(older: SchemaDocument, newer: SchemaDocument): ChangedFormat[] {
  const before = formatsOf(older);
  const after = formatsOf(newer);
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((pointer) => ({ pointer, from: before.get(pointer) ?? null, to: after.get(pointer) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Each `format` by the pointer to it. */
function formatsOf(document: SchemaDocument): Map<string, string> {
  const formats = new Map<string, string>();
  const queue: [pointer: string, schema: unknown][] = [['', document.normalised]];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [pointer, schema] = next;
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) continue;
    const format = (schema as SchemaObject)['format'];
    if (typeof format === 'string') formats.set(`${pointer}/format`, format);
    for (const [place, subschema] of subschemasOf(schema as SchemaObject)) queue.push([pointer + place, subschema]);
  }
  return formats;
}
