import { posix } from 'node:path';
import { MANIFEST_NAMES, type Manifest } from '../manifest/contracts-manifest.js';
import { loadManifest } from '../manifest/manifest.store.js';
import type { FileTree } from '../trees/file-tree.js';

/**
 * The manifest by which the files of an earlier state are called: that at the path of today's; where it was another one, or there is none
 * today, the nearest one from a folder up to the root of that state. Null where there was none; a wrong one counts as none.
 */
export async function manifestThen(
  tree: FileTree,
  { today, folder }: { today: string | null; folder: string },
): Promise<Manifest | null> {
  const own = await loadManifest(tree, today, true);
  // Who says where it is does not mean another one.
  if (own !== null || !isByName(today)) return own;
  for (const path of manifestsAbove(folder)) {
    const found = await loadManifest(tree, path, true);
    if (found !== null) return found;
  }
  return null;
}

const isByName = (path: string | null): boolean =>
  path === null || MANIFEST_NAMES.some((name) => name === posix.basename(path));

/** Every path at which a manifest may be, the nearest first; none above the root. */
function manifestsAbove(folder: string): string[] {
  const steps = folder.split('/').filter((step) => step !== '.');
  const folders = steps.includes('..') ? [] : [steps, ...steps.map((_, i) => steps.slice(0, -1 - i))];
  return folders.flatMap((some) => MANIFEST_NAMES.map((name) => posix.join(...some, name)));
}
