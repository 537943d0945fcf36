import type { FileTree } from '../sources/file-tree.js';
import { loadContracts, type Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { DEFAULT_TEMPLATE } from '../sources/subject-name.js';
import {
  DEFAULT_LEVEL,
  type Earlier,
  type EarlierVersion,
  type EarlierVersions,
  type RemovedContract,
  type WantedRules,
} from './earlier-versions.js';

export interface EarlierTree {
  tree: FileTree;
  /** What of it counts, and how it is named there. */
  selection: Selection;
  /** In words for people. */
  name: string;
  /** What its versions of contracts are called: `main`. */
  label: string;
  /** Whether a file is still there now: one that is was not moved. */
  isStillThere(path: string): Promise<boolean>;
}

/** The contracts of another state of the same files: a commit, a folder. It has one version of each. */
export class TreeVersions implements EarlierVersions {
  readonly name: string;
  private loading: Promise<Map<string, LocalContract>> | null = null;

  constructor(private readonly earlier: EarlierTree) {
    this.name = earlier.name;
  }

  async of(contract: LocalContract, wanted: WantedRules): Promise<Earlier> {
    const { level, policy } = wanted;
    const known = (await this.contracts()).get(contract.subject) ?? (await this.moved(contract));
    return { level: level ?? DEFAULT_LEVEL, policy, versions: known === null ? [] : [this.versionOf(known)] };
  }

  referenced(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Only of what globs, folders or the manifest name: a file by its name says nothing of the others. */
  async removed(contracts: readonly LocalContract[]): Promise<RemovedContract[]> {
    const named = new Set(this.earlier.selection.patterns);
    const present = new Set(contracts.map(({ subject }) => subject));
    const earlier = [...(await this.contracts()).values()];
    const gone = earlier.filter(({ subject, file }) => !present.has(subject) && !named.has(file));
    return gone.map(({ subject, format, file }) => ({ subject, format, file }));
  }

  private versionOf({ format, text, closure }: LocalContract): EarlierVersion {
    const { label } = this.earlier;
    return { version: 1, label, name: `the version in ${label}`, format, text, references: closure };
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
