import type { Database } from '../../registry/database/database.js';
import { PrismaSamplesRepository } from './prisma-samples.repository.js';
import { MAX_SAMPLES } from './sample.js';
import type { SamplesRepository } from './samples.repository.js';

const at = new Date('2026-11-21T10:00:00.123Z');
const change = { actor: 'ada', at };
const sample = (name: string, subject = 'a', version = 1) => ({
  subject,
  name,
  version,
  encoding: 'json' as const,
  payload: '{"a":1}',
});

/** What every SamplesRepository does, whatever database is behind it. `open` gives an empty one. */
export function itKeepsSamples(open: () => Promise<Database>): void {
  let database: Database;
  let samples: SamplesRepository;
  beforeEach(async () => {
    database = await open();
    samples = new PrismaSamplesRepository(database);
    await withVersions('a', 'b');
  });
  afterEach(() => database.$disconnect());

  /** Subjects with two versions. */
  async function withVersions(...names: string[]): Promise<void> {
    const schema = { context: '.', id: 1, format: 'JSON', text: 'true', fingerprint: '1', createdAt: at };
    await database.schema.create({ data: schema });
    for (const name of names) {
      const numbers = { latestVersion: 2, lastVersion: 2 };
      await database.subject.create({ data: { name, createdAt: at, updatedAt: at, ...numbers } });
      const rows = [1, 2].map((version) => ({ subjectName: name, version, schemaId: 1, registeredAt: at }));
      await database.schemaVersion.createMany({ data: rows });
    }
  }

  it('keeps none of a version that went since the event was judged', async () => {
    await database.schemaVersion.deleteMany({ where: { subjectName: 'a', version: 1 } });
    expect(await samples.add(sample('usual'), change)).toEqual({ outcome: 'version-gone' });
    expect(await samples.add(sample('usual', 'none'), change)).toEqual({ outcome: 'version-gone' });
    expect(await samples.list('a', null, 10)).toEqual([]);
    expect(await database.auditEntry.count()).toBe(0);
  });

  it('keeps a sample with its audit entry, which does not hold the event', async () => {
    const addition = await samples.add(sample('usual'), change);
    const id = expect.any(String) as string;
    const stored = { ...sample('usual'), id, createdAt: at, createdBy: 'ada' };
    expect(addition).toEqual({ outcome: 'added', sample: stored });
    expect(await samples.list('a', null, 10)).toEqual([stored]);
    const [entry] = await database.auditEntry.findMany();
    expect(entry).toMatchObject({ at, actor: 'ada', action: 'sample.added', target: 'a', from: null });
    expect(JSON.parse(entry!.to!)).toEqual({ id, name: 'usual', version: 1 });
  });

  it('takes a name once in a subject', async () => {
    await samples.add(sample('usual'), change);
    expect(await samples.add(sample('usual', 'a', 2), change)).toEqual({ outcome: 'name-taken' });
    expect(await samples.add(sample('usual', 'b'), change)).toMatchObject({ outcome: 'added' });
    expect(await database.auditEntry.count()).toBe(2);
  });

  it('keeps so many of a subject, and no more', async () => {
    const rows = Array.from({ length: MAX_SAMPLES }, (_, i) => ({ ...sample(`${i}`), id: `${i}`, createdAt: at }));
    await database.contractSample.createMany({ data: rows.map((row) => ({ ...row, createdBy: 'ada' })) });
    expect(await samples.add(sample('one more'), change)).toEqual({ outcome: 'full' });
  });

  it('lists by name, page by page, and those of one version', async () => {
    for (const [name, version] of [
      ['c', 1],
      ['a', 2],
      ['b', 1],
    ] as const)
      await samples.add(sample(name, 'a', version), change);
    const names = (found: { name: string }[]) => found.map(({ name }) => name);
    expect(names(await samples.list('a', null, 2))).toEqual(['a', 'b']);
    expect(names(await samples.list('a', 'b', 2))).toEqual(['c']);
    expect(names(await samples.ofVersion('a', 1, 10))).toEqual(['b', 'c']);
    expect(await samples.list('none', null, 10)).toEqual([]);
  });

  it('deletes a sample of its own subject, once', async () => {
    await samples.add(sample('usual'), change);
    const { id } = (await samples.list('a', null, 1))[0]!;
    expect(await samples.delete('b', id, change)).toBe(false);
    expect(await samples.delete('a', id, change)).toBe(true);
    expect(await samples.delete('a', id, change)).toBe(false);
    const entries = await database.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['sample.added', 'sample.deleted']);
  });
}
