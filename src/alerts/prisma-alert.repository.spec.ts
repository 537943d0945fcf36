import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../test/servers/postgresql.js';
import { openDatabase, type Database } from '../registry/database/database.js';
import { conformsToAlertRepository } from './alert-repository.conformance.js';
import { PrismaAlertRepository } from './prisma-alert.repository.js';

let dir: string;
let opened: Database[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-alerts-'));
});
afterEach(async () => {
  await Promise.all(opened.map((database) => database.$disconnect()));
  opened = [];
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = async (databaseUrl: string) => {
  const database = await openDatabase({ databaseUrl, dataDir: dir });
  opened.push(database);
  return new PrismaAlertRepository(database);
};

describe('alerts in SQLite', () => {
  let files = 0;
  const url = () => `file:${join(dir, `${files}.db`)}`;
  conformsToAlertRepository(
    () => {
      files += 1;
      return open(url());
    },
    () => open(url()),
  );
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('alerts in PostgreSQL', () => {
  let server: PostgresqlServer;
  let url = '';
  beforeAll(async () => {
    server = await startPostgresql(postgresqlBin!);
  });
  afterAll(() => server.stop());
  conformsToAlertRepository(
    async () => {
      url = await server.createDatabase();
      return open(url);
    },
    () => open(url),
  );
});
