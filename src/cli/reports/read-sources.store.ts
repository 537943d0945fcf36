import type { CheckRun } from '../check/check-run.js';
import { WorkingTree } from '../trees/working-tree.store.js';

/** The texts of the files that have problems, so that reports can show the line. */
export function readSources({ contracts }: CheckRun, root: string): Promise<ReadonlyMap<string, string>> {
  const files = contracts.flatMap(({ file, problems }) => problems.map(({ place }) => place?.file ?? file));
  return new WorkingTree(root).read([...new Set(files)]);
}
