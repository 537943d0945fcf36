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
