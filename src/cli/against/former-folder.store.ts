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
export function formerFolder({ folder, root, label }: FormerFolder, named: readonly string[]): FormerFiles | null {
  const start = startOf(folder, named);
  if (start === null) return null;
  const files = new WorkingTree(folder);
  const called = (path: string): string => posix.join(start, path);
  const within = (path: string): string => posix.relative(start, path);
  const tree: FileTree = {
    find: async (pattern, exclude) => (await files.find(pattern, exclude)).map(called),
    read: async (paths) => {
      const inside = paths.filter((path) => !within(path).startsWith('../'));
      return new Map([...(await files.read(inside.map(within)))].map(([path, text]) => [called(path), text]));
    },
  };
  return { tree, label, isGone: (file) => !existsSync(join(root, file)) };
}

/** The folder of the root of which it is a copy: where the longest end of a path leads to a file in it, else that of a folder's path. */
function startOf(folder: string, named: readonly string[]): string | null {
  for (const paths of [named, named.map((file) => posix.dirname(file)).filter((path) => path !== '.')]) {
    for (const steps of paths.map((path) => path.split('/'))) {
      const at = steps.findIndex((_, i) => isAlike(join(folder, ...steps.slice(i)), paths === named));
      if (at >= 0) return steps.slice(0, at).join('/');
    }
  }
  return null;
}

function isAlike(path: string, isFile: boolean): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return isFile ? there?.isFile() === true : there?.isDirectory() === true;
}
