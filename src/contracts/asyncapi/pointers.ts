import { isJsonObject } from '../formats/json-schema/reading/json-objects.js';
import { decodeFragment, tokensOf } from '../formats/json-schema/reading/pointers.js';
import { FILES, fromDocument, inFile, isAbsolute, joined, pointerInto } from './joined-files.js';

const MAX_HOPS = 50;

/** A value with where it stands in the document, as a JSON pointer. */
export interface Placed {
  value: unknown;
  pointer: string;
}

/** Why a reference leads to nothing that is read, and where it stands. */
export interface LostReference {
  reference: string;
  why: 'elsewhere' | 'nothing' | 'round';
  /** The pointer of the object that holds it. */
  pointer: string;
}

/** The JSON pointer of a reference within the document; null for one that leads out of it, or to an anchor. */
export const pointerOf = (reference: string): string | null =>
  /^#(\/|$)/.test(reference) ? decodeFragment(reference.slice(1)) : null;

/** What a JSON pointer leads to; undefined for nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>((value, token) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, token);
    return isThere ? (value as Record<string, unknown>)[token] : undefined;
  }, document);
}

/** The JSON pointer of a reference that stands at `from`, into the document or a file beside it; null for one that leads elsewhere. */
export function targetOf(document: unknown, reference: string, from: string): string | null {
  const own = pointerOf(reference);
  if (own !== null) return pointerAt(inFile(from)?.file ?? null, own);
  const files = isJsonObject(document) ? document[FILES] : undefined;
  if (!isJsonObject(files) || isAbsolute(reference) || reference.startsWith('#')) return null;
  const [path = '', fragment = ''] = fromDocument(reference, from).split(/#(.*)/s);
  const file = joined('', decodeFragment(path));
  return Object.hasOwn(files, file) && /^(\/|$)/.test(fragment) ? pointerInto(file, decodeFragment(fragment)) : null;
}

const pointerAt = (file: string | null, pointer: string): string =>
  file === null ? pointer : pointerInto(file, pointer);

/**
 * Follows a Reference Object as far as it goes; what it comes to may still be one, which leads to nothing that is read. One to another
 * file that `isLeft` tells of is not followed.
 */
export function follow(
  document: unknown,
  placed: Placed,
  isLeft: (reference: string) => boolean = () => false,
): Placed & { lost: LostReference | null } {
  let { value, pointer } = placed;
  for (let hops = 0; isJsonObject(value) && typeof value['$ref'] === 'string'; hops++) {
    const reference = value['$ref'];
    const outward = fromDocument(reference, pointer);
    const isLeftThere = !reference.startsWith('#') && isLeft(outward);
    const target = isLeftThere ? null : targetOf(document, reference, pointer);
    const found = target === null ? undefined : valueAt(document, target);
    if (target === null || found === undefined || hops === MAX_HOPS) {
      const why = target === null ? 'elsewhere' : found === undefined ? 'nothing' : 'round';
      return { value, pointer, lost: { reference: outward, why, pointer } };
    }
    [value, pointer] = [found, target];
  }
  return { value, pointer, lost: null };
}

const WORDS: Record<LostReference['why'], string> = {
  elsewhere: 'leads out of the document; put what it means into it.',
  nothing: 'leads to nothing in the document.',
  round: 'leads round and round.',
};

/** Why a reference is not read, as a sentence. */
export const wordsOf = ({ reference, why }: Pick<LostReference, 'reference' | 'why'>): string =>
  `"${reference}" ${WORDS[why]}`;
