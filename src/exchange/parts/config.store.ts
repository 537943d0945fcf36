import { faultOfRuleSet } from '../../registry/confluent/rule-set-faults.js';
import { faultOfSubject, normalizeSubject } from '../../registry/subject-name.js';
import { settingsColumns, settingsOf } from '../../registry/store/subject-rows.js';
import type { Settings } from '../../registry/settings.js';
import type { ArchivePart, Judgement } from '../archive/archive-part.js';
import { readPages } from './read-pages.js';
import { ConfigRow } from './row-shapes.js';

type StoredRow = Parameters<typeof settingsOf>[0];

/** What each scope says itself. What a scope says here already is not changed by an import. */
export const configPart: ArchivePart<ConfigRow> = {
  name: 'config',
  isOfRules: true,
  row: ConfigRow,
  keysOf: ({ scope }) => [[scope]],

  async *read(tx) {
    const pages = readPages<StoredRow>((after, take) =>
      tx.registryConfig.findMany({
        where: after === null ? {} : { scope: { gt: after.scope } },
        orderBy: { scope: 'asc' },
        take,
      }),
    );
    for await (const page of pages) yield page.map(rowOf);
  },

  faultOf: ({ scope, defaultRuleSet, overrideRuleSet }) =>
    faultOfScope(scope) ?? faultOfRules(defaultRuleSet) ?? faultOfRules(overrideRuleSet),

  begin: () => ({
    async judge(tx, rows) {
      const stored = await tx.registryConfig.findMany({ where: { scope: { in: rows.map(({ scope }) => scope) } } });
      const byScope = new Map(stored.map((row) => [row.scope, row]));
      return rows.map((row): Judgement<ConfigRow> => {
        const there = byScope.get(row.scope);
        if (there === undefined) return { add: row };
        const isSame = sayings(rowOf(there)) === sayings(row);
        return isSame ? 'same' : { clash: `the configuration of ${shownScope(row.scope)} is another one here` };
      });
    },
    async write(tx, rows) {
      const data = rows.map(({ scope, updatedAt, ...settings }) => ({
        scope,
        ...settingsColumns(settings as Settings),
        updatedAt: new Date(updatedAt),
      }));
      await tx.registryConfig.createMany({ data });
    },
  }),
};

function faultOfRules(ruleSet: object | null): string | null {
  const fault = ruleSet === null ? null : faultOfRuleSet(ruleSet);
  return fault === null ? null : `its rule set is none: ${fault}`;
}

const rowOf = (row: StoredRow): ConfigRow => ({
  scope: row.scope,
  ...settingsOf(row),
  updatedAt: row.updatedAt.toISOString(),
});

const sayings = ({ updatedAt: _, ...row }: ConfigRow): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Why a configuration or mode cannot be of this scope; null where it can. */
export function faultOfScope(scope: string): string | null {
  const fault = normalizeSubject(scope) === scope ? faultOfSubject(scope) : 'it is not written as it is stored';
  return fault === null ? null : `"${scope}" cannot be a scope: ${fault}`;
}

/** A scope as messages call it. */
export const shownScope = (scope: string): string => (scope === '' ? 'everything' : `"${scope}"`);
