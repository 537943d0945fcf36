import type { DatabaseTransaction } from '../../registry/database/database.js';
import { MAX_GIVEN } from '../../registry/registration/refused-append.js';
import { sql } from '../../registry/store/statements.js';
import { DEFAULT_CONTEXT, readContextName } from '../../registry/subject-name.js';
import type { ArchivePart, Judgement } from '../archive/archive-part.js';
import { readPages } from './read-pages.js';
import { ContextRow } from './row-shapes.js';

/** Contexts, and which id each hands out next: of two the higher one, so that no id is ever handed out twice. */
export const contextsPart: ArchivePart<ContextRow> = {
  name: 'contexts',
  row: ContextRow,
  keysOf: ({ name }) => [[name]],

  async *read(tx) {
    const pages = readPages<Stored>((after, take) =>
      tx.registryContext.findMany({
        where: after === null ? {} : { name: { gt: after.name } },
        orderBy: { name: 'asc' },
        take,
      }),
    );
    for await (const page of pages) yield page.map(rowOf);
  },

  faultOf({ name, nextId }, links) {
    if (readContextName(name) !== name) return `"${name}" cannot be a context's name`;
    if (nextId > MAX_GIVEN + 1) {
      return `it hands out the id ${nextId} next, which leaves too few for what is registered later; ${MAX_GIVEN + 1} is the highest`;
    }
    links.addContext(name, nextId);
    return null;
  },

  begin: () => ({
    async judge(tx, rows) {
      const stored = await storedOf(tx, rows);
      return rows.map((row): Judgement<ContextRow> => {
        const there = stored.get(row.name);
        const isLess = there !== undefined && there.nextId >= row.nextId;
        // One that is hidden there and in use here stays in use.
        return isLess && (there.deletedAt === null || row.deletedAt !== null) ? 'same' : { add: row };
      });
    },
    async write(tx, rows) {
      for (const { name, nextId, deletedAt } of rows) {
        // The statement compares with what is there when it has the row: a registration may have come since the judgement.
        await tx.$executeRaw(sql`
          INSERT INTO "RegistryContext" ("name", "nextId", "deletedAt")
          VALUES (${name}, ${nextId}, ${deletedAt === null ? null : new Date(deletedAt)})
          ON CONFLICT ("name") DO UPDATE SET
            "nextId" = CASE WHEN "RegistryContext"."nextId" < excluded."nextId"
              THEN excluded."nextId" ELSE "RegistryContext"."nextId" END,
            "deletedAt" = CASE WHEN "RegistryContext"."deletedAt" IS NULL THEN NULL ELSE excluded."deletedAt" END`);
      }
    },
  }),
};

interface Stored {
  name: string;
  nextId: number;
  deletedAt: Date | null;
}

const rowOf = ({ name, nextId, deletedAt }: Stored): ContextRow => ({
  name,
  nextId,
  // The default one is always there.
  deletedAt: name === DEFAULT_CONTEXT ? null : (deletedAt?.toISOString() ?? null),
});

async function storedOf(tx: DatabaseTransaction, rows: readonly ContextRow[]): Promise<Map<string, Stored>> {
  const stored = await tx.registryContext.findMany({ where: { name: { in: rows.map(({ name }) => name) } } });
  return new Map(stored.map((row) => [row.name, row]));
}
