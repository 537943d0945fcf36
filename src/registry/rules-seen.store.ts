import { readModeRows, readSettingsRows } from './version-rows.store.js';
import { join, sql, type Sql, type StatementRunner } from './statements.js';
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

function stands(table: Sql, scopes: readonly string[], rows: RulesSeen['modes']): Sql {
  const count = sql`(SELECT COUNT(*) FROM ${table} WHERE "scope" IN (${join([...scopes])})) = ${rows.length}`;
  if (rows.length === 0) return count;
  const same = rows.map(({ scope, updatedAt }) => sql`("scope" = ${scope} AND "updatedAt" = ${updatedAt})`);
  return sql`${count} AND (SELECT COUNT(*) FROM ${table} WHERE ${join(same, ' OR ')}) = ${rows.length}`;
}
