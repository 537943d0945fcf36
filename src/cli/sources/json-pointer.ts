import { decodeFragment, tokensOf } from '../../contracts/formats/json-schema/reading/pointers.js';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The JSON pointer of a reference inside the document; null for every other one. */
export const targetOf = (reference: string): string | null =>
  reference.startsWith('#/') ? decodeFragment(reference.slice(1)) : null;

/** What a JSON pointer leads to; undefined for nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>((value, step) => {
    const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
    return isThere ? (value as JsonObject)[step] : undefined;
  }, document);
}

/** More `$ref`s one after the other lead round and round. */
const MAX_HOPS = 40;

/** What `$ref`s inside the document lead to at last, and its pointer; one that leads elsewhere, or to nothing, stays as it is. */
export function followed(document: unknown, value: unknown, pointer: string): { value: unknown; pointer: string } {
  let end = { value, pointer };
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const reference = isObject(end.value) ? end.value['$ref'] : undefined;
    const target = typeof reference === 'string' ? targetOf(reference) : null;
    const next = target === null ? undefined : valueAt(document, target);
    if (next === undefined) return end;
    end = { value: next, pointer: target! };
  }
  return end;
}
