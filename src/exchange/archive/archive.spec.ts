import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import { closeDatabase, openDatabase } from '../../registry/database/database.js';
import { PrismaSubjectsRepository } from '../../registry/store/prisma-subjects.repository.js';
import { itMovesRegistries } from './archive.conformance.js';

async function open(databaseUrl: string) {
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  return { database, subjects: new PrismaSubjectsRepository(database), close: () => closeDatabase(database) };
}

describe('an archive of a registry on SQLite', () => {
  let dir: string;
  let databases = 0;
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-archive-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  itMovesRegistries(() => open(`file:${join(dir, `${++databases}.db`)}`));
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('an archive of a registry on PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => (server = await startPostgresql(postgresqlBin!)));
  afterAll(() => server.stop());
  itMovesRegistries(async () => open(await server.createDatabase()));
});
