import type { Element } from './model.js';

/**
 * What a comment says of an element: the one right above it, or the one behind it on its line (descriptor.proto,
 * `SourceCodeInfo.Location`). A blank line between sets a comment apart. Null without one.
 */
export function commentOf({ file: { text }, gapAt, at, bodyAt }: Element): string | null {
  const start = text.lastIndexOf('\n', at) + 1;
  const above = text.slice(gapAt, Math.max(gapAt, start));
  return leading(above, gapAt === 0) ?? trailing(text, bodyAt);
}

function leading(gap: string, isFirst: boolean): string | null {
  // What stands behind the element before, on its line, belongs to that one.
  const lineEnd = gap.indexOf('\n');
  const own = isFirst ? gap : lineEnd === -1 ? '' : gap.slice(lineEnd + 1);
  const upTo = own.trimEnd();
  const isApart = own.slice(upTo.length).split('\n').length > 2;
  if (upTo === '' || isApart) return null;
  return textOf(upTo.endsWith('*/') ? upTo.slice(upTo.lastIndexOf('/*')) : lineComments(upTo));
}

/** The lines at the end that are comments, up to the first that is none. */
function lineComments(gap: string): string {
  const lines = gap.split('\n');
  const above = lines.findLastIndex((line) => !line.trimStart().startsWith('//'));
  return lines.slice(above + 1).join('\n');
}

function trailing(text: string, at: number): string | null {
  const lineEnd = text.indexOf('\n', at);
  const rest = text.slice(at, lineEnd === -1 ? undefined : lineEnd);
  const found = /^[ \t]*(\/\/.*|\/\*.*\*\/)[ \t\r]*$/.exec(rest)?.[1];
  return found === undefined ? null : textOf(found);
}

function textOf(comment: string): string | null {
  const lines = comment
    .replace(/^\/\*+|\*+\/\s*$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/+|\*+)?\s?/, '').trim());
  const text = lines.join('\n').trim();
  return text === '' ? null : text;
}
