import { SyntaxProblem, type Token } from './lexer.js';
import type { Element, NumberRange, ProtoFile, Reserved } from './model.js';
import type { TokenStream } from './token-stream.js';
import { isEditions } from './features.js';

/** Nobody has a longer one, and all that is inside an element repeats its name. */
export const MAX_NAME_LENGTH = 1_000;

export const tooLong = (at: number): SyntaxProblem =>
  new SyntaxProblem(at, `With all that is around it, this name has more than ${MAX_NAME_LENGTH} characters.`);

/** What every element has; `start` is its first token, `around` what it is declared in, null for the file itself. */
export function elementAt(start: Token, name: Token, file: ProtoFile, around: { fullName: string } | null): Element {
  const scope = around?.fullName ?? file.package;
  const fullName = scope === '' ? name.text : `${scope}.${name.text}`;
  if (fullName.length > MAX_NAME_LENGTH) throw tooLong(name.at);
  return {
    name: name.text,
    fullName,
    file,
    options: [],
    at: name.at,
    gapAt: start.gapAt,
    bodyAt: name.end,
  };
}

/** `reserved 1, 3 to 5, 9 to max;` or `reserved "a", "b";`, in editions without the quotes; the word is already taken. */
export function parseReserved(stream: TokenStream, file: ProtoFile, reserved: Reserved, max: number): void {
  if (stream.peek().kind === 'string' || (stream.peek().kind === 'name' && isEditions(file.edition))) {
    const isQuoted = stream.peek().kind === 'string';
    if (isQuoted && isEditions(file.edition))
      stream.tell(stream.peek().at, 'Editions write reserved names without quotes.');
    do {
      const { text: name, at } = isQuoted ? stream.string('a name') : stream.name('a name');
      reserved.names.push({ name, at });
    } while (stream.accept(','));
  } else {
    parseRanges(stream, reserved.ranges, max);
  }
  stream.expect(';');
}

/** `1, 3 to 5, 9 to max`. Negative numbers are an enum's, and so are bounds above a field's. */
export function parseRanges(stream: TokenStream, ranges: NumberRange[], max: number): void {
  do {
    const { at } = stream.peek();
    const from = rangeBound(stream, max, false);
    const to = stream.accept('to') ? rangeBound(stream, max, true) : from;
    if (Number.isNaN(from) || Number.isNaN(to) || to > max || (max === MAX_FIELD_NUMBER && from < 1))
      stream.tell(at, `These numbers are outside of what is allowed (at most ${max}).`);
    else if (from > to) stream.tell(at, 'The end of a range is not below its start.');
    else ranges.push({ from, to, at });
  } while (stream.accept(','));
}

export const MAX_FIELD_NUMBER = 536_870_911;
export const MAX_ENUM_NUMBER = 2_147_483_647;

function rangeBound(stream: TokenStream, max: number, isEnd: boolean): number {
  if (isEnd && stream.accept('max')) return max;
  const sign = max === MAX_ENUM_NUMBER && stream.accept('-') ? -1 : 1;
  return sign * stream.integer('a number').value;
}
