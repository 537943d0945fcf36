import { escapePointer, tokensOf } from '../formats/json-schema/reading/pointers.js';

/**
 * The key of a document under which the files stand that it refers to, parsed, by their paths from its folder: so one JSON pointer leads to
 * whatever they hold. Who reads no files leaves it out, and then what stands in them is elsewhere.
 */
export const FILES = 'x-plumbline-files';

/** The file that a JSON pointer leads into, and the pointer in that; null for the document itself. */
export function inFile(pointer: string): { file: string; pointer: string } | null {
  if (!pointer.startsWith(`/${FILES}/`)) return null;
  const [, file = ''] = tokensOf(pointer);
  return { file, pointer: pointer.slice(pointerInto(file, '').length) };
}

/** The pointer in a document to what a file beside it holds. */
export const pointerInto = (file: string, pointer: string): string => `/${FILES}/${escapePointer(file)}${pointer}`;

/** A pointer as people read it: `shared/messages.yaml#/Order` where it leads into a file beside the document. */
export function readablePointer(pointer: string): string {
  const inner = inFile(pointer);
  return inner === null ? pointer : `${inner.file}#${inner.pointer}`;
}

/** A reference that stands at a pointer, as the document itself would write it. */
export function fromDocument(reference: string, from: string): string {
  const home = inFile(from);
  if (home === null || isAbsolute(reference)) return reference;
  if (reference.startsWith('#')) return home.file + reference;
  const [path = '', fragment] = reference.split(/#(.*)/s);
  return joined(home.file, path) + (fragment === undefined ? '' : `#${fragment}`);
}

/** Whether it says by itself where it leads, wherever it stands. */
export const isAbsolute = (reference: string): boolean => /^([a-z][a-z0-9+.-]*:|\/)/i.test(reference);

/** The path of a file that another one names, from where that one's path begins. */
export function joined(from: string, path: string): string {
  const steps: string[] = [];
  for (const step of [...from.split('/').slice(0, -1), ...path.split('/')]) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
