import type { DatabaseTransaction } from '../../registry/database/database.js';
import { MAX_GIVEN } from '../../registry/registration/refused-append.js';
import { contextOf, faultOfSubject, isSubjectScope, normalizeSubject } from '../../registry/subject-name.js';
import type { ArchivePart } from '../archive/archive-part.js';
import { readPages } from './read-pages.js';
import { SubjectRow } from './row-shapes.js';
import { judgeSubjects, writeSubjects } from './write-subjects.store.js';

/** A subject with more versions than this goes on in the next row. */
const ROW_VERSIONS = 500;
const PAGE_VERSIONS = 5_000;

/** Subjects with their versions, deleted ones too. Where a subject stands is told by its versions. */
export const subjectsPart: ArchivePart<SubjectRow> = {
  name: 'subjects',
  row: SubjectRow,
  keysOf: ({ name, versions }) => versions.map(({ version }) => [name, version]),

  async *read(tx) {
    const pages = readPages<Subject>((after, take) =>
      tx.subject.findMany({
        where: { lastVersion: { gt: 0 }, ...(after === null ? {} : { name: { gt: after.name } }) },
        orderBy: { name: 'asc' },
        select: { name: true, createdAt: true, updatedAt: true },
        take,
      }),
    );
    for await (const page of pages) yield* rowsOf(tx, page);
  },

  faultOf({ name, versions }, links) {
    const fault = normalizeSubject(name) === name && isSubjectScope(name) ? faultOfSubject(name) : 'it is no subject';
    if (fault !== null) return `"${name}" cannot be a subject's name: ${fault}`;
    for (const { version, id } of versions) {
      if (version > MAX_GIVEN) {
        return `version ${version} of "${name}" leaves too few numbers for later ones; ${MAX_GIVEN} is the highest`;
      }
      links.addVersion(name, version, { context: contextOf(name), id });
      if (!links.hasSchema(contextOf(name), id)) {
        return `version ${version} of "${name}" is schema ${id}, which is not in the archive`;
      }
    }
    return null;
  },

  subjectChanged: ({ name }) => name,

  begin: () => ({ judge: judgeSubjects, write: writeSubjects }),
};

interface Subject {
  name: string;
  createdAt: Date;
  updatedAt: Date;
}
type Version = SubjectRow['versions'][number];

async function* rowsOf(tx: DatabaseTransaction, subjects: readonly Subject[]): AsyncGenerator<SubjectRow[]> {
  const byName = new Map(subjects.map((subject) => [subject.name, subject]));
  let open: SubjectRow | null = null;
  for await (const versions of versionPages(tx, [...byName.keys()])) {
    const done: SubjectRow[] = [];
    for (const { subjectName, ...version } of versions) {
      if (open !== null && (open.name !== subjectName || open.versions.length === ROW_VERSIONS)) {
        done.push(open);
        open = null;
      }
      open ??= rowOf(byName.get(subjectName)!);
      open.versions.push(version);
    }
    yield done;
  }
  if (open !== null) yield [open];
}

const rowOf = ({ name, createdAt, updatedAt }: Subject): SubjectRow => ({
  name,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  versions: [],
});

async function* versionPages(
  tx: DatabaseTransaction,
  names: readonly string[],
): AsyncGenerator<(Version & { subjectName: string })[]> {
  for (let skip = 0; ; skip += PAGE_VERSIONS) {
    const rows = await tx.schemaVersion.findMany({
      where: { subjectName: { in: [...names] } },
      orderBy: [{ subjectName: 'asc' }, { version: 'asc' }],
      skip,
      take: PAGE_VERSIONS,
    });
    yield rows.map(({ subjectName, version, schemaId, registeredAt, deletedAt }) => ({
      subjectName,
      version,
      id: schemaId,
      registeredAt: registeredAt.toISOString(),
      deletedAt: deletedAt?.toISOString() ?? null,
    }));
    if (rows.length < PAGE_VERSIONS) return;
  }
}
