import { readConfig } from '../../registry/confluent/config-body.js';
import { readWholeCandidate } from '../../registry/confluent/confluent-request.js';
import { isMode, type Mode } from '../../registry/mode.js';
import type { Settings } from '../../registry/settings.js';
import {
  aliasTarget,
  contextOf,
  DEFAULT_CONTEXT,
  normalizeSubject,
  parseSubject,
  qualify,
} from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';
import { RemoteFailure, RemoteRefusal, type RemoteRegistryClient } from './remote-registry.client.js';

const PAGE = 1_000;
/** Stands where a list of versions ends before its end. */
const BROKEN_OFF = Symbol('broken off');

export interface RemoteVersion {
  id: number;
  schema: SchemaContent;
  /** Null where the registry does not tell. */
  registeredAt: Date | null;
}

/** A subject as a registry lists it in bulk: all its versions, deleted ones too, by number. */
export interface ListedSubject {
  subject: string;
  versions: ListedBodyOfVersion[];
}

/** The body is still to be read: it may be one that cannot be kept here. */
interface ListedBodyOfVersion {
  version: number;
  isDeleted: boolean;
  body: object;
}

interface ListedBody {
  subject: string;
  version: number;
  deleted?: boolean;
}

/** What an import asks of another registry, in Plumbline's words; newer and older ones differ in what they can be asked. */
export class RemoteRegistry {
  /** Of the subject that was sought last in the list: its versions are asked for one after the other. */
  private sought: { subject: string; versions: Promise<ListedBodyOfVersion[]> } | null = null;

  constructor(private readonly client: Pick<RemoteRegistryClient, 'get'>) {}

  /** Only the default one where the registry knows no contexts. */
  async contexts(): Promise<string[]> {
    const names = strings(await this.client.get('/contexts')) ?? [DEFAULT_CONTEXT];
    return names.includes(DEFAULT_CONTEXT) ? names : [DEFAULT_CONTEXT, ...names];
  }

  /** Pages of qualified names, deleted ones too; one page where the registry has no pages. */
  async *subjects(context: string, prefix: string): AsyncGenerator<string[]> {
    const subjectPrefix = encodeURIComponent(qualify(context, prefix));
    let first: string | undefined;
    for (let offset = 0; ;) {
      const path = `/subjects?subjectPrefix=${subjectPrefix}&deleted=true&offset=${offset}&limit=${PAGE}`;
      const names = strings(await this.client.get(path));
      if (names === null) throw new RemoteFailure('The registry does not list its subjects. Is it a schema registry?');
      // A page may be shorter than asked for, so only an empty one is the end; or the whole list again, where the
      // registry knows no offset.
      if (names.length === 0 || names[0] === first) return;
      first ??= names[0];
      yield names.map(normalizeSubject).filter((name) => isWanted(name, context, prefix));
      offset += names.length;
    }
  }

  /**
   * The numbers in order, and which of them are deleted softly. Asked for what is another name of a subject too, a registry
   * answers of that one; its own versions are in the list alone. @throws RemoteRefusal where there is no such list.
   */
  async versions(subject: string): Promise<{ version: number; isDeleted: boolean }[]> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    const ask = (query: string) => this.client.get(path + query);
    const [live, all, alias] = await Promise.all([ask(''), ask('?deleted=true'), this.alias(subject)]);
    if (alias !== null) return this.inList(subject, alias);
    const isLive = new Set(numbers(live));
    const known = [...new Set([...numbers(all), ...isLive])].sort((a, b) => a - b);
    return known.map((version) => ({ version, isDeleted: !isLive.has(version) }));
  }

  /** The subject that a name stands for instead of itself; null for none, and where the registry does not tell. */
  private async alias(subject: string): Promise<string | null> {
    const config = await this.client.get(`/config${scopePath(subject)}`).catch((error: unknown) => {
      // Who asks for the settings is told; the versions may be had all the same.
      if (error instanceof RemoteRefusal) return null;
      throw error;
    });
    const { alias } = (config ?? {}) as { alias?: unknown };
    const target = typeof alias === 'string' && alias !== '' ? aliasTarget(subject, alias) : subject;
    return target === subject ? null : target;
  }

  /** The subject's own versions, as the registry lists them by name. `answered` is what it answers of when it is asked for it. */
  private inList(subject: string, answered: string): Promise<ListedBodyOfVersion[]> {
    if (this.sought?.subject !== subject) this.sought = { subject, versions: this.seek(subject, answered) };
    return this.sought.versions;
  }

  private async seek(subject: string, answered: string): Promise<ListedBodyOfVersion[]> {
    const found = new Map<number, ListedBodyOfVersion>();
    for await (const body of this.listedBodies(encodeURIComponent(subject))) {
      if (body === BROKEN_OFF) throw new RemoteRefusal(answeredAnother(subject, answered));
      if (normalizeSubject(body.subject) === subject) found.set(body.version, listedVersion(body));
    }
    return [...found.values()].sort((a, b) => a.version - b.version);
  }

  /**
   * Whole subjects, from pages of up to a thousand versions; none where the registry does not list them so. Only who tells
   * the time of a registration tells which versions are deleted: Plumbline and Confluent's newer ones. Where the list breaks
   * off, the subject that it stood at is left out: the rest of its versions is not known.
   */
  async *listed(context: string, prefix: string): AsyncGenerator<ListedSubject> {
    const subjectPrefix = encodeURIComponent(qualify(context, prefix));
    let open = null as ListedSubject | null;
    for await (const body of this.listedBodies(subjectPrefix)) {
      if (body === BROKEN_OFF) return;
      const subject = normalizeSubject(body.subject);
      if (!isWanted(subject, context, prefix)) continue;
      if (open !== null && open.subject !== subject) yield open;
      if (open?.subject !== subject) open = { subject, versions: [] };
      open.versions.push(listedVersion(body));
    }
    if (open !== null) yield open;
  }

  private async *listedBodies(subjectPrefix: string): AsyncGenerator<ListedBody | typeof BROKEN_OFF> {
    let limit = PAGE;
    let first: ListedBody | undefined;
    for (let offset = 0; ;) {
      const path = `/schemas?subjectPrefix=${subjectPrefix}&deleted=true&offset=${offset}&limit=${limit}`;
      const page = await this.listedPage(path);
      if (page === 'refused' && limit > 1) {
        // Large schemas come by fewer at once.
        limit = Math.ceil(limit / 8);
        continue;
      }
      if (page === 'refused' || page === null) return yield BROKEN_OFF;
      // A page may be shorter than asked for; see `subjects`.
      if (page.length === 0 || isSameRow(page[0]!, first)) return;
      first ??= page[0];
      yield* page;
      offset += page.length;
    }
  }

  private async listedPage(path: string): Promise<ListedBody[] | 'refused' | null> {
    try {
      const bodies = await this.client.get(path);
      return Array.isArray(bodies) && bodies.every(isListed) ? bodies : null;
    } catch (error) {
      if (error instanceof RemoteRefusal) return 'refused';
      throw error;
    }
  }

  /** Null for one that is gone. @throws ConfluentError where it is not a schema as registries have them, RemoteRefusal. */
  async version(subject: string, version: number): Promise<RemoteVersion | null> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}?deleted=true`;
    const body = (await this.client.get(path)) as Record<string, unknown> | null;
    const another = await this.anotherThan(subject, body);
    if (another === null) return body === null ? null : readVersion(body);
    const listed = (await this.inList(subject, another)).find((one) => one.version === version);
    return listed === undefined ? null : readVersion(listed.body);
  }

  /**
   * The subject that an answer is of, where that is not the one that was asked for: of an alias, or of the same name in
   * another context. Older registries leave it out, and some leave out its context.
   */
  private async anotherThan(asked: string, body: Record<string, unknown> | null): Promise<string | null> {
    if (body === null) return this.alias(asked);
    if (typeof body.subject !== 'string' || normalizeSubject(body.subject) === asked) return null;
    return body.subject === parseSubject(asked).subject ? this.alias(asked) : body.subject;
  }

  /** What a scope says itself; null for nothing. @throws ConfluentError where it says what is not known here. */
  async settings(scope: string): Promise<Partial<Settings> | null> {
    const body = (await this.client.get(`/config${scopePath(scope)}`)) as object | null;
    // A scope may have a configuration whose settings were all taken back.
    return body === null || Object.keys(body).length === 0 ? null : readConfig(body);
  }

  async mode(scope: string): Promise<Mode | null> {
    const body = (await this.client.get(`/mode${scopePath(scope)}`)) as { mode?: unknown } | null;
    return isMode(body?.mode) ? body.mode : null;
  }
}

/** @throws ConfluentError where it is not a schema as registries have them; RemoteRefusal where it has no id. */
export function readVersion(body: object): RemoteVersion {
  // Its guid, and what else it says of itself, is told anew here.
  const { format, text, references, metadata, ruleSet, id } = readWholeCandidate({ ...body, version: null });
  if (id === null) throw new RemoteRefusal('the registry names no id for it');
  // Confluent's `ts` is when it was last written, deleted say, and `createTs` when it was registered where that differs.
  const { ts, createTs = ts } = body as { ts?: unknown; createTs?: unknown };
  const registeredAt = typeof createTs === 'number' && isTime(createTs) ? new Date(createTs) : null;
  return { id, schema: { format, text, references, metadata, ruleSet }, registeredAt };
}

function isListed(body: unknown): body is ListedBody {
  const { subject, version, ts } = (body ?? {}) as Record<string, unknown>;
  return typeof subject === 'string' && Number.isInteger(version) && Number(version) > 0 && typeof ts === 'number';
}

const listedVersion = (body: ListedBody): ListedBodyOfVersion => ({
  version: body.version,
  isDeleted: body.deleted === true,
  body,
});

const answeredAnother = (subject: string, answered: string): string =>
  `asked for "${subject}", the registry answers of "${answered}", and it lists no versions by subject. Where "${subject}" is ` +
  'another name (alias) of that there, take the alias back while the import runs, or use an archive';

const isSameRow = (row: ListedBody, other: ListedBody | undefined): boolean =>
  row.subject === other?.subject && row.version === other.version;

const scopePath = (scope: string): string => (scope === '' ? '' : `/${encodeURIComponent(scope)}`);

const isWanted = (name: string, context: string, prefix: string): boolean =>
  contextOf(name) === context && parseSubject(name).subject.startsWith(prefix);

const isTime = (ms: number): boolean => ms > 0 && ms < 8.64e15 && !Number.isNaN(new Date(ms).getTime());

function strings(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one) => Number.isInteger(one) && Number(one) > 0).map(Number) : [];
