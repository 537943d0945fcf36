import type { Finding } from '../../contracts/finding.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import type { Format } from '../../contracts/source.js';
import type { SourcePlace } from '../check/check-run.js';
import { namesQuotedIn } from './quoted-names.js';
import { locateJson } from './json-text.js';
import { partAt, type LocatedPart, type LocatedText, type Span } from './located-text.js';
import { locateProto, spanOfElement } from './proto-text.js';
import { TextLines } from './text-lines.js';
import { locateYaml } from './yaml-text.js';

/** The text that a contract was read from. */
export interface SourceText {
  format: Format;
  /** Its ending tells how the text is written: YAML where it is `.yaml` or `.yml`. */
  file: string;
  text: string;
  /** JSON pointer to the schema inside the text, where the text holds more, as an AsyncAPI document does; '' by default. */
  base?: string;
  /** Where parts of the schema stand in the text that lie elsewhere in it, by their pointers in the schema. */
  brought?: ReadonlyMap<string, string>;
}

/** Nobody waits longer for the line numbers of one Protobuf file. */
const BUDGET_MS = 1_000;

/** Where in the candidate's text a finding about it stands; null where that cannot be told. */
export type FindPlace = (finding: Finding) => SourcePlace | null;

/**
 * Looks up places in a text, which is parsed at the first question. What is not there itself, such as a property that is
 * gone, has the place of what would hold it. Columns do not count a byte order mark.
 */
export function placesIn(source: SourceText, clock: () => number = Date.now): FindPlace {
  const text = source.text.replace(/^\ufeff/, '');
  const lines = new TextLines(text);
  let spanOf: ((finding: Finding) => Span | null) | undefined;
  return (finding) => {
    spanOf ??= orTooDeep(
      () => (source.format === 'PROTOBUF' ? inProto(text, lines, clock) : inDocument({ ...source, text }, lines)),
      () => () => null,
    );
    const span = spanOf(finding);
    return span === null ? null : lines.placeOf(span.from, span.to);
  };
}

function inProto(text: string, lines: TextLines, clock: () => number): (finding: Finding) => Span | null {
  const until = clock() + BUDGET_MS;
  const spans = locateProto(text, () => clock() > until);
  return (finding) => {
    const told = /^line (\d+), column (\d+)$/.exec(finding.readerPath);
    if (told !== null) return wordAt(text, lines.offsetOf(Number(told[1]), Number(told[2])), lines);
    const [own, other] = pathsOf(finding);
    return spanOfElement(spans, own ?? other ?? '');
  };
}

/** From a mistake to the end of the word it begins with; at the end of a line, to that. */
function wordAt(text: string, offset: number | null, lines: TextLines): Span | null {
  if (offset === null) return null;
  const word = /^(?:[\w.]+|"[^"\r\n]*"|[^\s])/.exec(text.slice(offset))?.[0] ?? '';
  return { from: offset, to: Math.min(offset + word.length, lines.endOfLine(offset)) };
}

function inDocument(
  { file, text, base = '', brought = new Map() }: SourceText,
  lines: TextLines,
): (finding: Finding) => Span | null {
  const located: LocatedText = /\.ya?ml$/i.test(file) ? locateYaml(text) : locateJson(text);
  if ('mistakeAt' in located) {
    // What cannot be read has one thing wrong with it, whatever the finding says.
    const span = wordAt(text, Math.min(located.mistakeAt, text.length), lines);
    return () => span;
  }
  const { root } = located;
  return (finding) => {
    const part = mostExact(
      root,
      pointersOf(finding).map((pointer) => inWholeText(pointer, base, brought)),
    );
    return part === null ? null : (namedBy(finding, part) ?? part.span);
  };
}

/** A pointer into the whole text, and the one in it at which the schema begins that it is about. */
interface TextPointer {
  pointer: string;
  base: string;
}

/** Of a pointer into the schema: what was brought into the schema stands elsewhere in the text. */
function inWholeText(pointer: string, base: string, brought: ReadonlyMap<string, string>): TextPointer {
  for (const [inside, outside] of brought) {
    if (pointer === inside || pointer.startsWith(`${inside}/`))
      return { pointer: outside + pointer.slice(inside.length), base: outside };
  }
  return { pointer: base + pointer, base };
}

/** The pointer that is there to its end; else what is there of the first one. Null for the schema itself: it has no line. */
function mostExact(root: LocatedPart, pointers: readonly TextPointer[]): LocatedPart | null {
  const found = pointers.map(({ pointer, base }) => ({ pointer, base, ...partAt(root, pointer) }));
  const best = found.find(({ isExact, pointer, base }) => isExact && pointer !== base) ?? found[0];
  const isBelowBase = best !== undefined && best.steps > best.base.split('/').length - 1;
  return isBelowBase ? best.part : null;
}

/** Of a list or an object, the item or name that the message quotes, where it quotes one of them alone. */
function namedBy({ message }: Finding, part: LocatedPart): Span | null {
  const spans = [...new Set(namesQuotedIn(message))].flatMap((name) => part.named(name) ?? []);
  return spans.length === 1 ? spans[0]! : null;
}

/**
 * JSON pointers into the candidate, the best first. Forward, the reader is the earlier version: its keyword is looked for
 * where the candidate speaks of the same value.
 */
function pointersOf(finding: Finding): string[] {
  const { direction, readerPath, writerPath } = finding;
  // `name#/pointer` is a place in another text, of a reference.
  const own = pathsOf(finding).filter((path): path is string => path !== null && (path === '' || path.startsWith('/')));
  if (direction !== 'forward' || writerPath === null) return own;
  const keyword = readerPath.slice(Math.max(0, readerPath.lastIndexOf('/')));
  return [...(keyword.startsWith('/') ? [`${writerPath}${keyword}`] : []), ...own];
}

/** The path into the candidate, and the one into the earlier version, which is often there in the candidate too. */
const pathsOf = ({ direction, readerPath, writerPath }: Finding): [string | null, string | null] =>
  direction === 'forward' ? [writerPath, readerPath] : [readerPath, null];
