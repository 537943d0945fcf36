import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { posix, resolve } from 'node:path';
import { isContractPath, type FileTree } from './file-tree.js';

/** In so many files and folders is looked at most: the folder may be any. */
const MOST_ENTRIES = 10_000;

/**
 * A tree for one file of it that may belong to another state, or lie outside: what its own folder, or one below, has by an `$id` or a name
 * of Avro is meant before what the rest of the tree has.
 */
export function withOwnFolder(tree: FileTree, root: string, path: string): FileTree {
  let found: Promise<string[]> | null = null;
  return {
    find: (pattern, exclude) => tree.find(pattern, exclude),
    read: (paths) => tree.read(paths),
    everyFile: async (ending) => (await tree.everyFile?.(ending)) ?? [],
    firstFiles: () => (found ??= contractsBelow(root, posix.dirname(path))),
  };
}

/**
 * The contracts in a folder and below that can be read, the nearest first. What lies below the tree's root, seen from outside, is the rest of
 * the tree, and what lies below the folder of temporary files, or a home, belongs to others.
 */
async function contractsBelow(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  const open = [folder];
  const isDeep = !isShared(resolve(root, folder));
  let looked = 0;
  for (let next = open.shift(); next !== undefined && looked < MOST_ENTRIES; next = open.shift()) {
    const entries = await readdir(resolve(root, next), { withFileTypes: true }).catch(() => []);
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries.slice(0, MOST_ENTRIES - looked)) {
      const path = posix.join(next, entry.name);
      const isOwn = !['node_modules', '.git'].includes(entry.name) && resolve(root, path) !== root;
      if (isDeep && isOwn && entry.isDirectory()) open.push(path);
      if (entry.isFile() && isContractPath(path) && (await isReadable(resolve(root, path)))) found.push(path);
    }
    looked += entries.length;
  }
  return found;
}

function isShared(folder: string): boolean {
  if ([tmpdir(), '/tmp', resolve('/')].includes(folder)) return true;
  try {
    return folder === homedir();
  } catch {
    return false; // Nobody's, as in some containers.
  }
}

const isReadable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
