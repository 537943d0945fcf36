import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { FileTree } from '../trees/file-tree.js';
import type { FormerFiles } from '../references/lost-links.js';
import { WorkingTree } from '../trees/working-tree.store.js';

/** A folder with an older copy of the files of `root`, or of some below. */
export interface FormerFolder {
  folder: string;
  root: string;
  /** What it is called: as somebody typed it. */
  label: string;
}

/** The files of such a folder by their paths from the root; null where no path of what is named tells which folder it is a copy of. */
export async function formerFolder(
  { folder, root, label }: FormerFolder,
  named: readonly string[],
): Promise<FormerFiles | null> {
  const files = new WorkingTree(folder);
  const start = startOf({ folder, root, files: await files.find('.') }, named);
  if (start === null) return null;
  const called = (path: string): string => posix.join(start, path);
  const within = (path: string): string => posix.relative(start, path);
  const find = async (pattern: string, exclude?: readonly string[]): Promise<string[]> => {
    const inside = pattern === '.' ? '.' : within(pattern);
    return inside.startsWith('../') ? [] : (await files.find(inside, exclude)).map(called);
  };
  const tree: FileTree = {
    find,
    everyFile: async (ending) => (await find('.')).filter((file) => file.endsWith(ending)),
    read: async (paths) => {
      const inside = paths.filter((path) => !within(path).startsWith('../'));
      return new Map([...(await files.read(inside.map(within)))].map(([path, text]) => [called(path), text]));
    },
  };
  return { tree, label, isGone: (file) => !existsSync(join(root, file)) };
}

/** So often is looked whether a file is there; of more pairs of a folder and a file every so many is taken. */
const MOST_LOOKS = 5_000;

/**
 * The folder of the root of which one with such files is a copy: of those in which something named lies the one in which most of its files still
 * are, of several the nearest; where none is, that of a folder's path. Null where nothing tells.
 */
export function startOf(
  { folder, root, files }: Omit<FormerFolder, 'label'> & { files: readonly string[] },
  named: readonly string[],
): string | null {
  const starts = [...new Set(named.flatMap(foldersAbove))].sort((a, b) => b.length - a.length);
  const step = Math.ceil((starts.length * files.length) / MOST_LOOKS);
  const some = files.filter((_, i) => i % step === 0);
  const counts = starts.map((start) => some.filter((path) => existsSync(join(root, start, path))).length);
  const most = Math.max(0, ...counts);
  if (most > 0) return starts[counts.indexOf(most)]!;
  for (const steps of named.map((file) => file.split('/').slice(0, -1))) {
    const at = steps.findIndex((_, i) => isFolder(join(folder, ...steps.slice(i))));
    if (at >= 0) return steps.slice(0, at).join('/');
  }
  return null;
}

/** All folders in which a file lies, the root as ''. */
function foldersAbove(file: string): string[] {
  const steps = file.split('/').slice(0, -1);
  return [steps, ...steps.map((_, i) => steps.slice(0, i))].map((some) => some.join('/'));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
