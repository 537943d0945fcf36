import { linksOf, type Links } from './file-links.js';
import type { FileTree } from '../trees/file-tree.js';
import { filesOf, type LostLinks } from './referring-files.js';

/** An earlier state of the files at hand. */
export interface FormerFiles {
  tree: FileTree;
  /** What it is called: `main`. */
  label: string;
  /** Whether a file of it is at hand no more. */
  isGone(file: string): boolean;
}

/**
 * The names and `$id`s that files had and have no more; of a file that was not there also the paths and names of every file that is gone
 * since, of which it may be one. Whoever refers to them may refer to nothing now.
 */
export async function lostLinks(tree: FileTree, named: readonly string[], former: FormerFiles): Promise<LostLinks[]> {
  const then = await former.tree.read(named);
  const now = await tree.read(named);
  const hasFresh = named.some((file) => !then.has(file));
  const changed = named.filter((file) => then.has(file) && then.get(file) !== now.get(file));
  if (!hasFresh && changed.length === 0) return [];
  const called = [...now].map(([file, text]) => linksOf(file, text));
  const still = new Set(called.flatMap(({ ids, defined }) => [...ids, ...defined]));
  const gone = hasFresh ? (await filesOf(former.tree, [])).filter((file) => former.isGone(file)) : [];
  const texts = await former.tree.read(gone);
  return [
    ...[...texts].map(([file, text]) => ({ ...without(linksOf(file, text), still), told: file })),
    ...changed.flatMap((file) => renamedWithin(without(linksOf(file, then.get(file)!), still))),
  ];
}

function without(links: Links, still: ReadonlySet<string>): Links {
  const isLost = (name: string): boolean => !still.has(name);
  return { ...links, ids: links.ids.filter(isLost), defined: links.defined.filter(isLost) };
}

/** The file is still there, so its path leads to it. */
function renamedWithin(links: Links): LostLinks[] {
  const names = [...links.ids, ...links.defined];
  return names.length === 0 ? [] : [{ ...links, file: '', told: names.join(', ') }];
}
