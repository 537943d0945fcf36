import type { RegisteredSchema } from '../contracts/compatibility.js';
import type { Policy } from '../contracts/finding.js';
import { isLevel, type Level } from '../contracts/level.js';
import type { Format, ReferencedSchema } from '../contracts/source.js';
import { CommandError, EXIT } from './exit-code.js';
import { HttpClient, TooSlow } from './http.client.js';
import type { RegistryAddress } from './registry-address.js';
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

interface VersionBody {
  id: number;
  version: number;
  schema: string;
  schemaType?: Format;
  references?: RegisteredReference[];
}

interface Answer {
  status: number;
  body: unknown;
}

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
      const latest = (await this.get(`${path}/latest`, ABSENT)) as VersionBody | null;
      return latest === null ? null : [await this.opened(latest)];
    }
    const versions = (await this.get(path, ABSENT)) as number[] | null;
    if (versions === null) return null;
    const numbers = [...versions].sort((a, b) => a - b);
    return Promise.all(numbers.map(async (number) => this.opened(await this.version(subject, number))));
  }

  /** One version with all it refers to; null where the registry does not have it. */
  async schema(subject: string, version: number | 'latest'): Promise<RegisteredSchema | null> {
    const body = (await this.get(`${versionsPath(subject)}/${version}`, ABSENT)) as VersionBody | null;
    return body === null ? null : this.opened(body);
  }

  /** The level and policy in force for the subject. */
  async settings(subject: string): Promise<{ level: Level; policy: Policy }> {
    const own = await this.get(`/config/${encodeURIComponent(subject)}?defaultToGlobal=true`, [40401, 40408]);
    const settings = (own ?? (await this.get('/config', []))) as Record<string, unknown>;
    const { compatibilityLevel, compatibilityPolicy } = settings;
    if (!isLevel(compatibilityLevel)) {
      throw new CommandError(EXIT.unavailable, `${this.url} names no compatibility level. Give one with --level.`);
    }
    return { level: compatibilityLevel, policy: compatibilityPolicy === 'LENIENT' ? 'LENIENT' : 'STRICT' };
  }

  /** The id and version under which the subject has this very schema; null where it has not. */
  async find(subject: string, registration: Registration): Promise<{ id: number; version: number } | null> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    const answer = await this.ask('POST', path, registration);
    const code = codeOf(answer);
    // An invalid schema is told by the registration itself.
    if ([40401, 40403, 42201].includes(code)) return null;
    return this.bodyOf(path, answer) as { id: number; version: number };
  }

  /** Registers a schema; one that is there already keeps its id. A refusal is a value, whatever the code. */
  async register(subject: string, registration: Registration): Promise<Registered> {
    const path = versionsPath(subject);
    const answer = await this.ask('POST', path, registration);
    if ([409, 422].includes(answer.status)) return { refusal: messageOf(answer), status: answer.status };
    const { id, version = null } = this.bodyOf(path, answer) as { id: number; version?: number };
    return { id, version };
  }

  /** Who answers, as far as it says so. @throws CommandError where nobody answers as a registry does. */
  async identify(): Promise<RegistryIdentity> {
    const subjects = (await this.get('/subjects', [])) as unknown;
    if (!Array.isArray(subjects)) throw this.notRegistry('/subjects', { status: 200, body: subjects });
    const metadata = await this.ask('GET', '/v1/metadata/version');
    const { version, commitId } = (metadata.status === 200 ? metadata.body : {}) as Record<string, string | undefined>;
    const product = commitId === 'plumbline' ? 'Plumbline' : "a registry with Confluent's API";
    return { product: version === undefined ? product : `${product}, version ${version}`, subjects: subjects.length };
  }

  private async version(subject: string, version: number): Promise<VersionBody> {
    return (await this.get(`${versionsPath(subject)}/${version}`, [])) as VersionBody;
  }

  private async opened(body: VersionBody): Promise<RegisteredSchema> {
    const { version, schema, schemaType = 'AVRO', references = [] } = body;
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
    const { status } = answer;
    const isForbidden = status === 401 || status === 403;
    const fix = isForbidden
      ? 'Give credentials by PLUMBLINE_REGISTRY_USER and PLUMBLINE_REGISTRY_PASSWORD, by PLUMBLINE_REGISTRY_TOKEN, or by --header.'
      : 'Is this the address of a schema registry? Set it with --registry or PLUMBLINE_REGISTRY_URL; its log may say more.';
    return new CommandError(EXIT.unavailable, `${this.url}${path} answered ${status}: ${messageOf(answer)}\n${fix}`);
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
      throw this.unreachable(cause);
    }
  }

  private unreachable(cause: unknown): CommandError {
    const isSlow = cause instanceof TooSlow;
    const what = isSlow ? `did not answer within ${this.timeoutMs / 1000} s` : `cannot be reached (${reasonOf(cause)})`;
    const fix = isSlow
      ? 'Allow it more with --timeout, or name another with --registry or PLUMBLINE_REGISTRY_URL.'
      : 'Start it with `plumbline serve`, or name another with --registry or PLUMBLINE_REGISTRY_URL.';
    return new CommandError(EXIT.unavailable, `The registry at ${this.url} ${what}.\n${fix}`, { cause });
  }
}

/** No such subject, no such version. */
const ABSENT = [40401, 40402];

const versionsPath = (subject: string): string => `/subjects/${encodeURIComponent(subject)}/versions`;

/** The registry's own error code; 0 where it says none. */
function codeOf({ status, body }: Answer): number {
  if (status < 400) return 0;
  return (body as { error_code?: number } | null)?.error_code ?? 0;
}

const messageOf = ({ body }: Answer): string =>
  (body as { message?: string } | null)?.message ?? 'not what a schema registry answers';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A proxy's page, say: the status tells.
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
