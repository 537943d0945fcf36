import { LineCounter, parseDocument, type Document, type YAMLParseError } from 'yaml';
import { cycleIn } from '../../contracts/yaml-cycles.js';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';
import { keepNumbers } from '../../contracts/yaml-numbers.js';
import { foreignTagIn } from '../../contracts/yaml-tags.js';

/** More copies than this, and it is a bomb and no contract. */
const MAX_ALIASES = 100;

export const TOO_DEEP = 'it is nested too deeply to be read: 200 levels are read.';

/** The one document of a YAML text, with what merge keys (`<<`) bring, or why it cannot be read, and where (`line 2, column 1`, or '' for all of it). */
export function readYaml(text: string): { value: unknown } | { reason: string; place: string } {
  const lines = new LineCounter();
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) return { reason: TOO_DEEP, place: placeOf(lineStarts(text), deepAt) };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const [error] = document.errors;
  if (error !== undefined) return { reason: reasonOf(error), place: placeOf(lines, error.pos[0]) };
  const unfit = foreignTagIn(document) ?? cycleIn(document) ?? keepNumbers(document);
  if (unfit !== null) return { reason: unfit.fault, place: placeOf(lines, unfit.offset) };
  return valueOf(document);
}

function valueOf(document: Document): { value: unknown } | { reason: string; place: string } {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (cause) {
    const { message } = cause as Error;
    const isBomb = /excessive alias/i.test(message);
    const reason = `its aliases stand for more than ${MAX_ALIASES} copies. Write what they stand for once, and refer to it by $ref.`;
    return { reason: isBomb ? reason : `${message}.`, place: '' };
  }
}

/** In our words where the parser speaks to programmers. */
export const reasonOf = ({ code, message }: YAMLParseError): string =>
  code === 'MULTIPLE_DOCS'
    ? 'it holds several documents, parted by ---, and one is read. Give each a file of its own.'
    : message;

function placeOf(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

function lineStarts(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}
