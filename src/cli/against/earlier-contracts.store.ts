import { posix } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { loadContracts, type Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { isTemplate, templateForOthers } from '../sources/subject-name.js';
import { CONTRACT_ENDINGS } from '../trees/file-tree.js';
import type { EarlierTree } from './earlier-tree.js';
import { groupBy, type Groups } from './nearest-contracts.js';

/** The contracts of an earlier tree, each part of it read when it is first asked for. */
export class EarlierContracts {
  private loading: Promise<Groups> | null = null;
  private loadingAll: Promise<Groups> | null = null;
  private naming: Promise<Groups> | null = null;

  constructor(private readonly earlier: EarlierTree) {}

  /** What was called as a contract is now: in its own file, else in files that do not hold that subject any more. */
  async namesakesOf({ subject, file }: LocalContract): Promise<LocalContract[]> {
    const namesakes = (await this.all()).get(subject) ?? [];
    const own = this.earlier.now === null ? [] : namesakes.filter((one) => one.file === file);
    return own.length > 0 ? own : this.withoutThoseThere(namesakes);
  }

  /** Those whose files do not hold the subject any more. */
  async withoutThoseThere(namesakes: readonly LocalContract[]): Promise<LocalContract[]> {
    const { now } = this.earlier;
    if (now === null) return [...namesakes];
    const gone: LocalContract[] = [];
    for (const one of namesakes) {
      if (now.isLeftOut(one.file)) continue;
      const naming = { patterns: [one.file], exclude: [], manifest: now.manifest, template: this.template() };
      const { contracts } = await loadContracts(now.tree, naming);
      if (!contracts.some(({ subject }) => subject === one.subject)) gone.push(one);
    }
    return gone;
  }

  /** By their subjects, where they were looked for. */
  selected(): Promise<Groups> {
    this.loading ??= this.load(this.earlier.selection);
    return this.loading;
  }

  /** The whole tree, read only where something seems to be new. */
  all(): Promise<Groups> {
    const { manifest } = this.earlier.selection;
    if (this.earlier.isAlone) return this.selected();
    this.loadingAll ??= this.load({ patterns: ['.'], exclude: [], manifest, template: this.template() });
    return this.loadingAll;
  }

  /** What is in files of the same name, in whatever folder. */
  async namedAs(path: string): Promise<readonly LocalContract[]> {
    this.naming ??= this.all().then((subjects) =>
      groupBy([...subjects.values()].flat(), ({ file }) => posix.basename(file)),
    );
    return (await this.naming).get(posix.basename(path)) ?? [];
  }

  private async load(selection: Selection): Promise<Groups> {
    const { contracts, unread } = await loadContracts(this.earlier.tree, selection);
    // What somebody named to compare with and holds nothing is named wrongly: all would be new against it.
    if (this.earlier.isAlone && contracts.length + unread.length === 0) throw nothingIn(this.earlier.name);
    return groupBy(contracts, ({ subject }) => subject);
  }

  /** By which files other than the one at hand are named. */
  template(): string | null {
    return templateForOthers(this.earlier.selection.template);
  }

  /** Whether `--subject` is a name: who gives it asks what becomes of that subject, whichever file it is in. */
  isNamedOutright(): boolean {
    const { template } = this.earlier.selection;
    return template !== null && !isTemplate(template);
  }
}

const nothingIn = (against: string): CommandError =>
  new CommandError(
    EXIT.usage,
    `There is no contract in ${against}, so there is nothing to compare with.\nContracts are files that end with ${CONTRACT_ENDINGS.join(', ')}, and AsyncAPI documents whose messages have a payload.`,
  );
