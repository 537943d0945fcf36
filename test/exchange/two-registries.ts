import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry } from '../registry/registry-app.js';

/** Starts two registries on SQLite for the tests of a file, and stops them after them; answers where each listens. */
export function withTwoRegistries(): { source(): string; target(): string } {
  const dirs = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'plumbline-exchange-')));
  let registries: Awaited<ReturnType<typeof startRegistry>>[] = [];
  beforeAll(async () => {
    registries = await Promise.all(dirs.map((dataDir) => startRegistry({ databaseUrl: '', dataDir })));
  });
  afterAll(async () => {
    await Promise.all(registries.map((registry) => registry.close()));
    for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
  });
  return { source: () => registries[0]!.url, target: () => registries[1]!.url };
}
