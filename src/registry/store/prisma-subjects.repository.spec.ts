import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import { closeDatabase, openDatabase } from '../database/database.js';
import { PrismaSubjectsRepository } from './prisma-subjects.repository.js';
import { itDeletesVersions } from './deletions.conformance.js';
import { itListsSubjects } from './lists.conformance.js';
import { itKeepsSettings } from './settings.conformance.js';
import { itKeepsSubjects } from './subjects.conformance.js';
import type { Store } from './subjects-store.spec-support.js';

const suites = [itKeepsSubjects, itDeletesVersions, itListsSubjects, itKeepsSettings];
const itIsARepository = (open: () => Promise<Store>) => {
  for (const suite of suites) suite(open);
};

async function open(databaseUrl: string) {
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  const columns = { at: true, actor: true, action: true, target: true, from: true, to: true };
  return {
    subjects: new PrismaSubjectsRepository(database),
    audit: () => database.auditEntry.findMany({ orderBy: { id: 'asc' }, select: columns }),
    close: () => closeDatabase(database),
  };
}

describe('on SQLite', () => {
  let dir: string;
  let databases = 0;
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-subjects-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  itIsARepository(() => open(`file:${join(dir, `${++databases}.db`)}`));
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('on PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => (server = await startPostgresql(postgresqlBin!)));
  afterAll(() => server.stop());
  itIsARepository(async () => open(await server.createDatabase()));
});
