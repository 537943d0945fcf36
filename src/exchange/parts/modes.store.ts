import type { Mode } from '../../registry/mode.js';
import type { ArchivePart, Judgement } from '../archive/archive-part.js';
import { faultOfScope, shownScope } from './config.store.js';
import { readPages } from './read-pages.js';
import { ModeRow } from './row-shapes.js';

interface StoredRow {
  scope: string;
  mode: string;
  updatedAt: Date;
}

/** The mode of each scope that has one of its own. */
export const modesPart: ArchivePart<ModeRow> = {
  name: 'modes',
  isOfRules: true,
  row: ModeRow,
  keysOf: ({ scope }) => [[scope]],

  async *read(tx) {
    const pages = readPages<StoredRow>((after, take) =>
      tx.registryMode.findMany({
        where: after === null ? {} : { scope: { gt: after.scope } },
        orderBy: { scope: 'asc' },
        take,
      }),
    );
    for await (const page of pages) {
      yield page.map(({ scope, mode, updatedAt }) => ({
        scope,
        mode: mode as Mode,
        updatedAt: updatedAt.toISOString(),
      }));
    }
  },

  faultOf: ({ scope }) => faultOfScope(scope),

  begin: () => ({
    async judge(tx, rows) {
      const stored = await tx.registryMode.findMany({ where: { scope: { in: rows.map(({ scope }) => scope) } } });
      const byScope = new Map(stored.map(({ scope, mode }) => [scope, mode]));
      return rows.map((row): Judgement<ModeRow> => {
        const there = byScope.get(row.scope);
        if (there === undefined) return { add: row };
        if (there === row.mode) return 'same';
        return { clash: `the mode of ${shownScope(row.scope)} is ${there} here and ${row.mode} there` };
      });
    },
    async write(tx, rows) {
      const data = rows.map(({ scope, mode, updatedAt }) => ({ scope, mode, updatedAt: new Date(updatedAt) }));
      await tx.registryMode.createMany({ data });
    },
  }),
};
