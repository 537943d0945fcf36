import { writeExactJson } from '../../exact-json.js';

const MOST_CHARACTERS = 60;

/** A piece of JSON as messages show it: whole where it is short, else its beginning. */
export function shown(json: unknown): string {
  // There is none for what a text leaves out.
  const text = (writeExactJson(json) as string | undefined) ?? 'nothing';
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
