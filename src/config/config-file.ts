import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { isMapping, type FileValues } from './config-values.js';
import type { Mistake } from './mistake.js';

/** Reads the text of a configuration file (YAML 1.2, so JSON too). Every syntax error is told with its line and column. */
export function parseConfigFile(name: string, text: string): { file: FileValues } | { mistakes: Mistake[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      mistakes: document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return fileMistake(`${name}:${line}:${col}`, `is not valid YAML: ${error.message}`);
      }),
    };
  }
  const root: unknown = readRoot(document);
  if (!isMapping(root)) {
    return { mistakes: [fileMistake(name, 'must hold a mapping of keys, such as `port: 4400`.')] };
  }
  return { file: { name, root, lineOf: (path) => lineOfKey(document, lines, path) } };
}

function readRoot(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    // Too many aliases: a document that would grow without bound. It is told like any other wrong root.
    return null;
  }
}

function lineOfKey(document: Document, lines: LineCounter, path: readonly string[]): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  const range = pair !== undefined && isScalar(pair.key) ? pair.key.range : null;
  return range === null || range === undefined ? null : lines.linePos(range[0]).line;
}

function fileMistake(subject: string, problem: string): Mistake {
  return { subject, origin: null, value: null, problem };
}
