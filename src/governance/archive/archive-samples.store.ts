import { Type, type Static } from 'typebox';
import type { ArchivePart, Judgement } from '../../exchange/archive/archive-part.js';
import { readPages } from '../../exchange/parts/read-pages.js';
import { closed, Instant, Name, oneOf, Whole } from '../../exchange/parts/row-shapes.js';
import type { DatabaseTransaction } from '../../registry/database/database.js';
import type { ContractSample as StoredRow } from '../../registry/prisma/sqlite/client.js';
import { decodeBase64 } from '../validation/event-payload.js';
import { MAX_SAMPLES } from '../samples/sample.js';

/** A sample holds up to a megabyte or two. */
const PAGE_ROWS = 20;

const SampleRow = Type.Object(
  {
    subject: Name,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    id: Type.String({ minLength: 1, maxLength: 100 }),
    version: Whole,
    encoding: oneOf(['json', 'base64']),
    payload: Type.String(),
    createdAt: Instant,
    createdBy: Type.String(),
  },
  closed,
);
type SampleRow = Static<typeof SampleRow>;

/** Sample events. They are not judged again: they were when they were kept. */
export const samplesPart: ArchivePart<SampleRow> = {
  name: 'samples',
  row: SampleRow,
  keysOf: ({ subject, name }) => [[subject, name]],
  subjectOf: ({ subject }) => subject,
  isToldByKeys: true,

  async *read(tx) {
    const pages = readPages<StoredRow>(
      (after, take) =>
        tx.contractSample.findMany({
          where:
            after === null
              ? {}
              : {
                  subject: { gte: after.subject },
                  OR: [{ subject: { gt: after.subject } }, { name: { gt: after.name } }],
                },
          orderBy: [{ subject: 'asc' }, { name: 'asc' }],
          take,
        }),
      PAGE_ROWS,
    );
    for await (const page of pages) yield page.map(rowOf);
  },

  faultOf: ({ encoding, payload }) =>
    isReadable(encoding, payload) ? null : `/payload is not ${encoding === 'json' ? 'JSON' : 'base64'}`,

  begin: () => ({
    async judge(tx, rows) {
      const [byKey, counts] = await storedOf(tx, rows);
      return rows.map((row): Judgement<SampleRow> => {
        const there = byKey.get(keyOf(row)) ?? byKey.get(row.id);
        if (there !== undefined) return isSame(row, there) ? 'same' : { clash: `${shown(row)} is another one here` };
        const count = (counts.get(row.subject) ?? 0) + 1;
        counts.set(row.subject, count);
        if (count <= MAX_SAMPLES) return { add: row };
        return { clash: `"${row.subject}" would have more than ${MAX_SAMPLES} samples with ${shown(row)}` };
      });
    },
    async write(tx, rows) {
      const data = rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
      await tx.contractSample.createMany({ data });
    },
  }),
};

const rowOf = ({ subject, name, id, version, encoding, payload, createdAt, createdBy }: StoredRow): SampleRow => ({
  subject,
  name,
  id,
  version,
  encoding: encoding as SampleRow['encoding'],
  payload,
  createdAt: createdAt.toISOString(),
  createdBy,
});

const shown = ({ subject, name }: SampleRow): string => `the sample "${name}" of "${subject}"`;

/** No id has a line feed. */
const keyOf = ({ subject, name }: { subject: string; name: string }): string => `${subject}\n${name}`;

type Known = Omit<StoredRow, 'createdAt' | 'createdBy'>;

/** The samples that these may be, by subject and name and by id, and how many each subject has. */
async function storedOf(
  tx: DatabaseTransaction,
  rows: readonly SampleRow[],
): Promise<[Map<string, Known>, Map<string, number>]> {
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const names = [...new Set(rows.map(({ name }) => name))];
  const ids = rows.map(({ id }) => id);
  const byKey = new Map<string, Known>();
  const select = { id: true, subject: true, name: true, version: true, encoding: true, payload: true };
  const where = { OR: [{ subject: { in: subjects }, name: { in: names } }, { id: { in: ids } }] };
  for (const row of await tx.contractSample.findMany({ where, select })) byKey.set(keyOf(row), row).set(row.id, row);
  const groups = await tx.contractSample.groupBy({
    by: ['subject'],
    where: { subject: { in: subjects } },
    _count: { id: true },
  });
  return [byKey, new Map(groups.map(({ subject, _count }) => [subject, _count.id]))];
}

/** The number of a sample's version changes with the version alone, which comes back under a new one. */
const isSame = (row: SampleRow, there: Known): boolean =>
  keyOf(row) === keyOf(there) &&
  (row.id === there.id || row.version === there.version) &&
  row.encoding === there.encoding &&
  row.payload === there.payload;

function isReadable(encoding: SampleRow['encoding'], payload: string): boolean {
  if (encoding === 'base64') return decodeBase64(payload) !== null;
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}
