import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const DIALECTS = ['sqlite', 'postgresql'];

const root = resolve(import.meta.dirname, '..');
const prismaDir = join(root, 'prisma');

/** Where the migrations of a dialect live. */
export const migrationsDir = (dialect) => join(prismaDir, 'migrations', dialect);

/** Where the generated client of a dialect lives. */
export const clientDir = (dialect) => join(root, 'src', 'registry', 'prisma', dialect);

/** Every model of prisma/models in one text, the same for all dialects. */
export function readModels() {
  const dir = join(prismaDir, 'models');
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.prisma'))
    .sort();
  return names.map((name) => readFileSync(join(dir, name), 'utf8').trim()).join('\n\n') + '\n';
}

/** A whole schema: the dialect's header with the place of its client made absolute, then the models. */
export function composeSchema(dialect, models = readModels()) {
  const header = readFileSync(join(prismaDir, `${dialect}.prisma`), 'utf8');
  const output = JSON.stringify(clientDir(dialect));
  return `${header.replace(/^(\s*output\s*=\s*).*$/m, (_, key) => key + output)}\n${models}`;
}
