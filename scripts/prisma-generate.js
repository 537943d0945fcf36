import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clientDir, composeSchema, DIALECTS } from './prisma-schema.js';

/** Makes the database clients of both dialects from the models, unless they are up to date. Needs no network. */
const require = createRequire(import.meta.url);
const prismaPackage = require.resolve('prisma/package.json');
const prismaVersion = JSON.parse(readFileSync(prismaPackage, 'utf8')).version;

const stampFile = (dialect) => join(clientDir(dialect), '.stamp');
const stampOf = (schema) => createHash('sha256').update(`${prismaVersion}\n${schema}`).digest('hex');

function readStamp(dialect) {
  try {
    return readFileSync(stampFile(dialect), 'utf8');
  } catch {
    return null; // Never generated.
  }
}

function generate(dialect, schema) {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-prisma-'));
  try {
    const schemaFile = join(dir, 'schema.prisma');
    writeFileSync(schemaFile, schema);
    rmSync(clientDir(dialect), { recursive: true, force: true });
    mkdirSync(clientDir(dialect), { recursive: true });
    const cli = join(dirname(prismaPackage), 'build', 'index.js');
    const run = spawnSync(process.execPath, [cli, 'generate', '--schema', schemaFile, '--no-hints'], {
      encoding: 'utf8',
      // Generation never starts the schema engine, but looks for its file and would download it: any file will do.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    });
    if (run.status !== 0) throw new Error(`prisma generate failed for ${dialect}:\n${run.stdout}${run.stderr}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

for (const dialect of DIALECTS) {
  const schema = composeSchema(dialect);
  const stamp = stampOf(schema);
  if (readStamp(dialect) === stamp) continue;
  generate(dialect, schema);
  writeFileSync(stampFile(dialect), stamp);
  console.log(`Generated the ${dialect} client.`);
}
