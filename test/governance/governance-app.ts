import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CONTRACT_WORKER_URL } from '../../src/governance/jobs/contract-worker.service.js';
import { GovernanceModule } from '../../src/governance/governance.module.js';
import { ask, json, startRegistry } from '../registry/registry-app.js';

/** A thread runs what was built: it does not know jest's way of reading TypeScript. */
@Global()
@Module({
  providers: [
    {
      provide: CONTRACT_WORKER_URL,
      useValue: new URL('../../dist/governance/jobs/contract.worker.js', import.meta.url),
    },
  ],
  exports: [CONTRACT_WORKER_URL],
})
class BuiltContractWorkerModule {}

/** The registry and its governance, over HTTP on a free port. */
export const startGovernance = (config: { databaseUrl: string; dataDir: string }) =>
  startRegistry(config, [BuiltContractWorkerModule, GovernanceModule]);

/** Starts a registry with its governance on SQLite for the tests of a file, and stops it after them. */
export function withGovernance(): { readonly url: string } {
  let dir: string;
  let app: Awaited<ReturnType<typeof startGovernance>>;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-governance-'));
    app = await startGovernance({ databaseUrl: '', dataDir: dir });
  });
  afterAll(async () => {
    await app?.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    get url() {
      return app.url;
    },
  };
}

/** One request of the native API; a body that is a text is sent as NDJSON. */
export async function call(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const isText = typeof body === 'string';
  const type = isText ? 'application/x-ndjson' : 'application/json';
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/x-ndjson') === true) {
    const lines = text.trimEnd().split('\n');
    return { status: response.status, body: lines.map((line) => JSON.parse(line) as unknown) };
  }
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** Profiles of contracts, and the contracts that they are of. */
export function profilesOf(app: { readonly url: string }) {
  const path = (subject: string) => `${app.url}/api/v1/contracts/${encodeURIComponent(subject)}/profile`;
  return {
    path,
    get: (subject: string) => call(path(subject)),
    put: (subject: string, body: unknown, headers = {}) => call(path(subject), 'PUT', body, headers),
    register: (subject: string, schema: unknown) =>
      ask(`${app.url}/subjects/${encodeURIComponent(subject)}/versions`, 'POST', json(schema)),
  };
}

export const badRequest = (message: string) => ({
  status: 400,
  body: { statusCode: 400, error: 'Bad Request', message },
});
