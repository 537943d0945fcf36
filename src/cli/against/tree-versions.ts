import { posix } from 'node:path';
import type { Finding } from '../../contracts/finding.js';
import { told, wording } from '../../contracts/sentence.js';
import { CommandError, EXIT } from '../exit-code.js';
import { inParallel } from '../in-parallel.js';
import { loadContracts } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { reachesInto } from '../trees/submodules.js';
import { EarlierContracts } from './earlier-contracts.store.js';
import type { EarlierTree } from './earlier-tree.js';
import { nearest, samePathAs } from './nearest-contracts.js';
import { movedMessages, noteOfMove, type MovedMessage } from './moved-messages.js';
import { isMessage, ofNamedDocuments } from './named-documents.js';
import { noteOfHeaders } from './note-of-headers.js';
import { noteOfShared } from './note-of-shared.js';
import { noteOfDoubt, noteOfHistory, notesOfLimit } from './note-of-history.js';
import { pairRenamed, type Renamed } from './pair-renamed.js';
import {
  DEFAULT_LEVEL,
  type Earlier,
  type EarlierVersion,
  type EarlierVersions,
  type RemovedContract,
  type WantedRules,
} from './earlier-versions.js';

const FILES_AT_ONCE = 32;

/** The contracts of another state of the same files: a commit, a folder. It has one version of each. */
export class TreeVersions implements EarlierVersions {
  readonly name: string;
  private readonly contracts: EarlierContracts;
  /** The subjects that are checked now. */
  private readonly present: ReadonlySet<string>;
  private pairing: Promise<Renamed> | null = null;
  private limit: { fresh: number; gone: number } | null = null;
  private movedNow: MovedMessage[] = [];
  private readonly found = new Set<LocalContract>();

  constructor(private readonly earlier: EarlierTree) {
    this.name = earlier.name;
    this.contracts = new EarlierContracts(earlier);
    this.present = new Set(earlier.present.map(({ subject }) => subject));
  }

  async of(contract: LocalContract, wanted: WantedRules): Promise<Earlier> {
    const level = wanted.level ?? DEFAULT_LEVEL;
    const then = await this.before(contract);
    then.forEach((one) => this.found.add(one));
    if (then.length === 0) {
      this.refuseUnread(contract);
      this.refuseLostSubmodule(contract);
      const [formerly = null] = await this.sameFileOf(contract);
      if (formerly !== null) this.found.add(formerly);
      const told = { formerly: formerly && this.versionOf(formerly, contract), notes: await this.doubtsOf(contract) };
      return { level, policy: wanted.policy, versions: [], ...told };
    }
    const each = then.map((one) => this.versionOf(one, contract));
    // Which of several it was nobody can tell: it must be fine with each.
    const versions = each.map((one, i) => (each.length > 1 ? { ...one, label: `${one.label}:${then[i]!.file}` } : one));
    const shared = this.earlier.sharesFiles === true ? then.flatMap((one) => noteOfShared(one, contract)) : [];
    const headers = then.slice(-1).flatMap((one) => noteOfHeaders(one, contract, this.earlier.label));
    const notes = [...noteOfHistory(level, this.earlier.label), ...shared, ...headers];
    return { level, policy: wanted.policy, versions, notes };
  }

  /** What a contract was: by its subject where it was looked for, then anywhere in the tree, then by its file, its path or by likeness. */
  private async before(contract: LocalContract): Promise<LocalContract[]> {
    const here = (await this.contracts.selected()).get(contract.subject) ?? [];
    if (here.length > 0 && !this.contracts.isNamedOutright()) return nearest(contract, here);
    const elsewhere = this.contracts.isNamedOutright()
      ? ((await this.contracts.all()).get(contract.subject) ?? [])
      : await this.contracts.namesakesOf(contract);
    if (elsewhere.length > 0) return nearest(contract, elsewhere);
    if (here.length > 0) return nearest(contract, here);
    const samePath = this.earlier.now === null ? samePathAs(contract, await this.contracts.namedAs(contract.file)) : [];
    if (samePath.length > 0) return nearest(contract, samePath);
    const sameFile = (await this.sameFileOf(contract)).filter((then) => isRenamedByNobody(contract, then));
    if (sameFile.length > 0) return sameFile;
    this.pairing ??= this.pair();
    const renamed = (await this.pairing).was.get(contract.subject);
    return renamed === undefined ? [] : [renamed];
  }

  /** What the file held in the same place, as a subject that it does not hold any more. */
  private async sameFileOf({ file, format, source, subject }: LocalContract): Promise<LocalContract[]> {
    if (this.earlier.now === null) return [];
    const there = (await this.contracts.namedAs(file)).filter((one) => {
      const isThere = one.file === file && one.source.pointer === source.pointer;
      return isThere && one.format === format && one.subject !== subject;
    });
    return this.contracts.withoutThoseThere(there);
  }

  /** Why one that seems new may be none. */
  private async doubtsOf({ subject, file }: LocalContract): Promise<Finding[]> {
    const label = wording(this.earlier.label);
    const namesakes = ((await this.contracts.all()).get(subject) ?? []).map(
      (one) =>
        told`${one.file} is the subject "${subject}", too, in ${label}, and is still there: ${file} was not compared with it.`,
    );
    const moved = this.submodulesThen()
      .filter(([path, commit, commitNow]) => commitNow !== null && commitNow !== commit && !this.isLeftOut(path))
      .map(
        ([path]) =>
          told`${path} is a submodule at another commit than in ${label}: whether ${file} was in it cannot be told here.`,
      );
    return [...namesakes, ...moved].map(noteOfDoubt);
  }

  notes(): string[] {
    const { label } = this.earlier;
    const limit = this.limit === null ? [] : notesOfLimit(this.limit, label);
    return [...this.movedNow.map((one) => noteOfMove(one, label)), ...limit];
  }

  referenced(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Each with its commit then and now, which is null where it is gone. */
  private submodulesThen(): [path: string, then: string, now: string | null][] {
    const { tree, now } = this.earlier;
    if (now === null) return [];
    return [...(tree.submodules?.() ?? [])].map(([path, commit]) => [path, commit, now.submodules.get(path) ?? null]);
  }

  private isLeftOut(folder: string): boolean {
    return !reachesInto(['.'], this.earlier.selection.exclude, folder);
  }

  /** @throws CommandError where a contract may have been in a submodule that is gone: what was there, only its own repository knows. */
  private refuseLostSubmodule(contract: LocalContract | null): void {
    const { label, selection } = this.earlier;
    const patterns =
      selection.patterns.length > 0 ? selection.patterns : (selection.manifest?.entries ?? []).map(({ file }) => file);
    const gone = this.submodulesThen().find(
      ([path, , now]) => now === null && reachesInto(contract === null ? patterns : ['.'], selection.exclude, path),
    );
    if (gone === undefined) return;
    const [path] = gone;
    const about = contract === null ? 'which contracts went with it' : `whether ${contract.file} was in it`;
    const lines = [
      `${path} was a submodule in ${label} and is gone: ${about} cannot be told here.`,
      `Compare with what was in it by --against FILE or FOLDER; where it had no such contract, leave it out: '!${path}/**'`,
    ];
    throw new CommandError(EXIT.usage, lines.join('\n'));
  }

  /** Messages that went into documents which were not named: they are not gone, and nobody would look at them there. */
  async moved(contracts: readonly LocalContract[]): Promise<LocalContract[]> {
    const { now, selection } = this.earlier;
    const gone = now === null ? [] : (await this.gone(contracts)).filter(isMessage);
    if (now === null || gone.length === 0) return [];
    const everywhere = { patterns: ['.'], exclude: selection.exclude, template: this.contracts.template() };
    const there = await loadContracts(now.tree, { ...everywhere, manifest: now.manifest });
    const then = [...(await this.contracts.all()).values()].flat();
    this.movedNow = movedMessages(gone, { then, now: there.contracts });
    return this.movedNow.map(({ contract }) => contract);
  }

  async removed(contracts: readonly LocalContract[]): Promise<RemovedContract[]> {
    return (await this.gone(contracts)).map(({ subject, format, file }) => ({ subject, format, file }));
  }

  /** Only of what globs, folders or the manifest name, and of documents: another file by its name says nothing of the others. */
  private async gone(contracts: readonly LocalContract[]): Promise<LocalContract[]> {
    this.refuseLostSubmodule(null);
    const present = new Set(contracts.map(({ subject }) => subject));
    const found = new Set([...this.found].map(({ subject }) => subject));
    const then = [...(await this.contracts.selected()).values()].flat();
    const { named, now, selection } = this.earlier;
    const { standing } = selection;
    const inDocuments = ofNamedDocuments(then, { named, present: contracts, standing, isSameTree: now !== null });
    const covered = then.filter((one) => this.earlier.covers(one) || inDocuments.has(one));
    const doubtful = (await this.pairing)?.doubtful ?? [];
    const told = new Set(covered.map(({ subject }) => subject));
    const others = [...(await this.inMovedDocuments(then)), ...doubtful.filter(({ subject }) => !told.has(subject))];
    return [...covered, ...others].filter(({ subject }) => !present.has(subject) && !found.has(subject));
  }

  /** What stood beside messages that were found in a document which is gone under that name. */
  private async inMovedDocuments(known: readonly LocalContract[]): Promise<LocalContract[]> {
    if (this.earlier.now === null) return [];
    const files = [...new Set([...this.found].filter(isMessage).map(({ file }) => file))];
    const elsewhere = files.filter((file) => !known.some((one) => one.file === file));
    const there = await inParallel(elsewhere, FILES_AT_ONCE, async (file) => this.earlier.isThere(file));
    const moved = new Set(elsewhere.filter((_, i) => !there[i]));
    return moved.size === 0
      ? []
      : [...(await this.contracts.all()).values()].flat().filter(({ file }) => moved.has(file));
  }

  private versionOf(then: LocalContract, now: LocalContract): EarlierVersion {
    const { label, now: filesNow } = this.earlier;
    const { file, format, text, closure } = then;
    const isSamePath = filesNow === null && posix.basename(file) === posix.basename(now.file);
    const isRenamed = then.subject !== now.subject && !isSamePath;
    const renamedFrom = isRenamed ? { subject: then.subject, file, isTaken: this.present.has(then.subject) } : null;
    const called = { version: 1, label: noNumber(label), name: `the version in ${label}` };
    return { ...called, format, text, references: closure, renamedFrom, elsewhere: then.elsewhere };
  }

  /** @throws CommandError where the file was there and cannot be had: it is not new. */
  private refuseUnread({ file }: LocalContract): void {
    const why = this.earlier.tree.whyUnread?.(file) ?? null;
    if (why !== null) throw new CommandError(EXIT.usage, `${why}\nOr leave it out: !${file}`);
  }

  /** What contracts that are new by their subject were called before. */
  private async pair(): Promise<Renamed> {
    const known = await this.contracts.selected();
    const all = await this.contracts.all();
    const fresh: LocalContract[] = [];
    for (const one of this.earlier.present) {
      if (known.has(one.subject)) continue;
      if ((await this.contracts.namesakesOf(one)).length === 0) fresh.push(one);
    }
    if (fresh.length === 0) return { was: new Map(), doubtful: [], isLimited: false };
    const others = [...all.values()].flat().filter(({ subject }) => !this.present.has(subject));
    const there = await inParallel(others, FILES_AT_ONCE, async ({ file }) => this.earlier.isThere(file));
    const gone = others.filter((_, i) => !there[i]);
    const isGone = new Set(gone);
    const stayingThen = [...all.values()].flat().filter((one) => !isGone.has(one));
    const stayingNow = this.earlier.present.filter(({ subject }) => all.has(subject));
    const renamed = pairRenamed(fresh, gone, { staying: [...stayingThen, ...stayingNow] });
    if (renamed.isLimited) this.limit = { fresh: fresh.length, gone: gone.length };
    return renamed;
  }
}

/** Whether nobody says the subject that it has in the place of another one: its file does, or the manifest says it no more. */
const isRenamedByNobody = (now: LocalContract, then: LocalContract): boolean =>
  now.isNamedByFile || (then.isInManifest && !now.isInManifest);

/** A tag such as 2024 or a commit of digits alone stands in quotes: the reports would take it for the number of a version. */
const noNumber = (label: string): string => (/^\d+$/.test(label) ? `"${label}"` : label);
