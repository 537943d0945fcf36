import { findInexactNumbers } from '../contracts/formats/json-schema/reading/inexact-numbers.js';
import type { Format, SchemaSource } from '../contracts/source.js';

/** Whether two texts are the same schema with the same references, but for white space and the order in which references are named. */
export function isSameSchema(format: Format, one: SchemaSource, other: SchemaSource): boolean {
  return (
    isSameText(format, one.text, other.text) && isSameText('JSON', namedTexts(format, one), namedTexts(format, other))
  );
}

function namedTexts(format: Format, { references = [] }: SchemaSource): string {
  const named = references.map(({ name, text }) => [name, plain(format, text)]);
  return JSON.stringify(named.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

const isSameText = (format: Format, one: string, other: string): boolean =>
  one === other || plain(format, one) === plain(format, other);

function plain(format: Format, text: string): string {
  if (format === 'PROTOBUF') return text.replaceAll('\r\n', '\n').trim();
  try {
    // Of a number with more digits than are read its own text counts: 9007199254740993 is not 9007199254740992.
    return JSON.stringify([JSON.parse(text), ...findInexactNumbers(text)]);
  } catch {
    return text;
  }
}
