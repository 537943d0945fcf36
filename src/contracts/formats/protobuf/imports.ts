import type { ReferencedSchema } from '../../source.js';
import type { IsOver } from '../schema-format.js';
import type { Import, ProtoFile, ProtoProblem } from './model.js';
import { parseFile } from './parse-file.js';
import { isWellKnown, wellKnownText } from './well-known.js';

export interface ImportedFiles {
  /** By path, each after those it imports. */
  files: Map<string, ProtoFile>;
  problems: ProtoProblem[];
}

const MAX_IMPORT_DEPTH = 100;

/** Reads every file that `file` imports, directly or through another; nothing is fetched, and all that lacks is told by name. */
export function readImports(file: ProtoFile, references: readonly ReferencedSchema[], isOver: IsOver): ImportedFiles {
  const walk: Walk = { ownText: file.text, ...textsOf(references), files: new Map(), problems: [], open: [], isOver };
  importsOf(file, walk);
  return { files: walk.files, problems: walk.problems };
}

/** The texts by path, and the paths that stand for several. */
function textsOf(references: readonly ReferencedSchema[]): Pick<Walk, 'texts' | 'ambiguous'> {
  const texts = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { name, text } of references) {
    if (texts.has(name) && texts.get(name) !== text) ambiguous.add(name);
    texts.set(name, text);
  }
  return { texts, ambiguous };
}

interface Walk {
  ownText: string;
  texts: ReadonlyMap<string, string>;
  ambiguous: ReadonlySet<string>;
  files: Map<string, ProtoFile>;
  problems: ProtoProblem[];
  /** The files whose imports are being read, the outermost first. */
  open: string[];
  isOver: IsOver;
}

function importsOf(file: ProtoFile, walk: Walk): void {
  const seen = new Set<string>();
  for (const one of file.imports) {
    const reason = seen.has(one.path) ? `"${one.path}" is imported twice.` : obstacleTo(one, walk);
    seen.add(one.path);
    if (reason !== null) walk.problems.push({ file, at: one.at, reason });
    else if (!walk.files.has(one.path)) readImport(one.path, walk);
  }
}

/** Why a file cannot be imported; null where it can. An option import is for options alone, which are not resolved. */
function obstacleTo({ path, kind }: Import, { texts, ambiguous, open }: Walk): string | null {
  if (ambiguous.has(path)) return `"${path}" is among the references twice, with different texts.`;
  const cycle = open.indexOf(path);
  if (cycle !== -1) return `Imports go round in a circle: ${[...open.slice(cycle), path].join(' imports ')}.`;
  if (open.length >= MAX_IMPORT_DEPTH) return `Imports are more than ${MAX_IMPORT_DEPTH} deep.`;
  if (kind === 'option' || texts.has(path) || isWellKnown(path)) return null;
  const isRemote = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
  return isRemote
    ? `"${path}" is elsewhere, and nothing is ever fetched: register it as a schema and refer to it by name.`
    : `"${path}" is not among the references: register it and name it in "references".`;
}

function readImport(path: string, walk: Walk): void {
  const text = walk.texts.get(path) ?? wellKnownText(path, [walk.ownText, ...walk.texts.values()]);
  if (text === null) return;
  const parsed = parseFile(path, text, walk.isOver);
  walk.problems.push(...parsed.problems);
  walk.open.push(path);
  importsOf(parsed.file, walk);
  walk.open.pop();
  walk.files.set(path, parsed.file);
}
