import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, startRegistry } from './registry-app.js';

interface Answer {
  status: number;
  body: unknown;
}

/** The requests of a spec file, made to a registry of its own on SQLite. */
export interface Requests {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  del(path: string): Promise<Answer>;
  /** Registers a schema and answers what the registry did. */
  register(subject: string, body: unknown): Promise<Answer>;
  url(): string;
}

/** Starts one registry for the tests of a file, and stops it after them. */
export function withRegistry(): Requests {
  let dir: string;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-registry-'));
    registry = await startRegistry({ databaseUrl: '', dataDir: dir });
  });
  afterAll(async () => {
    await registry?.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const request = (method: string) => (path: string, body?: unknown) => ask(registry.url + path, method, body);
  return {
    get: request('GET'),
    post: request('POST'),
    put: request('PUT'),
    del: request('DELETE'),
    register: (subject, body) => request('POST')(`/subjects/${encodeURIComponent(subject)}/versions`, body),
    url: () => registry.url,
  };
}

/** The error code of an answer that is one. */
export const codeOf = ({ status, body }: Answer): [number, number] => [
  status,
  (body as { error_code: number }).error_code,
];
