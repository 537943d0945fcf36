import type { SourcePlace } from '../check/check-run.js';
import { escaped } from './fold-text.js';
import type { Paint } from './paint.js';

const TAB = '  ';
/** So much stands before what is underlined in a line that is too long. */
const BEFORE = 20;

/**
 * The line of a place with what it is about underlined; of a place of several lines the first. A line longer than `width` is cut
 * around the place. Empty where the text has no such line.
 */
export function sourceExcerpt(text: string, place: SourcePlace, width: number, paint: Paint): string[] {
  const line = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)[place.line - 1];
  if (line === undefined) return [];
  const end = place.endLine === place.line ? place.endColumn - 1 : line.trimEnd().length;
  const parts = [line.slice(0, place.column - 1), line.slice(place.column - 1, end), line.slice(end)];
  const [before = '', marked = '', after = ''] = parts.map((part) => escaped(part.replaceAll('\t', TAB)));
  const number = String(place.line);
  const room = Math.max(40, width - number.length - 3);
  const shown = cut(before, marked, after, room);
  const gutter = ' '.repeat(number.length);
  const underline = '^'.repeat(Math.max(1, Math.min(widthOf(shown.marked), room)));
  return [
    `${paint(`${number} |`, 'dim')} ${shown.before}${paint(shown.marked, 'bold')}${shown.after}`.trimEnd(),
    `${paint(`${gutter} |`, 'dim')} ${' '.repeat(widthOf(shown.before))}${paint(underline, 'red')}`,
  ];
}

function cut(
  before: string,
  marked: string,
  after: string,
  room: number,
): Record<'before' | 'marked' | 'after', string> {
  if (before.length + marked.length + after.length <= room) return { before, marked, after };
  const head = before.length <= BEFORE ? before : `...${before.slice(3 - BEFORE)}`;
  const left = room - head.length;
  if (marked.length > left) return { before: head, marked: `${marked.slice(0, left - 3)}...`, after: '' };
  const tail = left - marked.length;
  return { before: head, marked, after: after.length <= tail ? after : `${after.slice(0, Math.max(0, tail - 3))}...` };
}

/** In columns of a terminal: of what is two units of UTF-16 and what a terminal shows twice as wide, both count as two. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g;

function widthOf(text: string): number {
  return text.replace(/[\u0300-\u036f\ufe0f\u200d]/g, '').length + (text.match(WIDE)?.length ?? 0);
}
