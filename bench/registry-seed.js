/** Fills a registry's SQLite database, whose tables are there, by statements of its own: a registry of a million versions. */
import { createHash } from 'node:crypto';
import { PrismaLibSql } from '@prisma/adapter-libsql';

const SUBJECTS_A_STATEMENT = 100;

/** `subjects` named `team{n}.order{n}` with `versions` each, every schema another. Answers how many versions there are. */
export async function seedRegistry(file, subjects, versions) {
  const config = { url: `file:${file}` };
  const client = new PrismaLibSql(config).createClient(config);
  const at = new Date().toISOString();
  let id = 0;
  await client.execute('PRAGMA synchronous = OFF');
  await client.execute('BEGIN IMMEDIATE');
  for (let first = 0; first < subjects; first += SUBJECTS_A_STATEMENT) {
    const rows = { Subject: [], SubjectTerm: [], Schema: [], SchemaVersion: [] };
    for (let n = first; n < Math.min(subjects, first + SUBJECTS_A_STATEMENT); n++) {
      const name = `team${n % 997}.order${n}`;
      rows.Subject.push([name, '.', at, at, versions, 1, versions, versions]);
      rows.SubjectTerm.push([name, name], [`order${n}`, name]);
      for (let version = 1; version <= versions; version++) {
        id += 1;
        const text = JSON.stringify({ type: 'object', title: `${name} ${version}`, required: ['id'] });
        rows.Schema.push(['.', id, 'JSON', text, createHash('sha256').update(`JSON\n${text}`).digest('hex'), '[]', at]);
        rows.SchemaVersion.push([name, version, '.', id, at]);
      }
    }
    for (const [table, all] of Object.entries(rows)) await client.execute(insert(table, all));
  }
  await client.execute({ sql: `UPDATE "RegistryContext" SET "nextId" = ? WHERE "name" = '.'`, args: [id + 1] });
  await client.execute('COMMIT');
  client.close();
  return id;
}

const COLUMNS = {
  Subject: ['name', 'context', 'createdAt', 'updatedAt', 'revision', 'isLive', 'latestVersion', 'lastVersion'],
  SubjectTerm: ['term', 'subjectName'],
  Schema: ['context', 'id', 'format', 'text', 'fingerprint', 'references', 'createdAt'],
  SchemaVersion: ['subjectName', 'version', 'context', 'schemaId', 'registeredAt'],
};

function insert(table, rows) {
  const columns = COLUMNS[table];
  const places = `(${columns.map(() => '?').join(', ')})`;
  const names = columns.map((name) => `"${name}"`).join(', ');
  return { sql: `INSERT INTO "${table}" (${names}) VALUES ${rows.map(() => places).join(', ')}`, args: rows.flat() };
}
