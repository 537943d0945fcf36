import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { fromRoot, type Place } from '../trees/repository.store.js';
import type { FileTree } from '../trees/file-tree.js';
import { MANIFEST_NAMES, type Manifest } from './contracts-manifest.js';

/**
 * The manifest that is named, or the nearest one from the working directory up to the root; null where there is none. With
 * `mayBeWrong` a wrong one counts as none: of an earlier commit nobody can mend it.
 *
 * @throws CommandError with every mistake at its line.
 */
export async function loadManifest(tree: FileTree, path: string | null, mayBeWrong = false): Promise<Manifest | null> {
  if (path === null) return null;
  const text = (await tree.read([path])).get(path);
  if (text === undefined) {
    if (mayBeWrong) return null;
    throw new CommandError(EXIT.usage, `There is no manifest ${path}.`);
  }
  // A check of files by their names needs neither a parser of YAML nor a validator for it.
  const [{ parseManifest }, { readManifestSchema }] = await Promise.all([
    import('./parse-manifest.js'),
    import('./manifest-schema.store.js'),
  ]);
  const read = parseManifest(path, text, readManifestSchema());
  if ('manifest' in read) return read.manifest;
  if (mayBeWrong) return null;
  throw new CommandError(EXIT.usage, read.faults.join('\n'));
}

/** Relative to the root; null where there is none. */
export function findManifest(place: Place, typed: string | undefined): string | null {
  if (typed !== undefined) return fromRoot(place, typed);
  for (let folder = place.cwd; ; folder = dirname(folder)) {
    const name = MANIFEST_NAMES.find((one) => existsSync(join(folder, one)));
    if (name !== undefined) return fromRoot(place, join(folder, name));
    if (folder === place.root || folder === dirname(folder)) return null;
  }
}
