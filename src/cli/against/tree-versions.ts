import { posix } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { inParallel } from '../in-parallel.js';
import type { FileTree } from '../sources/file-tree.js';
import { loadContracts, type Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { DEFAULT_TEMPLATE } from '../sources/subject-name.js';
import { pairRenamed } from './pair-renamed.js';
import {
  DEFAULT_LEVEL,
  type Earlier,
  type EarlierVersion,
  type EarlierVersions,
  type RemovedContract,
  type WantedRules,
} from './earlier-versions.js';

const FILES_AT_ONCE = 32;

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
  /** Whether what is checked now would hold this file, were it still there. */
  covers(path: string): boolean;
  /** Whether a file is still there now: one that is was not moved. */
  isStillThere(path: string): Promise<boolean>;
}

/** The contracts of another state of the same files: a commit, a folder. It has one version of each. */
export class TreeVersions implements EarlierVersions {
  readonly name: string;
  private loading: Promise<Map<string, LocalContract>> | null = null;
  private pairing: Promise<Map<string, LocalContract>> | null = null;

  constructor(private readonly earlier: EarlierTree) {
    this.name = earlier.name;
  }

  async of(contract: LocalContract, wanted: WantedRules): Promise<Earlier> {
    const { level, policy } = wanted;
    const known = (await this.contracts()).get(contract.subject) ?? (await this.moved(contract));
    const then = known ?? (await this.renamed()).get(contract.subject) ?? null;
    if (then === null) this.refuseUnread(contract);
    return { level: level ?? DEFAULT_LEVEL, policy, versions: then === null ? [] : [this.versionOf(then, contract)] };
  }

  referenced(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Only of what globs, folders or the manifest name: a file by its name says nothing of the others. */
  async removed(contracts: readonly LocalContract[]): Promise<RemovedContract[]> {
    const renamed = new Set([...(await this.renamed()).values()].map(({ subject }) => subject));
    const gone = (await this.gone(contracts)).filter(({ subject }) => !renamed.has(subject));
    return gone.map(({ subject, format, file }) => ({ subject, format, file }));
  }

  private async gone(contracts: readonly LocalContract[]): Promise<LocalContract[]> {
    const present = new Set(contracts.map(({ subject }) => subject));
    const earlier = [...(await this.contracts()).values()];
    return earlier.filter(({ subject, file }) => !present.has(subject) && this.earlier.covers(file));
  }

  private versionOf({ subject, file, format, text, closure }: LocalContract, now: LocalContract): EarlierVersion {
    const { label } = this.earlier;
    const renamedFrom = subject === now.subject ? null : file;
    return { version: 1, label, name: `the version in ${label}`, format, text, references: closure, renamedFrom };
  }

  /** @throws CommandError where the file was there and cannot be had: it is not new. */
  private refuseUnread({ file }: LocalContract): void {
    const why = this.earlier.tree.whyUnread?.(file) ?? null;
    if (why !== null) throw new CommandError(EXIT.usage, `${why}\nOr leave it out: !${file}`);
  }

  /** What contracts that are new by their subject were called before. */
  private renamed(): Promise<Map<string, LocalContract>> {
    this.pairing ??= this.pair();
    return this.pairing;
  }

  private async pair(): Promise<Map<string, LocalContract>> {
    const { present } = this.earlier;
    const known = await this.contracts();
    const fresh = present.filter(({ subject, isNamedByFile }) => isNamedByFile && !known.has(subject));
    if (fresh.length === 0) return new Map();
    const gone = [...(await this.gone(present)), ...(await this.goneBeside(fresh))];
    const there = await inParallel(gone, FILES_AT_ONCE, ({ file }) => this.earlier.isStillThere(file));
    return pairRenamed(
      fresh,
      gone.filter((_, i) => !there[i]),
    );
  }

  /** Of files that are named by themselves: what lay in their folders and is in none of them any more. */
  private async goneBeside(fresh: readonly LocalContract[]): Promise<LocalContract[]> {
    const { tree, selection } = this.earlier;
    const loaded = new Set([...(await this.contracts()).values()].map(({ file }) => file));
    const named = fresh.filter(({ file }) => selection.patterns.includes(file));
    const folders = new Set(named.map(({ file }) => posix.dirname(file)));
    const found = await Promise.all([...folders].map((folder) => tree.find(folder)));
    const patterns = [...new Set(found.flat())].filter((file) => folders.has(posix.dirname(file)) && !loaded.has(file));
    if (patterns.length === 0) return [];
    const present = new Set(this.earlier.present.map(({ subject }) => subject));
    const { contracts } = await loadContracts(tree, { ...selection, patterns });
    return contracts.filter(({ subject }) => !present.has(subject));
  }

  private contracts(): Promise<Map<string, LocalContract>> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<Map<string, LocalContract>> {
    const { contracts } = await loadContracts(this.earlier.tree, this.earlier.selection);
    return new Map(contracts.map((contract) => [contract.subject, contract]));
  }

  /** A file that lay outside of what is checked now, has the name that makes this subject, and is there no more. */
  private async moved({ subject }: LocalContract): Promise<LocalContract | null> {
    const { tree, selection, isStillThere } = this.earlier;
    if ((selection.template ?? DEFAULT_TEMPLATE) !== DEFAULT_TEMPLATE || /[/*?[\]{}!()]/.test(subject)) return null;
    const namesakes = await tree.find(`**/${subject}.{json,yaml,yml,avsc,proto}`);
    const gone: string[] = [];
    for (const path of namesakes) if (!(await isStillThere(path))) gone.push(path);
    if (gone.length !== 1) return null;
    const { contracts } = await loadContracts(tree, { ...selection, patterns: gone, manifest: null });
    return contracts.find((contract) => contract.subject === subject) ?? null;
  }
}
