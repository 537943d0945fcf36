import { auditEntry } from './audit-entry.js';
import type { Database, DatabaseTransaction } from './database.js';
import type { Mode } from './mode.js';
import type { Settings } from './settings.js';
import { madeSettings, settingsColumns, settingsOf } from './subject-rows.js';
import type { Change } from './subject-version.js';

/** Configuration and mode of a scope; each change with its audit entry. */
export async function saveSettings(
  database: Database,
  scope: string,
  given: Partial<Settings>,
  change: Change,
): Promise<Settings> {
  return database.$transaction(async (tx) => {
    const from = await readSettings(tx, scope);
    const columns = settingsColumns(given);
    const row = await tx.registryConfig.upsert({
      where: { scope },
      create: { scope, ...columns, updatedAt: change.at },
      // Only what is given: another change of the rest may be under way.
      update: { ...columns, updatedAt: change.at },
    });
    const to = settingsOf(row);
    await touch(tx, scope, change);
    const [before, after] = [madeSettings(from), madeSettings(to)];
    // To set what holds already is no change.
    if (before !== after) await tx.auditEntry.create(auditEntry(change, 'config.set', scope, before, after));
    return to;
  });
}

export function deleteSettings(database: Database, scope: string, change: Change): Promise<Settings | null> {
  return database.$transaction((tx) => dropSettings(tx, scope, change));
}

/** Answers what was there; null for nothing. */
export async function dropSettings(tx: DatabaseTransaction, scope: string, change: Change): Promise<Settings | null> {
  const from = await readSettings(tx, scope);
  if (from === null) return null;
  await tx.registryConfig.deleteMany({ where: { scope } });
  await touch(tx, scope, change);
  await tx.auditEntry.create(auditEntry(change, 'config.deleted', scope, madeSettings(from), null));
  return from;
}

export async function saveMode(database: Database, scope: string, mode: Mode, change: Change): Promise<void> {
  await database.$transaction(async (tx) => {
    const from = await readMode(tx, scope);
    const columns = { mode, updatedAt: change.at };
    await tx.registryMode.upsert({ where: { scope }, create: { scope, ...columns }, update: columns });
    if (from !== mode) await tx.auditEntry.create(auditEntry(change, 'mode.set', scope, inJson(from), inJson(mode)));
  });
}

export function deleteMode(database: Database, scope: string, change: Change): Promise<Mode | null> {
  return database.$transaction((tx) => dropMode(tx, scope, change));
}

/** Answers what was there; null for nothing. */
export async function dropMode(tx: DatabaseTransaction, scope: string, change: Change): Promise<Mode | null> {
  const from = await readMode(tx, scope);
  if (from === null) return null;
  await tx.registryMode.deleteMany({ where: { scope } });
  await tx.auditEntry.create(auditEntry(change, 'mode.deleted', scope, inJson(from), null));
  return from;
}

async function readSettings(tx: DatabaseTransaction, scope: string): Promise<Settings | null> {
  const row = await tx.registryConfig.findUnique({ where: { scope } });
  return row && settingsOf(row);
}

async function readMode(tx: DatabaseTransaction, scope: string): Promise<Mode | null> {
  const row = await tx.registryMode.findUnique({ where: { scope } });
  return row && (row.mode as Mode);
}

async function touch(tx: DatabaseTransaction, scope: string, { at }: Change): Promise<void> {
  await tx.subject.updateMany({ where: { name: scope }, data: { updatedAt: at } });
}

const inJson = (mode: Mode | null): string | null => (mode === null ? null : JSON.stringify({ mode }));
