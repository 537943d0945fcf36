import type { Manifest } from '../manifest/contracts-manifest.js';
import type { Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import type { FileTree } from '../trees/file-tree.js';

/** Another state of files, and how it stands to those at hand. */
export interface EarlierTree {
  tree: FileTree;
  /** What of it counts, and how it is named there. */
  selection: Selection;
  /** In words for people. */
  name: string;
  /** What its versions of contracts are called: `main`. */
  label: string;
  /** The contracts that are checked now. */
  present: readonly LocalContract[];
  /** Whether nothing else of the tree counts: it is one file that was named. */
  isAlone: boolean;
  /** Whether what it refers to is read from the files at hand: of one file that was named. */
  sharesFiles?: boolean;
  /** Whether what is checked now would hold this contract, were its file still there. */
  covers(then: LocalContract): boolean;
  /** Whether a file of it still stands among the files at hand, whatever it holds now. */
  isThere(path: string): boolean | Promise<boolean>;
  /** The files that are named one by one, of which only documents say what is gone. */
  named: ReadonlySet<string>;
  /** The files at hand, where these are an earlier state of them; null where they are another folder's or another file. */
  now: FilesNow | null;
}

export interface FilesNow {
  tree: FileTree;
  /** How they are named now. */
  manifest: Manifest | null;
  /** Whether it is there, and not on the disk. */
  isLeftOut(path: string): boolean;
  /** Folders whose files are in repositories of their own, each with the commit of that. */
  submodules: ReadonlyMap<string, string>;
}
