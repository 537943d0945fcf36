import type { RegisteredSchema } from '../../contracts/compatibility.js';
import { POLICIES } from '../../contracts/finding.js';
import { isLevel } from '../../contracts/level.js';
import type { Format, ReferencedSchema } from '../../contracts/source.js';
import { CommandError, EXIT } from '../exit-code.js';
import { HttpClient } from './http.client.js';
import type { RulesInForce } from './other-rules.js';
import type { RegistryAddress } from './registry-address.js';
import { isNumbers, isVersionBody, type VersionBody } from './registry-bodies.js';
import { codeOf, messageOf, tellBadAnswer, tellNoAnswer, type Answer } from './registry-failure.js';
import { printable } from '../reports/fold-text.js';
import { RequestTurns } from './request-turns.js';

/** As every client of such a registry does: more at once would only wait in its queue. */
const REQUESTS_AT_ONCE = 8;
/** Longer chains nobody writes; a circle of references would be endless. */
const MAX_REFERENCED = 500;

/** A schema as a registration sends it. */
export interface Registration {
  schema: string;
  schemaType: Format;
  references: readonly RegisteredReference[];
  metadata?: object;
}

export interface RegisteredReference {
  name: string;
  subject: string;
  version: number;
}

/** What became of a registration; the version is null where the registry does not tell it. */
export type Registered = { id: number; version: number | null } | { refusal: string; status: number };

/** What answers at the address, in words; null where it does not say. */
export interface RegistryIdentity {
  product: string;
  subjects: number | null;
}

/** What the registry would do with a schema. */
type Forecast = { isTaken: true } | { refusal: string };

/** A registry as the command line speaks to it: any that has Confluent's API. Nothing is tried twice. */
export class RegistryClient {
  private readonly turns = new RequestTurns(REQUESTS_AT_ONCE);
  private readonly http = new HttpClient(REQUESTS_AT_ONCE);
  private readonly referenced = new Map<string, Promise<VersionBody>>();

  constructor(
    private readonly address: RegistryAddress,
    private readonly timeoutMs: number,
  ) {}

  /** Where it is, without credentials. */
  get url(): string {
    return this.address.url;
  }

  /** The subject's versions, oldest first, all or the latest alone; null where the registry does not know the subject. */
  async history(subject: string, which: 'all' | 'latest'): Promise<RegisteredSchema[] | null> {
    const path = versionsPath(subject);
    if (which === 'latest') {
      const latest = await this.versionAt(`${path}/latest`, ABSENT);
      return latest === null ? null : [await this.opened(latest)];
    }
    const versions = await this.get(path, ABSENT);
    if (versions === null) return null;
    // A subject without versions is answered by 404: an empty list proves nothing.
    if (!isNumbers(versions) || versions.length === 0) throw this.notRegistry(path, { status: 200, body: versions });
    const numbers = [...versions].sort((a, b) => a - b);
    return Promise.all(numbers.map(async (number) => this.opened(await this.version(subject, number))));
  }

  /** One version with all it refers to; null where the registry does not have it. */
  async schema(subject: string, version: number | 'latest'): Promise<RegisteredSchema | null> {
    const body = await this.versionAt(`${versionsPath(subject)}/${version}`, ABSENT);
    return body === null ? null : this.opened(body);
  }

  /** Null where the subject has no version. */
  async latestVersion(subject: string): Promise<number | null> {
    return (await this.versionAt(`${versionsPath(subject)}/latest`, ABSENT))?.version ?? null;
  }

  /** What was registered beside a version; null where nothing was, or it is not there. */
  async metadata(subject: string, version: number): Promise<unknown> {
    return (await this.versionAt(`${versionsPath(subject)}/${version}`, ABSENT))?.metadata ?? null;
  }

  /** The level and policy in force for the subject; no policy is the format's own, no level that of a registry that names none. */
  async settings(subject: string): Promise<RulesInForce> {
    const own = await this.get(`/config/${encodeURIComponent(subject)}?defaultToGlobal=true`, [40401, 40408]);
    const settings = (own ?? (await this.get('/config', []))) as Record<string, unknown>;
    const { compatibilityLevel, compatibilityPolicy } = settings;
    return {
      level: isLevel(compatibilityLevel) ? compatibilityLevel : null,
      policy: POLICIES.find((one) => one === compatibilityPolicy) ?? null,
    };
  }

  /** The id and version under which the subject has this very schema; null where it has not. */
  async find(subject: string, registration: Registration): Promise<{ id: number; version: number } | null> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    const answer = await this.ask('POST', path, registration);
    const code = codeOf(answer);
    // An invalid schema is told by the registration itself.
    if ([40401, 40403, 42201].includes(code)) return null;
    const { id, version } = this.bodyOf(path, answer) as { id?: unknown; version?: unknown };
    // "It is there" is a claim that only an id and a version prove.
    if (typeof id !== 'number' || typeof version !== 'number') throw this.notRegistry(path, answer);
    return { id, version };
  }

  /**
   * What a registration would meet: the mode, then the level and policy in force, as the registry itself judges them. Null where it does not
   * say, as registries without the check for all versions; without a registration the mode alone is asked.
   */
  async forecast(subject: string, registration: Registration | null): Promise<Forecast | null> {
    const mode = await this.mode(subject);
    if (mode !== null && mode !== 'READWRITE')
      return { refusal: `the subject is in the mode ${mode}: only READWRITE takes registrations` };
    if (registration === null) return null;
    const path = `/compatibility${versionsPath(subject)}`;
    const answer = await this.ask('POST', `${path}?verbose=true`, registration);
    if (answer.status === 404) return null;
    if ([409, 422].includes(answer.status)) return { refusal: messageOf(answer) };
    const { is_compatible: isTaken, messages } = this.bodyOf(path, answer) as Record<string, unknown>;
    if (typeof isTaken !== 'boolean') throw this.notRegistry(path, answer);
    if (isTaken) return { isTaken };
    const [first] = Array.isArray(messages) ? (messages as unknown[]) : [];
    return { refusal: typeof first === 'string' ? printable(first) : 'it is not compatible with the versions there' };
  }

  /** The mode in force; null where the registry knows none. */
  private async mode(subject: string): Promise<string | null> {
    const own = await this.ask('GET', `/mode/${encodeURIComponent(subject)}?defaultToGlobal=true`);
    const answer = own.status === 404 ? await this.ask('GET', '/mode') : own;
    if (answer.status === 404) return null;
    const { mode } = this.bodyOf('/mode', answer) as { mode?: unknown };
    return typeof mode === 'string' ? printable(mode) : null;
  }

  /** Registers a schema; one that is there already keeps its id. A refusal is a value, whatever the code. */
  async register(subject: string, registration: Registration): Promise<Registered> {
    const path = versionsPath(subject);
    const answer = await this.ask('POST', path, registration);
    if ([409, 422].includes(answer.status)) return { refusal: messageOf(answer), status: answer.status };
    const { id, version = null } = this.bodyOf(path, answer) as { id?: unknown; version?: unknown };
    if (typeof id !== 'number') throw this.notRegistry(path, answer);
    return { id, version: typeof version === 'number' ? version : null };
  }

  /** Who answers, as far as it says so. @throws CommandError where nobody answers as a registry does. */
  async identify(): Promise<RegistryIdentity> {
    const subjects = (await this.get('/subjects', [])) as unknown;
    if (!Array.isArray(subjects)) throw this.notRegistry('/subjects', { status: 200, body: subjects });
    const metadata = await this.ask('GET', '/v1/metadata/version');
    const { version, commitId } = ((metadata.status === 200 ? metadata.body : null) ?? {}) as Record<string, unknown>;
    const product = commitId === 'plumbline' ? 'Plumbline' : "a registry with Confluent's API";
    const told = typeof version === 'string' ? `${product}, version ${printable(version)}` : product;
    return { product: told, subjects: subjects.length };
  }

  private async version(subject: string, version: number): Promise<VersionBody> {
    return (await this.versionAt(`${versionsPath(subject)}/${version}`, []))!;
  }

  /** Null for one of the `absent` error codes. @throws CommandError for an answer that is no version. */
  private async versionAt(path: string, absent: readonly number[]): Promise<VersionBody | null> {
    const body = await this.get(path, absent);
    if (body === null || isVersionBody(body)) return body;
    throw this.notRegistry(path, { status: 200, body });
  }

  private async opened(body: VersionBody): Promise<RegisteredSchema> {
    const { version, schema, schemaType = 'AVRO' } = body;
    const references = body.references ?? [];
    const source = { version, format: schemaType, text: schema };
    return references.length === 0 ? source : { ...source, references: await this.follow(references) };
  }

  /** All that is referred to, directly or through another. What a version refers to never changes, so it is asked once. */
  private async follow(references: readonly RegisteredReference[]): Promise<ReferencedSchema[]> {
    const found = new Map<string, ReferencedSchema>();
    const open = [...references];
    for (let next = open.pop(); next !== undefined && found.size < MAX_REFERENCED; next = open.pop()) {
      const { name, subject, version } = next;
      const key = `${name}\n${subject}\n${version}`;
      if (found.has(key)) continue;
      const body = await this.remembered(subject, version);
      found.set(key, { name, text: body.schema });
      open.push(...(body.references ?? []));
    }
    return [...found.values()];
  }

  private remembered(subject: string, version: number): Promise<VersionBody> {
    const key = `${subject}\n${version}`;
    const asked = this.referenced.get(key) ?? this.version(subject, version);
    this.referenced.set(key, asked);
    return asked;
  }

  /** The answer's JSON; null for one of the `absent` error codes. */
  private async get(path: string, absent: readonly number[]): Promise<unknown> {
    const answer = await this.ask('GET', path);
    return absent.includes(codeOf(answer)) ? null : this.bodyOf(path, answer);
  }

  private bodyOf(path: string, answer: Answer): unknown {
    if (answer.status >= 200 && answer.status < 300 && answer.body !== null) return answer.body;
    throw this.notRegistry(path, answer);
  }

  private notRegistry(path: string, answer: Answer): CommandError {
    return new CommandError(EXIT.unavailable, tellBadAnswer(this.url, path, answer));
  }

  private ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.turns.take(() => this.request(method, path, body));
  }

  private async request(method: string, path: string, body: unknown): Promise<Answer> {
    const accept = 'application/vnd.schemaregistry.v1+json, application/json';
    const sent = body === undefined ? {} : { 'content-type': 'application/vnd.schemaregistry.v1+json' };
    try {
      const { status, text } = await this.http.ask({
        ...{ method, url: this.url + path, timeoutMs: this.timeoutMs },
        headers: { accept, ...sent, ...this.address.headers },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status, body: parseJson(text) };
    } catch (cause) {
      throw new CommandError(EXIT.unavailable, tellNoAnswer(this.url, cause, this.timeoutMs), { cause });
    }
  }
}

/** No such subject, no such version. */
const ABSENT = [40401, 40402];

const versionsPath = (subject: string): string => `/subjects/${encodeURIComponent(subject)}/versions`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A proxy's page, say: the status tells.
  }
}
