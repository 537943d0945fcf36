import { isObject } from './read-document.js';

const MAX_HOPS = 50;

/** A value with where it stands in the document, as a JSON pointer. */
export interface Placed {
  value: unknown;
  pointer: string;
}

export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapePointer = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** What a pointer such as `/components/messages/x` leads to; undefined for nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const key of pointer.split('/').slice(1).map(unescapePointer)) {
    if (Array.isArray(value)) value = value[Number(key)] as unknown;
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

/** The pointer of a reference within the document; null for one that leads out of it. */
export function pointerOf(ref: string): string | null {
  if (!ref.startsWith('#')) return null;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return null;
  }
}

/** Follows a Reference Object as far as it goes; or why it leads nowhere. */
export function follow(document: unknown, placed: Placed): Placed | { fault: string } {
  let { value, pointer } = placed;
  for (let hops = 0; isObject(value) && typeof value.$ref === 'string'; hops++) {
    const target = pointerOf(value.$ref);
    if (target === null) return { fault: `"${value.$ref}" leads out of the document; put what it means into it.` };
    const found = valueAt(document, target);
    if (found === undefined) return { fault: `"${value.$ref}" leads to nothing in the document.` };
    if (hops === MAX_HOPS) return { fault: `"${value.$ref}" leads round and round.` };
    [value, pointer] = [found, target];
  }
  return { value, pointer };
}
