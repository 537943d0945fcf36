import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { loadSchemaEngine } from './prisma-engine.js';
import { composeSchema, DIALECTS, migrationsDir, readModels } from './prisma-schema.js';

/**
 * `node scripts/prisma-migrations.js NAME` writes the next migration of both dialects: the difference between the
 * models that the last migration recorded beside itself and the models now. `--check` fails when there is one.
 * Needs no database and no network: the engine runs as WebAssembly and neither side of the comparison is live.
 */
const RECORDED_MODELS = 'models.prisma';

/** A PostgreSQL that is not there: the engine greets its database before it compares two texts. */
const connection = {
  provider: 'postgres',
  adapterName: 'offline',
  queryRaw: () => Promise.resolve({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: () => Promise.resolve(0),
  executeScript: () => Promise.resolve(),
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(),
};
const offlinePostgresql = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: () => Promise.resolve(connection),
  connectToShadowDb: () => Promise.resolve(connection),
};

const adapters = {
  sqlite: () => new PrismaLibSql({ url: ':memory:' }),
  postgresql: () => offlinePostgresql,
};

function lastRecordedModels(dialect) {
  const dir = migrationsDir(dialect);
  if (!existsSync(dir)) return null;
  const names = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const last = names.at(-1);
  return last === undefined ? null : readFileSync(join(dir, last, RECORDED_MODELS), 'utf8');
}

/** Whoever made the database chose its schema, and may have given Plumbline no right to make one. */
const withoutCreateSchema = (sql) => sql.replace(/^-- CreateSchema\nCREATE SCHEMA .*\n\n/, '');

const datamodel = (content) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] });

/** The SQL that turns the recorded state into the models of now; null when there is nothing to do. */
async function differenceSql(dialect) {
  const recorded = lastRecordedModels(dialect);
  const schema = composeSchema(dialect);
  const factory = bindMigrationAwareSqlAdapterFactory(adapters[dialect]());
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory);
  try {
    const result = await engine.diff({
      from: recorded === null ? { tag: 'empty' } : datamodel(composeSchema(dialect, recorded)),
      to: datamodel(schema),
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.exitCode === 2 ? withoutCreateSchema(result.stdout) : null;
  } finally {
    engine.free();
  }
}

function writeMigration(dialect, migration, sql) {
  const dir = join(migrationsDir(dialect), migration);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'migration.sql'), sql.endsWith('\n') ? sql : `${sql}\n`);
  writeFileSync(join(dir, RECORDED_MODELS), readModels());
  writeFileSync(join(migrationsDir(dialect), 'migration_lock.toml'), `provider = "${dialect}"\n`);
  console.log(`Wrote prisma/migrations/${dialect}/${migration}/migration.sql`);
}

async function check() {
  const behind = [];
  for (const dialect of DIALECTS) if ((await differenceSql(dialect)) !== null) behind.push(dialect);
  if (behind.length === 0) return 0;
  console.error(
    `The models in prisma/models and the migrations disagree (${behind.join(', ')}). ` +
      'Run `node scripts/prisma-migrations.js NAME` and commit what it writes.',
  );
  return 1;
}

async function create(name) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const differences = [];
  for (const dialect of DIALECTS) {
    const sql = await differenceSql(dialect);
    if (sql !== null) differences.push([dialect, sql]);
  }
  if (differences.length === 0) console.log('Models and migrations agree: nothing to write.');
  for (const [dialect, sql] of differences) writeMigration(dialect, `${stamp}_${name}`, sql);
  return 0;
}

const SchemaEngine = await loadSchemaEngine();
const argument = process.argv[2];
if (argument === '--check') {
  process.exitCode = await check();
} else if (argument !== undefined && /^[a-z][a-z0-9_]*$/.test(argument)) {
  process.exitCode = await create(argument);
} else {
  console.error('Usage: node scripts/prisma-migrations.js NAME (lower case, digits, _) | --check');
  process.exitCode = 2;
}
