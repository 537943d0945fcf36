import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database } from '../../registry/database/database.js';
import { NO_SETTINGS } from '../../registry/settings.js';
import { SchemaCache } from '../../registry/schemas/schema-cache.service.js';
import type { SchemaContent } from '../../registry/subject-version.js';
import type { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import type { ArchivePart } from './archive-part.js';
import { ArchiveParts } from './archive-parts.service.js';
import { ArchiveExport } from './export-archive.service.js';
import { ArchiveImport } from './import-archive.service.js';
import { auditPart } from '../parts/audit.store.js';
import { schemasPart } from '../parts/schemas.store.js';
import type { AuditRow } from '../parts/row-shapes.js';
import { withManifest } from './with-manifest.spec-support.js';

const change = { actor: 'ada', at: new Date('2026-11-21T10:00:00.123Z') };

interface Store {
  database: Database;
  subjects: SubjectsRepository;
  close(): Promise<void>;
}

const content = (text: string, rest: Partial<SchemaContent> = {}): SchemaContent => ({
  format: 'JSON',
  text,
  references: [],
  metadata: null,
  ruleSet: null,
  ...rest,
});

/** What archives of a registry do, whatever database is behind it. `open` gives an empty one. */
export function itMovesRegistries(open: () => Promise<Store>): void {
  let stores: Store[];
  beforeEach(async () => (stores = [await open(), await open()]));
  afterEach(() => Promise.all(stores.map((store) => store.close())));
  const source = () => stores[0]!;
  const target = () => stores[1]!;

  async function append({ subjects }: Store, subject: string, schema: SchemaContent, id: number | null = null) {
    const revision = (await subjects.state(subject))?.revision ?? 0;
    const result = await subjects.append({ subject, revision, rules: null, version: null, id, schema }, change);
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    return result;
  }
  async function remove({ subjects }: Store, subject: string, versions: number[], isPermanent = false) {
    const { revision } = (await subjects.state(subject))!;
    expect(await subjects.remove({ subject, revision, rules: null, versions, isPermanent }, change)).toEqual({
      outcome: 'removed',
    });
  }
  async function exported({ database }: Store, without: string[] = []): Promise<Buffer> {
    const chunks = [];
    for await (const chunk of new ArchiveExport(database, new ArchiveParts()).export(without))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  async function imported({ database, subjects }: Store, archive: Buffer, options: { dryRun?: boolean } = {}) {
    const file = join(tmpdir(), `plumbline-${randomUUID()}.gz`);
    writeFileSync(file, archive);
    const imports = new ArchiveImport(database, new ArchiveParts(), new SchemaCache(subjects));
    try {
      return await imports.import(file, { dryRun: false, without: [], ...options }, change);
    } finally {
      rmSync(file);
    }
  }
  const sums = ({ parts }: Awaited<ReturnType<typeof imported>>) =>
    parts.map(({ name, rows, added, alreadyThere, skipped }) => [name, rows, added, alreadyThere, skipped]);

  /** Contexts, gaps of purged versions, soft deletions, references, metadata, rules, settings, modes. */
  async function fill(store: Store): Promise<void> {
    await append(store, 'base', content('{"type":"object"}'));
    const references = [{ name: 'base.json', subject: 'base', version: 1 }];
    await append(store, 'orders/créés 🙂', content('{"$ref":"base.json"}', { references }));
    await append(store, 'orders/créés 🙂', content('true', { metadata: { properties: { owner: 'x' } } }));
    const domainRules = [{ name: 'positive', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'message.n > 0' }];
    await append(store, 'orders/créés 🙂', content('false', { ruleSet: { domainRules } }));
    await remove(store, 'orders/créés 🙂', [2]);
    await append(store, 'gone', content('{"title":"gone"}'));
    await remove(store, 'gone', [1]);
    await append(store, 'purged', content('{"title":"purged"}'));
    await remove(store, 'purged', [1]);
    await remove(store, 'purged', [1], true);
    await append(store, ':.eu:orders', content('"string"', { format: 'AVRO' }), 700);
    await append(store, ':.eu:proto', content('syntax = "proto3"; message A {}', { format: 'PROTOBUF' }));
    await append(store, ':.left:a', content('true'));
    await remove(store, ':.left:a', [1]);
    await remove(store, ':.left:a', [1], true);
    await store.subjects.deleteContext('.left', change);
    await store.subjects.saveSettings('', { level: 'FULL', policy: 'LENIENT' }, change);
    await store.subjects.saveSettings('base', { normalize: true, defaultMetadata: { tags: { a: ['PII'] } } }, change);
    await store.subjects.saveMode(':.eu:', 'IMPORT', change);
  }

  it('has the same bytes again after it was imported into an empty registry', async () => {
    await fill(source());
    const archive = await exported(source());
    expect(sums(await imported(target(), archive))).toEqual([
      ['contexts', 3, 3, 0, 0],
      ['schemas', 7, 7, 0, 0],
      ['subjects', 5, 5, 0, 0],
      ['config', 2, 2, 0, 0],
      ['modes', 1, 1, 0, 0],
      ['audit', 19, 19, 0, 0],
    ]);
    const again = await exported(target());
    expect(gunzipSync(again).toString()).toBe(gunzipSync(archive).toString());
    expect(again.equals(archive)).toBe(true);
  });

  it('moves what is as large as may be kept: characters that are escaped, metadata, a configuration', async () => {
    const metadata = { properties: { note: 'x'.repeat(5_000_000) } };
    const comment = '\u0001'.repeat(1_000_000);
    const proto = `syntax = "proto3"; /* ${comment} */ message A {}`;
    await append(source(), 'large', content(proto, { format: 'PROTOBUF', metadata }));
    const defaults = { defaultMetadata: metadata, overrideMetadata: metadata };
    await source().subjects.saveSettings('large', defaults, change);
    await source().subjects.deleteSettings('large', change);
    await source().subjects.saveSettings('kept', defaults, change);
    const archive = await exported(source());
    expect((await imported(target(), archive)).clashCount).toBe(0);
    expect((await exported(target())).equals(archive)).toBe(true);
    expect(await target().subjects.history('large')).toEqual(await source().subjects.history('large'));
    const [, set, deleted] = await source().database.auditEntry.findMany({ orderBy: { id: 'asc' } });
    const kept = { bytes: 5_000_026, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string };
    const told = { defaultMetadata: kept, overrideMetadata: kept };
    expect([JSON.parse(set!.to!), JSON.parse(deleted!.from!)]).toEqual([told, told]);
  });

  it('reads large schemas a few at a time', async () => {
    const note = 'x'.repeat(1_500_000);
    for (let i = 1; i <= 8; i++)
      await append(source(), 'a', content(`{"title":"${i}"}`, { metadata: { properties: { note } } }));
    const pages: number[] = [];
    await source().database.$transaction(async (tx) => {
      for await (const page of schemasPart.read(tx)) pages.push(page.length);
    });
    expect(pages).toEqual([3, 3, 2]);
    const archive = await exported(source());
    await imported(target(), archive);
    expect((await exported(target())).equals(archive)).toBe(true);
  });

  it('moves a schema that has several ids, whichever came first', async () => {
    await append(source(), 's2', content('true'), 11);
    await append(source(), 's1', content('true'), 10);
    const archive = await exported(source());
    expect((await imported(target(), archive)).clashCount).toBe(0);
    expect((await exported(target())).equals(archive)).toBe(true);
    expect(sums(await imported(target(), archive))[1]).toEqual(['schemas', 2, 0, 2, 0]);
    for (const store of [source(), target()])
      expect(await append(store, 's3', content('true'))).toMatchObject({ id: 10 });
    expect(await target().subjects.schema('.', 11)).toEqual(await source().subjects.schema('.', 11));
  });

  it('brings its ids to a registry that has the same schema with another one', async () => {
    await append(target(), 'ours', content('true'), 10);
    await append(source(), 'theirs', content('true'), 11);
    expect((await imported(target(), await exported(source()))).clashCount).toBe(0);
    expect(await target().subjects.history('theirs')).toEqual(await source().subjects.history('theirs'));
    expect(await target().subjects.history('ours')).toMatchObject([{ id: 10 }]);
  });

  it('leaves a registry that goes on as the first one would have', async () => {
    await fill(source());
    await imported(target(), await exported(source()));
    const { subjects } = target();
    const name = 'orders/créés 🙂';
    expect(await subjects.history(name, 'both')).toEqual(await source().subjects.history(name, 'both'));
    expect(await subjects.state(name)).toMatchObject({ latestVersion: 3, lastVersion: 3 });
    expect(await subjects.state('gone')).toMatchObject({ latestVersion: null, lastVersion: 1 });
    expect(await subjects.search('cr', { after: null, limit: 9 })).toEqual([name]);
    expect(await subjects.search('gone', { after: null, limit: 9 })).toEqual([]);
    expect(await subjects.referrers('base', 1)).toEqual([{ context: '.', id: 2 }]);
    expect(await subjects.contexts()).toEqual(['.', '.eu']);
    // 6 was handed out and purged, 700 was given.
    expect(await append(target(), 'new', content('{"title":"new"}'))).toMatchObject({ id: 7, version: 1 });
    expect(await append(target(), ':.eu:new', content('{"title":"new"}'))).toMatchObject({ id: 702 });
  });

  it('passes over what is there, so that an import can be made once more', async () => {
    await fill(source());
    const archive = await exported(source());
    await imported(target(), archive);
    expect(sums(await imported(target(), archive))).toEqual([
      ['contexts', 3, 0, 3, 0],
      ['schemas', 7, 0, 7, 0],
      ['subjects', 5, 0, 5, 0],
      ['config', 2, 0, 2, 0],
      ['modes', 1, 0, 1, 0],
      ['audit', 19, 0, 19, 0],
    ]);
    await append(source(), 'base', content('{"title":"later"}'));
    const later = await imported(target(), await exported(source()));
    expect(sums(later).slice(1, 3)).toEqual([
      ['schemas', 8, 1, 7, 0],
      ['subjects', 5, 1, 4, 0],
    ]);
    expect(await target().subjects.state('base')).toMatchObject({ latestVersion: 2, lastVersion: 2 });
    expect((await exported(target())).equals(await exported(source()))).toBe(true);
  });

  it('does not touch a registry that it clashes with, and says where', async () => {
    await fill(source());
    await append(target(), 'mine', content('{"title":"mine"}'));
    await append(target(), 'base', content('{"$ref":"base.json","references":0}'));
    await target().subjects.saveSettings('', { level: 'NONE' }, change);
    await target().subjects.saveMode(':.eu:', 'READONLY', change);
    const before = await exported(target());
    const report = await imported(target(), await exported(source()));
    expect(report.clashCount).toBe(5);
    expect(report.clashes).toEqual([
      'schema 1 of context "." is another schema here.',
      'schema 2 of context "." is another schema here.',
      'version 1 of "base" is schema 2 here and 1 there.',
      'the configuration of everything is another one here.',
      'the mode of ":.eu:" is READONLY here and IMPORT there.',
    ]);
    expect((await exported(target())).equals(before)).toBe(true);
  });

  it('is merged with what does not clash, and the trail that is there is kept', async () => {
    await append(source(), 'ours', content('true'), 10);
    await append(target(), 'mine', content('false'));
    const archive = await exported(source());
    const dry = await imported(target(), archive, { dryRun: true });
    expect(await target().subjects.state('ours')).toBeNull();
    const report = await imported(target(), archive);
    expect(report).toEqual({ ...dry, dryRun: false });
    expect(sums(report)).toEqual([
      ['contexts', 1, 1, 0, 0],
      ['schemas', 1, 1, 0, 0],
      ['subjects', 1, 1, 0, 0],
      ['config', 0, 0, 0, 0],
      ['modes', 0, 0, 0, 0],
      ['audit', 1, 0, 0, 1],
    ]);
    expect(await target().subjects.schema('.', 10)).toMatchObject({ text: 'true' });
    expect(await append(target(), 'next', content('{}'))).toMatchObject({ id: 11 });
  });

  it('is refused where somebody registers what clashes between its reading and its writing, and the registration stays', async () => {
    await append(source(), 'theirs', content('true'));
    const file = join(tmpdir(), `plumbline-${randomUUID()}.gz`);
    writeFileSync(file, await exported(source()));
    const parts = new ArchiveParts();
    let isRead = false;
    const last: ArchivePart<AuditRow> = {
      ...auditPart,
      begin() {
        const session = auditPart.begin();
        return {
          async judge(tx, rows) {
            if (!isRead) await append(target(), 'ours', content('false'));
            isRead = true;
            return session.judge(tx, rows);
          },
          write: (tx, rows, by) => session.write(tx, rows, by),
        };
      },
    };
    const others = parts.all().filter(({ name }) => name !== 'audit');
    parts.all = () => [...others, last as unknown as ArchivePart];
    const { database, subjects } = target();
    const imports = new ArchiveImport(database, parts, new SchemaCache(subjects));
    await expect(imports.import(file, { dryRun: false, without: [] }, change)).rejects.toThrow(
      'The registry was changed while the archive was imported: schema 1 of context "." is another schema here. ' +
        'What was imported before stays.',
    );
    rmSync(file);
    expect(await subjects.schema('.', 1)).toMatchObject({ text: 'false' });
    expect(await subjects.state('theirs')).toBeNull();
  });

  it('carries a subject with more versions than a row or a statement takes', async () => {
    const versions = Array.from({ length: 1201 }, (_, i) => i + 1);
    const at = '2026-11-21T10:00:00.123Z';
    await append(source(), 'many', content('{}'));
    const data = versions.slice(1).map((version) => ({
      subjectName: 'many',
      version,
      schemaId: 1,
      registeredAt: new Date(at),
      deletedAt: version === 1201 ? new Date(at) : null,
    }));
    await source().database.schemaVersion.createMany({ data });
    await source().database.subject.update({
      where: { name: 'many' },
      data: { latestVersion: 1200, lastVersion: 1201 },
    });
    const archive = await exported(source());
    expect(sums(await imported(target(), archive))[2]).toEqual(['subjects', 3, 3, 0, 0]);
    expect(await target().subjects.state('many')).toMatchObject({ latestVersion: 1200, lastVersion: 1201 });
    expect((await exported(target())).equals(archive)).toBe(true);
  });

  it('shows one moment, whatever is registered while it is written', async () => {
    await append(source(), 'before', content('true'));
    const stream = new ArchiveExport(source().database, new ArchiveParts()).export([]);
    const first = await new Promise<Buffer>((resolve) => {
      stream.once('readable', () => resolve((stream.read() as Buffer | null) ?? Buffer.alloc(0)));
    });
    await append(source(), 'after', content('false'));
    const rest = [];
    for await (const chunk of stream) rest.push(chunk as Buffer);
    const text = gunzipSync(Buffer.concat([first, ...rest])).toString();
    expect([text.includes('"before"'), text.includes('"after"')]).toEqual([true, false]);
  });

  it.each([
    [
      'a version of no schema',
      '"versions":[{"version":1,"id":1',
      '"versions":[{"version":1,"id":9',
      /is schema 9, which is not in/,
    ],
    [
      'a reference to nothing',
      '"references":[]',
      '"references":[{"name":"x","subject":"no","version":1}]',
      /refers to version 1 of "no"/,
    ],
    [
      'references that lead back',
      '"references":[]',
      '"references":[{"name":"x","subject":"a","version":1}]',
      /line 5 \(part "schemas"\) cannot be: what schema 1 of context "\." refers to leads back to it/,
    ],
    [
      'an id that would be handed out again',
      '"nextId":2',
      '"nextId":1',
      /hands out 1 next, which is not more than the id 1/,
    ],
    [
      'a field that is unknown',
      '"id":1,"format"',
      '"id":1,"x":1,"format"',
      /line 5 \(part "schemas"\) cannot be: it must NOT have/,
    ],
    ['a day that is none', '"createdAt":"2026-11-21', '"createdAt":"2026-99-99', /\/createdAt must match format/],
    ['a null character', '"text":"true', '"text":"\\u0000', /line 5 \(part "schemas"\) cannot be: \/text holds a null/],
    [
      'ids that leave none',
      '"nextId":2',
      '"nextId":2147483647',
      /hands out the id 2147483647 next, which leaves too few/,
    ],
    [
      'a version that leaves none',
      '{"version":1,"id"',
      '{"version":2147483647,"id"',
      /leaves too few numbers for later/,
    ],
    [
      'nesting without end',
      '"ruleSet":null',
      `"ruleSet":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      /it is nested more than 100 deep/,
    ],
    ['an instant that is none', '"createdAt":"2026', '"createdAt":"26', /\/createdAt must match pattern/],
    ['a name that cannot be', '"name":"a"', '"name":"a\\u0007"', /cannot be a subject's name: it holds a control/],
    [
      'a part that nobody knows',
      '{"part":"modes"}',
      '{"part":"moods"}',
      /has a part "moods", which this server does not know/,
    ],
  ])('is refused with %s', async (_what, from, to, message) => {
    await append(source(), 'a', content('true'));
    const text = gunzipSync(await exported(source())).toString();
    expect(text).toContain(from);
    await expect(imported(target(), gzipSync(withManifest(text.replace(from, to))))).rejects.toThrow(message);
    expect(await target().subjects.contexts()).toEqual(['.']);
    expect(await target().database.auditEntry.count()).toBe(0);
  });

  it('is refused where it is cut off or is no gzip', async () => {
    await append(source(), 'a', content('true'));
    const archive = await exported(source());
    await expect(imported(target(), archive.subarray(0, -20))).rejects.toThrow(/is cut off/);
    await expect(imported(target(), Buffer.from('hello'))).rejects.toThrow(/is no gzip, or is damaged/);
    const flipped = Buffer.from(archive);
    flipped[flipped.length - 5]! ^= 1;
    await expect(imported(target(), flipped)).rejects.toThrow(/is no gzip, or is damaged/);
  });

  it('says nothing of settings that nobody made', async () => {
    expect(await source().subjects.settings([''])).toEqual([null]);
    await imported(target(), await exported(source()));
    expect(await target().subjects.settings([''])).toEqual([null]);
    await source().subjects.saveSettings('', { alias: null }, change);
    await imported(target(), await exported(source()));
    expect(await target().subjects.settings([''])).toEqual([NO_SETTINGS]);
  });
}
