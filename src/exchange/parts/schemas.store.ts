import type { DatabaseTransaction } from '../../registry/database/database.js';
import type { Metadata, RuleSet } from '../../registry/data-contract.js';
import { bareFingerprint, fingerprintOf, fingerprintOfAnother } from '../../registry/schemas/fingerprint.js';
import { faultOfRuleSet } from '../../registry/confluent/rule-set-faults.js';
import { qualifyFrom, scopeOfContext } from '../../registry/subject-name.js';
import { asJson, storedSchema } from '../../registry/store/subject-rows.js';
import type { Reference, SchemaContent } from '../../registry/subject-version.js';
import type { ArchivePart, Judgement, PartImport } from '../archive/archive-part.js';
import { insertRows } from './insert-rows.store.js';
import { SchemaRow } from './row-shapes.js';

/** Schemas with their ids; a version tells only which one it is. */
export const schemasPart: ArchivePart<SchemaRow> = {
  name: 'schemas',
  row: SchemaRow,
  keysOf: ({ context, id }) => [[context, id]],

  async *read(tx) {
    const contexts = await tx.registryContext.findMany({ orderBy: { name: 'asc' }, select: { name: true } });
    for (const { name: context } of contexts) {
      for (let after = 0; ;) {
        const last = await lastIdOfPage(tx, context, after);
        if (last === null) break;
        const where = { context, id: { gt: after, lte: last } };
        yield (await tx.schema.findMany({ where, orderBy: { id: 'asc' } })).map(rowOf);
        after = last;
      }
    }
  },

  faultOf({ context, id, references, ruleSet }, links) {
    const fault = ruleSet === null ? null : faultOfRuleSet(ruleSet as RuleSet);
    if (fault !== null) return `its rule set is none: ${fault}`;
    const nextId = links.nextIdOf(context);
    if (nextId === null) return `its context "${context}" is not in the archive`;
    if (id >= nextId) return `the context "${context}" hands out ${nextId} next, which is not more than the id ${id}`;
    links.addSchema(context, id);
    for (const { subject, version } of references) {
      if (!links.addReference(qualifyFrom(scopeOfContext(context), subject), version, { context, id })) {
        return 'too many versions are referred to before they come';
      }
    }
    return null;
  },

  begin: () => new SchemasImport(),
};

const PAGE_ROWS = 500;
const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** Five hundred schemas of the largest size would be more than a process holds: a page ends where it is large enough. */
async function lastIdOfPage(tx: DatabaseTransaction, context: string, after: number): Promise<number | null> {
  const rows = await tx.$queryRaw<{ id: number; characters: number | bigint }[]>`
    SELECT "id", LENGTH("text") + LENGTH(COALESCE("metadata", '')) + LENGTH(COALESCE("ruleSet", '')) AS "characters"
    FROM "Schema" WHERE "context" = ${context} AND "id" > ${after} ORDER BY "id" LIMIT ${PAGE_ROWS}`;
  let total = 0;
  for (const { id, characters } of rows) {
    total += Number(characters);
    if (total >= PAGE_CHARACTERS) return Number(id);
  }
  const last = rows.at(-1);
  return last === undefined ? null : Number(last.id);
}

type StoredRow = Parameters<typeof storedSchema>[0] & { createdAt: Date };

function rowOf(row: StoredRow): SchemaRow {
  const { context, id, format, text, references, metadata, ruleSet } = storedSchema(row);
  const createdAt = row.createdAt.toISOString();
  return {
    context,
    id,
    format,
    text,
    references: references.map(({ name, subject, version }) => ({ name, subject, version })),
    metadata,
    ruleSet,
    createdAt,
  };
}

const contentOf = ({ format, text, references, metadata, ruleSet }: SchemaRow): SchemaContent => ({
  format,
  text,
  references,
  metadata: metadata as Metadata | null,
  ruleSet: ruleSet as RuleSet | null,
});

/** Where one schema has several ids, each comes over; the first to be kept is kept under its bare fingerprint. */
class SchemasImport implements PartImport<SchemaRow> {
  /** What each row of the page that was judged last is kept under, by its key. */
  private keptUnder = new Map<string, string>();

  async judge(tx: DatabaseTransaction, rows: readonly SchemaRow[]): Promise<Judgement<SchemaRow>[]> {
    const { byId, taken } = await whatIsThere(tx, rows);
    this.keptUnder = new Map();
    return rows.map((row) => {
      const bare = fingerprintOf(contentOf(row));
      const there = byId.get(keyOf(row.context, row.id));
      if (there === bare) return 'same';
      if (there !== undefined) return { clash: `schema ${row.id} of context "${row.context}" is another schema here` };
      const isKnown = taken.has(keyOf(row.context, bare));
      taken.add(keyOf(row.context, bare));
      this.keptUnder.set(keyOf(row.context, row.id), isKnown ? fingerprintOfAnother(bare, row.id) : bare);
      return { add: row };
    });
  }

  async write(tx: DatabaseTransaction, rows: readonly SchemaRow[]): Promise<void> {
    await insertRows(
      tx,
      'Schema',
      rows.map((row) => ({
        context: row.context,
        id: row.id,
        format: row.format,
        text: row.text,
        fingerprint: this.keptUnder.get(keyOf(row.context, row.id))!,
        references: JSON.stringify(row.references),
        metadata: asJson(row.metadata),
        ruleSet: asJson(row.ruleSet),
        createdAt: new Date(row.createdAt),
      })),
    );
    await insertRows(tx, 'SchemaReference', rows.flatMap(referenceRows));
  }
}

const keyOf = (context: string, rest: number | string): string => `${rest} ${context}`;

/** The schemas that have the ids of these rows, by their bare fingerprints, and the bare fingerprints that are taken. */
async function whatIsThere(
  tx: DatabaseTransaction,
  rows: readonly SchemaRow[],
): Promise<{ byId: Map<string, string>; taken: Set<string> }> {
  const [byId, taken] = [new Map<string, string>(), new Set<string>()];
  for (const context of new Set(rows.map((row) => row.context))) {
    const own = rows.filter((row) => row.context === context);
    const prints = own.map((row) => fingerprintOf(contentOf(row)));
    const select = { id: true, fingerprint: true };
    const ids = { context, id: { in: own.map(({ id }) => id) } };
    for (const { id, fingerprint } of await tx.schema.findMany({ where: ids, select })) {
      byId.set(keyOf(context, id), bareFingerprint(fingerprint));
    }
    for (const { fingerprint } of await tx.schema.findMany({
      where: { context, fingerprint: { in: prints } },
      select,
    })) {
      taken.add(keyOf(context, fingerprint));
    }
  }
  return { byId, taken };
}

const referenceRows = ({ context, id, references }: SchemaRow) =>
  references.map((one: Reference, position) => ({
    context,
    schemaId: id,
    position,
    name: one.name,
    subject: qualifyFrom(scopeOfContext(context), one.subject),
    version: one.version,
  }));
