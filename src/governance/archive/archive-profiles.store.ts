import { Type, type Static } from 'typebox';
import type { ArchivePart, Judgement } from '../../exchange/archive/archive-part.js';
import { readPages } from '../../exchange/parts/read-pages.js';
import { closed, Instant, Name, Whole } from '../../exchange/parts/row-shapes.js';
import { sortedJson } from '../../registry/schemas/canonical-json.js';
import type { ContractProfile as StoredRow } from '../../registry/prisma/sqlite/client.js';
import { faultOfSubject, normalizeSubject } from '../../registry/subject-name.js';
import { lifeProblem } from '../profiles/lifecycle.js';
import { Profile } from '../profiles/profile.js';
import { profileColumns, profileOf } from '../profiles/profile-rows.js';
import { groupsProblem } from '../profiles/version-groups.js';

const ProfileRow = Type.Object(
  { subject: Name, ...Profile.properties, revision: Whole, updatedAt: Instant, updatedBy: Type.String() },
  closed,
);
type ProfileRow = Static<typeof ProfileRow>;

/** What people say of contracts. A profile that is here already is not changed by an import. */
export const profilesPart: ArchivePart<ProfileRow> = {
  name: 'profiles',
  row: ProfileRow,
  keysOf: ({ subject }) => [[subject]],

  async *read(tx) {
    const pages = readPages<StoredRow>((after, take) =>
      tx.contractProfile.findMany({
        where: after === null ? {} : { subject: { gt: after.subject } },
        orderBy: { subject: 'asc' },
        take,
      }),
    );
    for await (const page of pages) yield page.map(rowOf);
  },

  faultOf(row) {
    const { subject, groups, updatedAt } = row;
    const fault = normalizeSubject(subject) === subject ? faultOfSubject(subject) : 'it is not written as it is stored';
    if (fault !== null) return `"${subject}" cannot be a subject's name: ${fault}`;
    // A last day that is over was named while it was not.
    const problem = lifeProblem(row, row, new Date(updatedAt)) ?? groupsProblem(groups, Number.MAX_SAFE_INTEGER);
    return problem === null ? null : problem.replace(/\.$/, '');
  },

  begin: () => ({
    async judge(tx, rows) {
      const stored = await tx.contractProfile.findMany({ where: { subject: { in: subjectsOf(rows) } } });
      const bySubject = new Map(stored.map((row) => [row.subject, row]));
      return rows.map((row): Judgement<ProfileRow> => {
        const there = bySubject.get(row.subject);
        if (there === undefined) return { add: row };
        if (sayings(rowOf(there)) === sayings(row)) return 'same';
        return { clash: `the profile of "${row.subject}" is another one here` };
      });
    },
    async write(tx, rows) {
      const data = rows.map(({ subject, revision, updatedAt, updatedBy, ...profile }) => ({
        subject,
        ...profileColumns(profile),
        revision,
        updatedAt: new Date(updatedAt),
        updatedBy,
      }));
      await tx.contractProfile.createMany({ data });
      // Who decided upon a subject without its profile decides anew.
      const where = { name: { in: subjectsOf(rows) } };
      await tx.subject.updateMany({ where, data: { revision: { increment: 1 } } });
    },
  }),
};

const subjectsOf = (rows: readonly ProfileRow[]): string[] => rows.map(({ subject }) => subject);

function rowOf(row: StoredRow): ProfileRow {
  const { subject, revision, updatedAt, updatedBy } = row;
  return { subject, ...profileOf(row), revision, updatedAt: updatedAt.toISOString(), updatedBy };
}

/** What it says, without when and by whom. */
const sayings = ({ revision: _r, updatedAt: _a, updatedBy: _b, ...row }: ProfileRow): string | null =>
  sortedJson(JSON.stringify(row));
