import { ConfluentError } from '../../registry/confluent-error.js';
import { fingerprintOf } from '../../registry/fingerprint.js';
import type { Mode } from '../../registry/mode.js';
import { MAX_GIVEN } from '../../registry/refused-append.js';
import { DEFAULT_SETTINGS, NO_SETTINGS, type Settings } from '../../registry/settings.js';
import {
  contextOf,
  DEFAULT_CONTEXT,
  faultOfSubject,
  GLOBAL_SCOPE,
  qualifyFrom,
  scopeOfContext,
} from '../../registry/subject-name.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import { configPart } from '../parts/config.store.js';
import { contextsPart } from '../parts/contexts.store.js';
import { modesPart } from '../parts/modes.store.js';
import { schemasPart } from '../parts/schemas.store.js';
import { subjectsPart } from '../parts/subjects.store.js';
import { partRow, type Imported, type PartRow } from './import-rows.store.js';
import type { RemoteImport } from './remote-import.js';
import { RemoteRefusal } from './remote-registry.client.js';
import { readVersion, type ListedSubject, type RemoteRegistry, type RemoteVersion } from './remote-registry.js';

/** How many requests are under way at once. */
const AT_ONCE = 8;
const MAX_ERRORS = 100;
const MAX_DEPTH = 100;

/** What is written here, and the versions that are here already, deleted ones too. */
export interface LocalRegistry {
  import(rows: readonly PartRow[], target: string): Promise<Imported>;
  versions(subject: string): Promise<readonly SubjectVersion[]>;
}

interface Outlined {
  subject: string;
  versions: { version: number; isDeleted: boolean }[];
}

/**
 * One import from another registry: subject by subject, version by version, what a version refers to before it. Each
 * version is a transaction of its own; one that cannot come is told, and the others come. Progress is kept in `progress`.
 */
export class RemoteImportRun {
  private readonly told = new Set<string>();

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
    const wanted = contexts ?? (await this.remote.contexts());
    for (const context of wanted) {
      const done = await this.importListed(context, subjectPrefix);
      for await (const names of this.remote.subjects(context, subjectPrefix)) {
        const left = names.filter((name) => !done.has(name));
        for (let i = 0; i < left.length; i += AT_ONCE) await this.importSubjects(left.slice(i, i + AT_ONCE));
      }
    }
    for (const context of wanted) {
      if (context !== DEFAULT_CONTEXT) await this.importScope(scopeOfContext(context));
    }
    // What holds for all comes only with all.
    if (contexts === null && subjectPrefix === '') await this.importScope(GLOBAL_SCOPE);
    this.progress.currentSubject = null;
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
    this.progress.currentSubject = subject;
    const here = await this.here(subject);
    for (const { version, isDeleted, body } of versions) {
      const found = await this.orTold(nameOf(subject, version), () => Promise.resolve(readVersion(body)));
      if (found === null) continue;
      if (isSame(here.get(version), found, isDeleted)) this.progress.counts.versionsAlreadyThere++;
      else await this.importVersion(subject, version, isDeleted, found, []);
    }
    await this.importScope(subject);
    this.progress.counts.subjects++;
  }

  private async here(subject: string): Promise<Map<number, SubjectVersion>> {
    return new Map((await this.local.versions(subject)).map((one) => [one.version, one]));
  }

  private async importSubjects(names: readonly string[]): Promise<void> {
    const outlined = await Promise.all(names.map((subject) => this.orTold(subject, () => this.outline(subject))));
    for (const one of outlined) {
      if (one === null) continue;
      this.progress.currentSubject = one.subject;
      const missing = await this.missing(one);
      this.progress.counts.versionsAlreadyThere += one.versions.length - missing.length;
      for (let i = 0; i < missing.length; i += AT_ONCE) {
        await this.importVersions(one.subject, missing.slice(i, i + AT_ONCE));
      }
      await this.importScope(one.subject);
      this.progress.counts.subjects++;
    }
  }

  private async outline(subject: string): Promise<Outlined> {
    const fault = faultOfSubject(subject);
    if (fault !== null) throw new RemoteRefusal(`the name cannot be kept here: ${fault}`);
    return { subject, versions: await this.remote.versions(subject) };
  }

  /**
   * The versions that are to be asked for. Where the last of those that are here is the same there, so are those before it:
   * an import that is made again does not ask for each.
   */
  private async missing({ subject, versions }: Outlined): Promise<Outlined['versions']> {
    const here = await this.here(subject);
    const isHere = ({ version, isDeleted }: Outlined['versions'][number]) =>
      here.has(version) && (here.get(version)!.deletedAt !== null) === isDeleted;
    const last = versions.findLast(isHere);
    if (last === undefined) return versions;
    const found = await this.fetch(subject, last.version);
    if (found === null || !isSame(here.get(last.version), found, last.isDeleted)) return versions;
    return versions.filter((one) => !isHere(one));
  }

  private async importVersions(subject: string, versions: Outlined['versions']): Promise<void> {
    const fetched = await Promise.all(versions.map(({ version }) => this.fetch(subject, version)));
    for (const [i, { version, isDeleted }] of versions.entries()) {
      const found = fetched[i]!;
      if (found !== null) await this.importVersion(subject, version, isDeleted, found, []);
    }
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
    for (const reference of found.schema.references) {
      const referenced = qualifyFrom(subject, reference.subject);
      if (await this.importReferenced(referenced, reference.version, [...path, what])) continue;
      return this.tell(what, `what it refers to did not come: ${nameOf(referenced, reference.version)}`);
    }
    const rows = rowsOf(subject, version, isDeleted, found, this.now());
    const imported = await this.local.import(rows, subject);
    if (imported.outcome === 'clash') return this.tell(what, imported.message);
    this.progress.counts[imported.outcome === 'added' ? 'versionsImported' : 'versionsAlreadyThere']++;
  }

  /** Whether it is here then. */
  private async importReferenced(subject: string, version: number, path: readonly string[]): Promise<boolean> {
    if ((await this.here(subject)).has(version)) return true;
    const outlined = await this.orTold(subject, () => this.outline(subject));
    const found = outlined === null ? null : await this.fetch(subject, version, `${path.at(-1)} refers to it`);
    if (found === null) return false;
    const isDeleted = outlined!.versions.find((one) => one.version === version)?.isDeleted ?? false;
    await this.importVersion(subject, version, isDeleted, found, path);
    return (await this.here(subject)).has(version);
  }

  private async importScope(scope: string): Promise<void> {
    const what = scope === GLOBAL_SCOPE ? 'the settings of everything' : `the settings of "${scope}"`;
    const said = await this.orTold(what, async () =>
      Promise.all([this.remote.settings(scope), this.remote.mode(scope)] as const),
    );
    if (said === null) return;
    for (const row of settingRows(scope, said[0], said[1], this.now())) {
      const imported = await this.local.import([row], scope);
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
      else this.tellError(what, error.message);
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

const isSame = (here: SubjectVersion | undefined, { id, schema }: RemoteVersion, isDeleted: boolean): boolean =>
  here !== undefined &&
  here.id === id &&
  (here.deletedAt !== null) === isDeleted &&
  fingerprintOf(here) === fingerprintOf(schema);

function rowsOf(
  subject: string,
  version: number,
  isDeleted: boolean,
  { id, schema, registeredAt }: RemoteVersion,
  now: Date,
): PartRow[] {
  const context = contextOf(subject);
  const at = (registeredAt ?? now).toISOString();
  const deletedAt = isDeleted ? now.toISOString() : null;
  const { references, ...rest } = schema;
  const versions = [{ version, id, registeredAt: at, deletedAt }];
  return [
    partRow(contextsPart, { name: context, nextId: id + 1, deletedAt: null }),
    partRow(schemasPart, { context, id, ...rest, references: [...references], createdAt: at }),
    partRow(subjectsPart, { name: subject, createdAt: at, updatedAt: at, versions }),
  ];
}

/** What everybody has who has set nothing is not set here either: a registry answers it of everything. */
function settingRows(scope: string, given: Partial<Settings> | null, mode: Mode | null, now: Date): PartRow[] {
  const updatedAt = now.toISOString();
  const isGlobal = scope === GLOBAL_SCOPE;
  const settings = { ...NO_SETTINGS, ...given };
  const isDefault = JSON.stringify(settings) === JSON.stringify(DEFAULT_SETTINGS);
  return [
    ...(given === null || (isGlobal && isDefault) ? [] : [partRow(configPart, { scope, ...settings, updatedAt })]),
    ...(mode === null || (isGlobal && mode === 'READWRITE') ? [] : [partRow(modesPart, { scope, mode, updatedAt })]),
  ];
}
