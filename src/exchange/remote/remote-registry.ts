import { readConfig } from '../../registry/config-body.js';
import { readWholeCandidate } from '../../registry/confluent-request.js';
import { isMode, type Mode } from '../../registry/mode.js';
import type { Settings } from '../../registry/settings.js';
import { contextOf, DEFAULT_CONTEXT, normalizeSubject, parseSubject, qualify } from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';
import { RemoteFailure, RemoteRefusal, type RemoteRegistryClient } from './remote-registry.client.js';

const PAGE = 1_000;

export interface RemoteVersion {
  id: number;
  schema: SchemaContent;
  /** Null where the registry does not tell. */
  registeredAt: Date | null;
}

/** What an import asks of another registry, in Plumbline's words; newer and older ones differ in what they can be asked. */
export class RemoteRegistry {
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
    for (let offset = 0; ; offset += PAGE) {
      const path = `/subjects?subjectPrefix=${subjectPrefix}&deleted=true&offset=${offset}&limit=${PAGE}`;
      const names = strings(await this.client.get(path));
      if (names === null) throw new RemoteFailure('The registry does not list its subjects. Is it a schema registry?');
      // The whole list again: offset and limit are not known there.
      if (offset > 0 && names[0] === first) return;
      first = names[0];
      yield names.map(normalizeSubject).filter((name) => isWanted(name, context, prefix));
      if (names.length !== PAGE) return;
    }
  }

  /** The numbers in order, and which of them are deleted softly. */
  async versions(subject: string): Promise<{ version: number; isDeleted: boolean }[]> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    const [live, all] = await Promise.all([this.client.get(path), this.client.get(`${path}?deleted=true`)]);
    const isLive = new Set(numbers(live));
    const known = [...new Set([...numbers(all), ...isLive])].sort((a, b) => a - b);
    return known.map((version) => ({ version, isDeleted: !isLive.has(version) }));
  }

  /** Null for one that is gone. @throws ConfluentError where it is not a schema as registries have them. */
  async version(subject: string, version: number): Promise<RemoteVersion | null> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}?deleted=true`;
    const body = (await this.client.get(path)) as Record<string, unknown> | null;
    if (body === null) return null;
    // Its guid, and what else it says of itself, is told anew here.
    const { format, text, references, metadata, ruleSet, id } = readWholeCandidate({ ...body, version: null });
    if (id === null) throw new RemoteRefusal('the registry names no id for it');
    const registeredAt = typeof body.ts === 'number' && isTime(body.ts) ? new Date(body.ts) : null;
    return { id, schema: { format, text, references, metadata, ruleSet }, registeredAt };
  }

  /** What a scope says itself; null for nothing. @throws ConfluentError where it says what is not known here. */
  async settings(scope: string): Promise<Partial<Settings> | null> {
    const body = await this.client.get(`/config${scopePath(scope)}`);
    return body === null ? null : readConfig(body);
  }

  async mode(scope: string): Promise<Mode | null> {
    const body = (await this.client.get(`/mode${scopePath(scope)}`)) as { mode?: unknown } | null;
    return isMode(body?.mode) ? body.mode : null;
  }
}

const scopePath = (scope: string): string => (scope === '' ? '' : `/${encodeURIComponent(scope)}`);

const isWanted = (name: string, context: string, prefix: string): boolean =>
  contextOf(name) === context && parseSubject(name).subject.startsWith(prefix);

const isTime = (ms: number): boolean => ms > 0 && ms < 8.64e15 && !Number.isNaN(new Date(ms).getTime());

function strings(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one) => Number.isInteger(one) && Number(one) > 0).map(Number) : [];
