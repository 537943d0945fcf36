import type { DatabaseTransaction } from '../../registry/database.js';
import type { Metadata, RuleSet } from '../../registry/data-contract.js';
import { fingerprintOf } from '../../registry/fingerprint.js';
import { faultOfRuleSet } from '../../registry/rule-set-faults.js';
import { qualifyFrom, scopeOfContext } from '../../registry/subject-name.js';
import { asJson, storedSchema } from '../../registry/subject-rows.js';
import type { Reference, SchemaContent } from '../../registry/subject-version.js';
import type { ArchivePart, Judgement } from '../archive/archive-part.js';
import { insertRows } from './insert-rows.store.js';
import { readPages } from './read-pages.js';
import { SchemaRow } from './row-shapes.js';

/** Schemas with their ids; a version tells only which one it is. */
export const schemasPart: ArchivePart<SchemaRow> = {
  name: 'schemas',
  row: SchemaRow,
  keysOf: ({ context, id }) => [[context, id]],

  async *read(tx) {
    const contexts = await tx.registryContext.findMany({ orderBy: { name: 'asc' }, select: { name: true } });
    for (const { name: context } of contexts) {
      const pages = readPages<StoredRow>((after, take) =>
        tx.schema.findMany({ where: { context, id: { gt: after?.id ?? 0 } }, orderBy: { id: 'asc' }, take }),
      );
      for await (const page of pages) yield page.map(rowOf);
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
      if (
        !links.addReference(qualifyFrom(scopeOfContext(context), subject), version, `${id} of context "${context}"`)
      ) {
        return 'too many different versions are referred to before they come';
      }
    }
    return null;
  },

  begin: () => ({ judge, write }),
};

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

async function judge(tx: DatabaseTransaction, rows: readonly SchemaRow[]): Promise<Judgement<SchemaRow>[]> {
  const fingerprints = rows.map((row) => fingerprintOf(contentOf(row)));
  const contexts = new Set(rows.map(({ context }) => context));
  const [byId, byFingerprint] = [new Map<string, string>(), new Map<string, number>()];
  for (const context of contexts) {
    const own = rows.flatMap((row, i) => (row.context === context ? [{ id: row.id, print: fingerprints[i]! }] : []));
    const select = { id: true, fingerprint: true };
    const found = [
      ...(await tx.schema.findMany({ where: { context, id: { in: own.map(({ id }) => id) } }, select })),
      ...(await tx.schema.findMany({ where: { context, fingerprint: { in: own.map(({ print }) => print) } }, select })),
    ];
    for (const { id, fingerprint } of found) {
      byId.set(`${id} ${context}`, fingerprint);
      byFingerprint.set(`${fingerprint} ${context}`, id);
    }
  }
  return rows.map((row, i) => {
    const there = byId.get(`${row.id} ${row.context}`);
    const idThere = byFingerprint.get(`${fingerprints[i]} ${row.context}`);
    if (there === fingerprints[i]) return 'same';
    if (there !== undefined) return { clash: `schema ${row.id} of context "${row.context}" is another schema here` };
    byFingerprint.set(`${fingerprints[i]} ${row.context}`, row.id);
    if (idThere === undefined) return { add: row };
    return { clash: `schema ${row.id} of context "${row.context}" has the id ${idThere} here` };
  });
}

async function write(tx: DatabaseTransaction, rows: readonly SchemaRow[]): Promise<void> {
  await insertRows(
    tx,
    'Schema',
    rows.map((row) => ({
      context: row.context,
      id: row.id,
      format: row.format,
      text: row.text,
      fingerprint: fingerprintOf(contentOf(row)),
      references: JSON.stringify(row.references),
      metadata: asJson(row.metadata),
      ruleSet: asJson(row.ruleSet),
      createdAt: new Date(row.createdAt),
    })),
  );
  const references = rows.flatMap(({ context, id, references: own }) =>
    own.map((one: Reference, position) => ({
      context,
      schemaId: id,
      position,
      name: one.name,
      subject: qualifyFrom(scopeOfContext(context), one.subject),
      version: one.version,
    })),
  );
  await insertRows(tx, 'SchemaReference', references);
}
