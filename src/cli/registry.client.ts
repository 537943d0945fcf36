import type { RegisteredSchema } from '../contracts/compatibility.js';
import type { Policy } from '../contracts/finding.js';
import { isLevel, type Level } from '../contracts/level.js';
import type { Format } from '../contracts/source.js';
import { CommandError, EXIT } from './exit-code.js';

/** A registry as the command line reads it: any that speaks Confluent's API. */
export class RegistryClient {
  private readonly base: string;

  constructor(
    url: string,
    private readonly timeoutMs: number,
  ) {
    this.base = readUrl(url);
  }

  /** The subject's versions, oldest first; null where the registry does not know the subject. */
  async history(subject: string): Promise<RegisteredSchema[] | null> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    const versions = (await this.get(path, [40401])) as number[] | null;
    if (versions === null) return null;
    const numbers = [...versions].sort((a, b) => a - b);
    return Promise.all(numbers.map((version) => this.version(path, version)));
  }

  /** The level and policy in force for the subject. */
  async settings(subject: string): Promise<{ level: Level; policy: Policy }> {
    const own = await this.get(`/config/${encodeURIComponent(subject)}?defaultToGlobal=true`, [40401, 40408]);
    const settings = (own ?? (await this.get('/config', []))) as Record<string, unknown>;
    const { compatibilityLevel, compatibilityPolicy } = settings;
    if (!isLevel(compatibilityLevel)) {
      throw new CommandError(EXIT.unavailable, `${this.base} names no compatibility level. Give one with --level.`);
    }
    return { level: compatibilityLevel, policy: compatibilityPolicy === 'LENIENT' ? 'LENIENT' : 'STRICT' };
  }

  private async version(path: string, version: number): Promise<RegisteredSchema> {
    const body = (await this.get(`${path}/${version}`, [])) as { schema: string; schemaType?: Format };
    return { version, format: body.schemaType ?? 'AVRO', text: body.schema };
  }

  /** The answer's JSON; null for one of the `absent` error codes. */
  private async get(path: string, absent: readonly number[]): Promise<unknown> {
    const { status, text } = await this.fetchText(path);
    const body = parseJson(text) as { error_code?: number; message?: string } | null;
    if (status === 404 && absent.includes(body?.error_code ?? 0)) return null;
    if (status >= 200 && status < 300 && body !== null) return body;
    throw new CommandError(
      EXIT.unavailable,
      `${this.base}${path} answered ${status}: ${body?.message ?? 'not what a schema registry answers'}\n` +
        'Is this the address of a schema registry? Set it with --registry or PLUMBLINE_REGISTRY_URL; its log may say more.',
    );
  }

  private async fetchText(path: string): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.base + path, {
        headers: { accept: 'application/vnd.schemaregistry.v1+json, application/json' },
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      const isSlow = (cause as Error).name === 'TimeoutError';
      const what = isSlow
        ? `did not answer within ${this.timeoutMs / 1000} s`
        : `cannot be reached (${reasonOf(cause)})`;
      throw new CommandError(
        EXIT.unavailable,
        `The registry at ${this.base} ${what}.\n` +
          'Start it with `plumbline serve`, or name another with --registry or PLUMBLINE_REGISTRY_URL.',
        { cause },
      );
    }
  }
}

function readUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new CommandError(
      EXIT.usage,
      `The registry must be an address such as http://localhost:4400; it is "${url}".`,
    );
  }
  return url.replace(/\/+$/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A proxy's page, say: the status tells.
  }
}

function reasonOf(error: unknown): string {
  const cause = (error as Error).cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? (error as Error).message;
}
