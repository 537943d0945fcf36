import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../test/servers/postgresql.js';
import { openDatabase, type Database } from '../registry/database/database.js';
import { itMovesGovernance } from './archive/archive.conformance.js';
import { itKeepsProfiles } from './profiles/profiles.conformance.js';
import { itKeepsSamples } from './samples/samples.conformance.js';
import { itKeepsWebhooks } from './webhooks/webhooks.conformance.js';

function itKeepsGovernance(open: () => Promise<Database>): void {
  describe('profiles', () => itKeepsProfiles(open));
  describe('samples', () => itKeepsSamples(open));
  describe('webhooks', () => itKeepsWebhooks(open));
  describe('an archive', () => itMovesGovernance(open));
}

describe('on SQLite', () => {
  let dir: string;
  let databases = 0;
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-governance-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  itKeepsGovernance(() => openDatabase({ databaseUrl: `file:${join(dir, `${++databases}.db`)}`, dataDir: '' }));
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('on PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => (server = await startPostgresql(postgresqlBin!)));
  afterAll(() => server.stop());
  itKeepsGovernance(async () => openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '' }));
});
