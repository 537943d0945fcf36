import { ConfluentError } from '../../registry/confluent/confluent-error.js';
import { MAX_GIVEN } from '../../registry/registration/refused-append.js';
import {
  DEFAULT_CONTEXT,
  faultOfSubject,
  GLOBAL_SCOPE,
  qualifyFrom,
  scopeOfContext,
} from '../../registry/subject-name.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import type { Arrival, Imported } from './import-rows.store.js';
import type { RemoteImport } from './remote-import.js';
import { RemoteRefusal } from './remote-registry.client.js';
import { readVersion, type ListedSubject, type RemoteRegistry, type RemoteVersion } from './remote-registry.js';
import { rowsOf, settingRows } from './remote-rows.js';
import { AT_ONCE, standingOf, type ListedVersion, type Standing } from './standing.js';

const MAX_ERRORS = 100;
const MAX_DEPTH = 100;

/** What is written here, and the versions that are here already, deleted ones too. */
export interface LocalRegistry {
  import(arrival: Arrival): Promise<Imported>;
  versions(subject: string): Promise<readonly SubjectVersion[]>;
  hasVersion(subject: string, version: number): Promise<boolean>;
}

interface Outlined {
  subject: string;
  versions: readonly ListedVersion[];
}

type ReadVersion = (version: number) => Promise<RemoteVersion | null>;

/**
 * One import from another registry: subject by subject, version by version, what a version refers to before it. Each
 * version is a transaction of its own; one that cannot come is told, and the others come. Progress is kept in `progress`.
 */
export class RemoteImportRun {
  private readonly told = new Set<string>();
  private readonly standings = new Map<string, Standing>();
  /** What came of subjects whose turn is not over. */
  private readonly came = new Set<string>();

  constructor(
    private readonly remote: Pick<
      RemoteRegistry,
      'contexts' | 'listed' | 'subjects' | 'versions' | 'version' | 'settings' | 'mode'
    >,
    private readonly local: LocalRegistry,
    private readonly progress: RemoteImport,
    private readonly signal: AbortSignal,
    private readonly now: () => Date,
  ) {}

  /** @throws RemoteFailure; the signal's reason once it is aborted. */
  async run(): Promise<void> {
    const { contexts, subjectPrefix } = this.progress;
    const there = await this.remote.contexts();
    const wanted = contexts ?? there;
    for (const context of wanted) {
      const before = this.progress.counts.subjects;
      await this.importContext(context, subjectPrefix);
      const isNowhere = !there.includes(context) && this.progress.counts.subjects === before;
      if (isNowhere) this.tellError(`context ${context}`, `it is not there; there are ${there.join(', ')}`);
    }
    for (const context of wanted) {
      if (context !== DEFAULT_CONTEXT) await this.importScope(scopeOfContext(context));
    }
    // What holds for all comes only with all.
    if (contexts === null && subjectPrefix === '') await this.importScope(GLOBAL_SCOPE);
    this.progress.currentSubject = null;
  }

  private async importContext(context: string, prefix: string): Promise<void> {
    const done = await this.importListed(context, prefix);
    for await (const names of this.remote.subjects(context, prefix)) {
      const left = names.filter((name) => !done.has(name));
      for (let i = 0; i < left.length; i += AT_ONCE) await this.importSubjects(left.slice(i, i + AT_ONCE));
    }
  }

  /** What the registry lists in bulk; answers the subjects. Whatever else there is comes one by one. */
  private async importListed(context: string, prefix: string): Promise<ReadonlySet<string>> {
    const done = new Set<string>();
    const scattered = new Set<string>();
    for await (const listed of this.remote.listed(context, prefix)) {
      if (faultOfSubject(listed.subject) !== null) continue;
      if (done.has(listed.subject)) {
        scattered.add(listed.subject);
        continue;
      }
      done.add(listed.subject);
      await this.importListedSubject(listed);
    }
    return new Set([...done].filter((subject) => !scattered.has(subject)));
  }

  private async importListedSubject({ subject, versions }: ListedSubject): Promise<void> {
    const bodies = new Map(versions.map(({ version, body }) => [version, body]));
    const read = (version: number) =>
      this.orTold(nameOf(subject, version), () => Promise.resolve(readVersion(bodies.get(version)!)));
    const standing = await this.standing(subject, () => this.compare({ subject, versions }, read, false));
    await this.importSubject({ subject, versions }, standing, read);
  }

  private async importSubjects(names: readonly string[]): Promise<void> {
    const outlined = await Promise.all(names.map((subject) => this.orTold(subject, () => this.outline(subject))));
    for (const one of outlined) {
      if (one === null) continue;
      if (one.versions.length === 0) this.tellError(one.subject, 'the registry lists it, and no version of it');
      const read = (version: number) => this.fetch(one.subject, version);
      // One that was listed in several places comes once more, whole.
      if (this.standings.get(one.subject)?.isOver === true) this.standings.delete(one.subject);
      const standing = await this.standing(one.subject, () => this.compare(one, read, true));
      await this.importSubject(one, standing, read);
    }
  }

  private async importSubject({ subject, versions }: Outlined, standing: Standing, read: ReadVersion): Promise<void> {
    this.progress.currentSubject = subject;
    const missing: ListedVersion[] = [];
    for (const one of versions) {
      const what = nameOf(subject, one.version);
      const message = standing.differing.get(one.version)?.message;
      if (typeof message === 'string') this.tell(what, message);
      else if (standing.here.has(one.version) || this.came.has(what)) this.progress.counts.versionsAlreadyThere++;
      else missing.push(one);
    }
    for (let i = 0; i < missing.length; i += AT_ONCE) {
      await this.importMissing(subject, missing.slice(i, i + AT_ONCE), standing, read);
    }
    if (standing.clash === null) await this.importScope(subject);
    this.progress.counts.subjects++;
    // A million versions would be much to remember.
    for (const { version } of versions) this.came.delete(nameOf(subject, version));
    Object.assign(standing, { isOver: true, here: new Set(), deletedThere: new Set() } satisfies Partial<Standing>);
  }

  private async importMissing(
    subject: string,
    versions: readonly ListedVersion[],
    standing: Standing,
    read: ReadVersion,
  ): Promise<void> {
    const found = await Promise.all(versions.map(({ version }) => (standing.clash === null ? read(version) : null)));
    for (const [i, { version, isDeleted }] of versions.entries()) {
      const one = found[i]!;
      if (standing.clash !== null) this.tell(nameOf(subject, version), leftOut(standing.clash));
      else if (one !== null) await this.importVersion(subject, version, isDeleted, one, []);
    }
  }

  private async outline(subject: string): Promise<Outlined> {
    const fault = faultOfSubject(subject);
    if (fault !== null) throw new RemoteRefusal(`the name cannot be kept here: ${fault}`);
    return { subject, versions: await this.remote.versions(subject) };
  }

  /** Compared once: before its turn, where others refer to it. */
  private async standing(subject: string, compare: () => Promise<Standing>): Promise<Standing> {
    const known = this.standings.get(subject) ?? (await compare());
    this.standings.set(subject, known);
    return known;
  }

  private async compare({ subject, versions }: Outlined, read: ReadVersion, isLastEnough: boolean): Promise<Standing> {
    const here = new Map((await this.local.versions(subject)).map((one) => [one.version, one]));
    return standingOf(here, versions, read, isLastEnough);
  }

  /** `from` is who says that it is there. */
  private fetch(subject: string, version: number, from = 'the registry lists it'): Promise<RemoteVersion | null> {
    const what = nameOf(subject, version);
    return this.orTold(what, async () => {
      const found = await this.remote.version(subject, version);
      if (found === null) throw new RemoteRefusal(`${from}, and the registry does not have it`);
      return found;
    });
  }

  /** `path` is by which references one came here. */
  private async importVersion(
    subject: string,
    version: number,
    isDeleted: boolean,
    found: RemoteVersion,
    path: readonly string[],
  ): Promise<void> {
    this.signal.throwIfAborted();
    const what = nameOf(subject, version);
    if (path.includes(what) || path.length > MAX_DEPTH) return this.tell(what, 'it refers to itself');
    const fault = faultOfNumbers(found.id, version);
    if (fault !== null) return this.tell(what, fault);
    const references = found.schema.references.map((one) => ({ ...one, subject: qualifyFrom(subject, one.subject) }));
    for (const referenced of references) {
      const fault = await this.importReferenced(referenced.subject, referenced.version, [...path, what]);
      if (fault !== null) return this.tell(what, fault);
    }
    const rows = rowsOf(subject, version, isDeleted, found, this.now());
    const imported = await this.local.import({ source: this.progress.url, target: subject, rows, references });
    if (imported.outcome === 'clash') {
      await this.noteClash(subject, version);
      return this.tell(what, imported.message);
    }
    this.came.add(what);
    this.progress.counts[imported.outcome === 'added' ? 'versionsImported' : 'versionsAlreadyThere']++;
  }

  /** Somebody registered a version of that number since the two were compared. */
  private async noteClash(subject: string, version: number): Promise<void> {
    if (await this.local.hasVersion(subject, version)) {
      this.standings.get(subject)!.clash ??= `version ${version} of it is not the same here`;
    }
  }

  /** Null where it is here then, and the same as there; else why not. */
  private async importReferenced(subject: string, version: number, path: readonly string[]): Promise<string | null> {
    const what = nameOf(subject, version);
    if (this.came.has(what)) return null;
    const didNotCome = `what it refers to did not come: ${what}`;
    const standing = await this.orTold(subject, () => this.standing(subject, () => this.compareReferenced(subject)));
    if (standing === null) return didNotCome;
    const difference = standing.differing.get(version);
    if (difference !== undefined) {
      if (difference.message !== null) this.tell(what, difference.message);
      return difference.isOtherSchema ? `what it refers to is not the same here: ${what}` : null;
    }
    if (standing.here.has(version)) return null;
    if (standing.isOver) {
      return !this.told.has(what) && (await this.local.hasVersion(subject, version)) ? null : didNotCome;
    }
    if (standing.clash !== null) this.tell(what, leftOut(standing.clash));
    else await this.fetchReferenced(subject, version, standing, path);
    return this.came.has(what) ? null : didNotCome;
  }

  private async fetchReferenced(
    subject: string,
    version: number,
    { deletedThere }: Standing,
    path: readonly string[],
  ): Promise<void> {
    const found = await this.fetch(subject, version, `${path.at(-1)} refers to it`);
    if (found !== null) await this.importVersion(subject, version, deletedThere.has(version), found, path);
  }

  private async compareReferenced(subject: string): Promise<Standing> {
    return this.compare(await this.outline(subject), (version) => this.fetch(subject, version), true);
  }

  private async importScope(scope: string): Promise<void> {
    const what = scope === GLOBAL_SCOPE ? 'the settings of everything' : `the settings of "${scope}"`;
    const said = await this.orTold(what, async () =>
      Promise.all([this.remote.settings(scope), this.remote.mode(scope)] as const),
    );
    if (said === null) return;
    for (const row of settingRows(scope, said[0], said[1], this.now())) {
      const arrival = { source: this.progress.url, target: scope, rows: [row], references: [] };
      const imported = await this.local.import(arrival);
      if (imported.outcome === 'clash') this.tellError(what, imported.message);
      else if (imported.outcome === 'added') this.progress.counts.settingsImported++;
    }
  }

  /** What one thing is refused for is told, and the import goes on. */
  private async orTold<T>(what: string, act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof RemoteRefusal || error instanceof ConfluentError)) throw error;
      if (what.startsWith('version ')) this.tell(what, error.message);
      else if (!this.told.has(what)) this.tellError(what, error.message);
      this.told.add(what);
      return null;
    }
  }

  /** Once of each: one that others refer to is met more than once. */
  private tell(what: string, message: string): void {
    if (this.told.has(what)) return;
    this.told.add(what);
    this.progress.counts.versionsFailed++;
    this.tellError(what, message);
  }

  private tellError(what: string, message: string): void {
    this.progress.errorCount++;
    if (this.progress.errors.length < MAX_ERRORS) this.progress.errors.push({ what, message: message.slice(0, 500) });
  }
}

/** Why nothing could be registered after it; null where there is room. */
function faultOfNumbers(id: number, version: number): string | null {
  const [what, given] = id > MAX_GIVEN ? ['id', id] : ['version', version];
  if (given <= MAX_GIVEN) return null;
  return `the ${what} ${given} would leave no numbers for what is registered later; the highest that is taken is ${MAX_GIVEN}`;
}

const nameOf = (subject: string, version: number): string => `version ${version} of "${subject}"`;

const leftOut = (clash: string): string => `it is left out, since ${clash}`;
