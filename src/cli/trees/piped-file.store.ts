import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { endingOf, type FileTree } from './file-tree.js';

/** What a pipe held, under a name whose ending says what it is: a pipe such as `<(git show main:a.proto)` has none. */
export interface PipedFile {
  name: string;
  text: string;
}

/** What is read from a pipe, or from another thing that is neither a file nor a folder; null for those. @throws CommandError where it cannot be read, or holds nothing. */
export async function readPipe(cwd: string, typed: string): Promise<PipedFile | null> {
  const location = resolve(cwd, typed);
  const there = await stat(location).catch(() => null);
  if (there === null || there.isFile() || there.isDirectory()) return null;
  const text = await readText(location, typed);
  return { name: `${basename(location)}${endingFor(text)}`, text };
}

/** A name with the ending by which a file is read that has none, or another one, such as `old.json.bak`; null for any other, and where none is there. @throws CommandError where it cannot be read, or holds nothing. */
export async function nameByContent(cwd: string, typed: string): Promise<string | null> {
  const location = resolve(cwd, typed);
  if (endingOf(location) !== null) return null;
  const there = await stat(location).catch(() => null);
  return there?.isFile() === true ? `${typed}${endingFor(await readText(location, typed))}` : null;
}

async function readText(location: string, typed: string): Promise<string> {
  const text = await readFile(location, 'utf8').catch((cause: Error) => {
    throw new CommandError(EXIT.usage, `Cannot read ${typed}: ${cause.message}`, { cause });
  });
  if (text.trim() === '') throw emptyPipe(typed);
  return text;
}

/** What a command that failed leaves in a pipe. */
export const emptyPipe = (typed: string): CommandError =>
  new CommandError(
    EXIT.usage,
    `${typed} is empty: there is no schema in it.\nDid the command fail that was to fill it?`,
  );

/** By what no other of the formats begins with: JSON is YAML as well, and a list or a name is no JSON Schema. */
function endingFor(text: string): '.avsc' | '.json' | '.proto' | '.yaml' {
  const bare = text.replace(/^\ufeff/, '').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  if (/^\s*["[]/.test(bare)) return '.avsc';
  if (/^\s*\{/.test(bare)) return '.json';
  return /^\s*(?:(?:syntax|edition)\s*=|(?:package|import|option|message|enum|service|extend)\s+["(\w.])/.test(bare)
    ? '.proto'
    : '.yaml';
}

/** A tree with one file more, whose text is at hand, since a pipe is read once. */
export function withPiped(tree: FileTree, { text }: PipedFile, path: string): FileTree {
  return {
    find: async (pattern, exclude) => (pattern === path ? [path] : tree.find(pattern, exclude)),
    everyFile: async (ending) => (await tree.everyFile?.(ending)) ?? [],
    read: async (paths) => {
      const others = await tree.read(paths.filter((one) => one !== path));
      return paths.includes(path) ? new Map([...others, [path, text]]) : others;
    },
  };
}
