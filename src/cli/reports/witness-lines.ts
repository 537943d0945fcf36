import type { Witness } from '../../contracts/finding.js';
import { escapePointer } from '../../contracts/formats/json-schema/reading/pointers.js';
import { namesQuotedIn } from '../findings/quoted-names.js';
import { escaped, printable } from './fold-text.js';
import type { Paint } from './paint.js';

const MARK = '> ';
const NO_MARK = '  ';
/** A longer event is shown around what breaks. */
const MOST_LINES = 30;
const AROUND = 4;
const MOST_CHARACTERS = 160;

/** One line of an event in JSON, and why readers refuse what begins on it. */
interface EventLine {
  text: string;
  reasons: string[];
}

/** The event as JSON over several lines; each that a reason is about is marked, with the reason behind it. */
export function witnessLines({ event, rejections }: Witness, width: number, paint: Paint): string[] {
  const lines: EventLine[] = [];
  const places = new Map<string, EventLine>();
  write(event, '', { lines, places, indent: '', before: '', after: '' });
  for (const rejection of rejections) lineOf(rejection, places).reasons.push(printable(rejection.reason));
  return folded(lines).flatMap((line) => (line === null ? [`${NO_MARK}...`] : shown(line, width, paint)));
}

interface Writing {
  lines: EventLine[];
  /** The line on which the value at a JSON pointer begins. */
  places: Map<string, EventLine>;
  indent: string;
  before: string;
  after: string;
}

function write(value: unknown, pointer: string, { lines, places, indent, before, after }: Writing): void {
  const put = (text: string): EventLine => {
    const line: EventLine = { text: indent + text, reasons: [] };
    lines.push(line);
    return line;
  };
  const isList = Array.isArray(value);
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  if (entries.length === 0) return void places.set(pointer, put(`${before}${literal(value)}${after}`));
  places.set(pointer, put(`${before}${isList ? '[' : '{'}`));
  entries.forEach(([key, inner], index) =>
    write(inner, `${pointer}/${escapePointer(key)}`, {
      lines,
      places,
      indent: `${indent}  `,
      before: isList ? '' : `${literal(key)}: `,
      after: index === entries.length - 1 ? '' : ',',
    }),
  );
  put(`${isList ? ']' : '}'}${after}`);
}

function literal(value: unknown): string {
  const text = escaped(JSON.stringify(value) ?? 'null');
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 3)}...`;
}

/**
 * What is missing has no line of its own: it is told where the object that lacks it begins. What an object has too much is
 * told of the object, and its reason quotes the name.
 */
function lineOf({ path, reason }: Witness['rejections'][number], places: ReadonlyMap<string, EventLine>): EventLine {
  const quoted = [...new Set(namesQuotedIn(reason))].flatMap(
    (name) => places.get(`${path}/${escapePointer(name)}`) ?? [],
  );
  if (quoted.length === 1) return quoted[0]!;
  for (let at = path; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
    const line = places.get(at);
    if (line !== undefined) return line;
  }
  return places.get('')!;
}

/** Of a long event the lines near those that are marked, its first and its last; null stands for what is left out. */
function folded(lines: readonly EventLine[]): (EventLine | null)[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const marked = lines.flatMap(({ reasons }, index) => (reasons.length > 0 ? [index] : [])).slice(0, 5);
  const isNear = (index: number): boolean =>
    index === 0 || index === lines.length - 1 || marked.some((one) => Math.abs(one - index) <= AROUND);
  return lines.flatMap((line, index) => (isNear(index) ? [line] : isNear(index - 1) ? [null] : []));
}

/** Beside the line where there is room, else below it. */
function shown({ text, reasons }: EventLine, width: number, paint: Paint): string[] {
  if (reasons.length === 0) return [NO_MARK + text];
  const said = `<- ${reasons.join('; ')}`;
  const line = paint(MARK + text, 'red');
  if (MARK.length + text.length + 2 + said.length <= width) return [`${line}  ${paint(said, 'bold')}`];
  const indent = ' '.repeat(MARK.length + (text.length - text.trimStart().length));
  return [line, ...reasons.map((reason) => `${indent}${paint(`^ ${reason}`, 'bold')}`)];
}
