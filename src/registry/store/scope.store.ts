import { auditEntry } from './audit-entry.js';
import { runnerOf, statementsOf, type Database, type DatabaseTransaction } from '../database/database.js';
import type { Mode } from '../mode.js';
import { holdSeenRules } from './rules-seen.store.js';
import type { Settings } from '../settings.js';
import { madeSettings, settingsColumns, settingsOf } from './subject-rows.js';
import type { Change } from '../subject-version.js';
import type { RulesSeen } from './subjects.repository.js';

/**
 * Configuration and mode of a scope; each change with its audit entry. Locked are first the rules, then the subject, then
 * the row of the scope, as a deletion does.
 */
export async function saveSettings(
  database: Database,
  scope: string,
  given: Partial<Settings>,
  change: Change,
  rules: RulesSeen | null,
): Promise<Settings | 'raced'> {
  return changeRules(database, rules, async (tx) => {
    await touch(tx, scope, change);
    const row = await tx.registryConfig.findUnique({ where: { scope } });
    const from = row && settingsOf(row);
    const columns = { ...settingsColumns(given), updatedAt: laterThan(row, change) };
    const to = settingsOf(
      await tx.registryConfig.upsert({ where: { scope }, create: { scope, ...columns }, update: columns }),
    );
    const [before, after] = [madeSettings(from), madeSettings(to)];
    // To set what holds already is no change.
    if (before !== after) await tx.auditEntry.create(auditEntry(change, 'config.set', scope, before, after));
    return to;
  });
}

export function deleteSettings(
  database: Database,
  scope: string,
  change: Change,
  rules: RulesSeen | null,
): Promise<Settings | null | 'raced'> {
  return changeRules(database, rules, (tx) => dropSettings(tx, scope, change));
}

/** Answers what was there; null for nothing. */
export async function dropSettings(tx: DatabaseTransaction, scope: string, change: Change): Promise<Settings | null> {
  const from = await readSettings(tx, scope);
  if (from === null) return null;
  await touch(tx, scope, change);
  await tx.registryConfig.deleteMany({ where: { scope } });
  await tx.auditEntry.create(auditEntry(change, 'config.deleted', scope, madeSettings(from), null));
  return from;
}

export function saveMode(
  database: Database,
  scope: string,
  mode: Mode,
  change: Change,
  rules: RulesSeen | null,
): Promise<'saved' | 'raced'> {
  return changeRules(database, rules, async (tx) => {
    await putMode(tx, scope, mode, change);
    return 'saved' as const;
  });
}

export async function putMode(tx: DatabaseTransaction, scope: string, mode: Mode, change: Change): Promise<void> {
  const row = await tx.registryMode.findUnique({ where: { scope } });
  const from = row && (row.mode as Mode);
  const columns = { mode, updatedAt: laterThan(row, change) };
  await tx.registryMode.upsert({ where: { scope }, create: { scope, ...columns }, update: columns });
  if (from !== mode) await tx.auditEntry.create(auditEntry(change, 'mode.set', scope, inJson(from), inJson(mode)));
}

export function deleteMode(database: Database, scope: string, change: Change): Promise<Mode | null | 'raced'> {
  return changeRules(database, null, (tx) => dropMode(tx, scope, change));
}

/** Answers what was there; null for nothing. */
export async function dropMode(tx: DatabaseTransaction, scope: string, change: Change): Promise<Mode | null> {
  const from = await readMode(tx, scope);
  if (from === null) return null;
  await tx.registryMode.deleteMany({ where: { scope } });
  await tx.auditEntry.create(auditEntry(change, 'mode.deleted', scope, inJson(from), null));
  return from;
}

/**
 * Who decided by the rules as they were has committed before, or decides anew: once this is answered, it holds. So does
 * `act` itself, where `rules` are what it was decided by. `timeout` in milliseconds, where it may take longer than most.
 */
export function changeRules<T>(
  database: Database,
  rules: RulesSeen | null,
  act: (tx: DatabaseTransaction) => Promise<T>,
  timeout?: number,
): Promise<T | 'raced'> {
  return database.$transaction(
    async (tx) => {
      const isAsSeen = await holdSeenRules(statementsOf(database), runnerOf(tx), rules, 'exclusive');
      return isAsSeen ? act(tx) : 'raced';
    },
    timeout === undefined ? {} : { timeout },
  );
}

/** No two states of a scope have the same time: that is what they are told apart by. */
const laterThan = (before: { updatedAt: Date } | null, { at }: Change): Date =>
  new Date(Math.max(at.getTime(), before === null ? 0 : before.updatedAt.getTime() + 1));

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
