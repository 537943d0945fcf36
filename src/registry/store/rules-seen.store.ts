import { readModeRows, readSettingsRows } from './version-rows.store.js';
import { join, sql, type Sql, type StatementRunner, type Statements } from './statements.js';
import { settingsOf } from './subject-rows.js';
import type { Rules, RulesSeen } from './subjects.repository.js';

/** What each scope says, and as of when: see `whileUnchanged`. */
export async function readRules(statements: StatementRunner, scopes: readonly string[]): Promise<Rules> {
  const [settings, modes] = await Promise.all([readSettingsRows(statements, scopes), readModeRows(statements, scopes)]);
  const ofSettings = new Map(settings.map((row) => [row.scope, settingsOf(row)]));
  const ofModes = new Map(modes.map(({ scope, mode }) => [scope, mode]));
  return {
    settings: scopes.map((scope) => ofSettings.get(scope) ?? null),
    modes: scopes.map((scope) => ofModes.get(scope) ?? null),
    seen: { scopes, settings: settings.map(seenOf), modes: modes.map(seenOf) },
  };
}

const seenOf = ({ scope, updatedAt }: { scope: string; updatedAt: Date | string }) => ({ scope, updatedAt });

/**
 * A condition for the statement that writes: that the scopes still say what they said. It is part of that statement, since
 * one of its own would cost each registration another turn. Each change of a scope has a later time than the one before.
 */
export function whileUnchanged({ scopes, settings, modes }: RulesSeen): Sql {
  return sql`${stands(sql`"RegistryConfig"`, scopes, settings)} AND ${stands(sql`"RegistryMode"`, scopes, modes)}`;
}

/**
 * Holds the rules to the transaction's end, before anything else is asked of it. False where they are no longer what was
 * decided by; null is for what was decided by none of them.
 */
export async function holdSeenRules(
  statements: Statements,
  tx: StatementRunner,
  rules: RulesSeen | null,
  how: 'shared' | 'exclusive',
): Promise<boolean> {
  await statements.holdRules(tx, how);
  return rules === null || (await tx.all(sql`SELECT 1 AS "same" WHERE ${whileUnchanged(rules)}`)).length > 0;
}

function stands(table: Sql, scopes: readonly string[], rows: RulesSeen['modes']): Sql {
  const count = sql`(SELECT COUNT(*) FROM ${table} WHERE "scope" IN (${join([...scopes])})) = ${rows.length}`;
  if (rows.length === 0) return count;
  const same = rows.map(({ scope, updatedAt }) => sql`("scope" = ${scope} AND "updatedAt" = ${updatedAt})`);
  return sql`${count} AND (SELECT COUNT(*) FROM ${table} WHERE ${join(same, ' OR ')}) = ${rows.length}`;
}
