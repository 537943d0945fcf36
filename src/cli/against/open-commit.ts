import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FormerFiles } from '../references/lost-links.js';
import { findCommit, leftOutFiles, type GitCommit } from './git-reference.client.js';
import { GitTree } from './git-tree.store.js';

/** A commit with its files. */
export interface OpenedCommit extends GitCommit, FormerFiles {
  tree: GitTree;
  /** Files that a sparse checkout leaves out: they are there, and not on the disk. */
  outside: ReadonlySet<string>;
}

/** The commit that `git:REF` means, as `findCommit` finds it. @throws CommandError where there is none, or it cannot be listed. */
export async function openCommit(root: string, reference: string, isExact: boolean): Promise<OpenedCommit> {
  const found = await findCommit(root, reference, isExact);
  const tree = await GitTree.open(root, found.commit);
  const outside = await leftOutFiles(root);
  return { ...found, tree, outside, isGone: (file) => !outside.has(file) && !existsSync(join(root, file)) };
}
