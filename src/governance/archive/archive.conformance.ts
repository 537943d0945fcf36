import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ArchiveParts } from '../../exchange/archive/archive-parts.service.js';
import { ArchiveExport } from '../../exchange/archive/export-archive.service.js';
import { ArchiveImport } from '../../exchange/archive/import-archive.service.js';
import { withManifest } from '../../exchange/archive/with-manifest.spec-support.js';
import { closeDatabase, type Database } from '../../registry/database/database.js';
import { PrismaSubjectsRepository } from '../../registry/store/prisma-subjects.repository.js';
import { SchemaCache } from '../../registry/schemas/schema-cache.service.js';
import { addGovernanceParts } from './governance-archive.service.js';
import { PrismaContractEvents } from '../webhooks/prisma-contract-events.repository.js';
import { PrismaProfilesRepository } from '../profiles/prisma-profiles.repository.js';
import { PrismaSamplesRepository } from '../samples/prisma-samples.repository.js';
import { PrismaWebhooksRepository } from '../webhooks/prisma-webhooks.repository.js';
import { EMPTY_PROFILE } from '../profiles/profile.js';

const change = { actor: 'ada', at: new Date('2026-11-21T10:00:00.123Z') };

/** What archives do with what governance keeps, whatever database is behind it. */
export function itMovesGovernance(open: () => Promise<Database>): void {
  let databases: Database[];
  beforeEach(async () => (databases = [await open(), await open()]));
  afterEach(() => Promise.all(databases.map(closeDatabase)));
  const source = () => databases[0]!;
  const target = () => databases[1]!;

  const parts = new ArchiveParts();
  addGovernanceParts(parts);
  async function exported(database: Database): Promise<Buffer> {
    const chunks = [];
    for await (const chunk of new ArchiveExport(database, parts).export([])) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  async function imported(database: Database, archive: Buffer) {
    const file = join(tmpdir(), `plumbline-${randomUUID()}.gz`);
    writeFileSync(file, archive);
    const cache = new SchemaCache(new PrismaSubjectsRepository(database));
    try {
      return await new ArchiveImport(database, parts, cache).import(file, { dryRun: false, without: [] }, change);
    } finally {
      rmSync(file);
    }
  }
  const sums = ({ parts: all }: Awaited<ReturnType<typeof imported>>) =>
    all.slice(4, 7).map(({ name, rows, added, alreadyThere }) => [name, rows, added, alreadyThere]);

  const profilesOf = (database: Database) => new PrismaProfilesRepository(database, new PrismaContractEvents(database));
  const samplesOf = (database: Database) => new PrismaSamplesRepository(database);
  const webhooksOf = (database: Database) => new PrismaWebhooksRepository(database);
  const orders = {
    ...EMPTY_PROFILE,
    owner: 'ada@shop.example',
    team: 'billing',
    links: [{ title: 'Runbook', url: 'https://shop.example/run' }],
    lifecycle: 'deprecated' as const,
    sunsetOn: '2026-12-31',
    tags: ['money', 'a "b"'],
    groups: [{ name: 'v2', fromVersion: 3 }],
    lint: { 'z-rule': { severity: 'warning', ignore: ['/a'] }, 'a-rule': 'off' } as typeof EMPTY_PROFILE.lint,
  };
  const webhook = {
    url: 'https://user:pass-1@hooks.example/a?token=token-1',
    events: ['contract.registered'],
    subjectPrefix: 'orders',
    secret: 'a secret of sixteen',
    isActive: true,
  };

  async function register(database: Database, subject: string, revision = 0): Promise<void> {
    const schema = { format: 'JSON', text: 'true', references: [], metadata: null, ruleSet: null } as const;
    const version = { subject, revision, rules: null, version: null, id: null, schema };
    const appended = await new PrismaSubjectsRepository(database).append(version, change);
    expect(appended.outcome).toBe('appended');
  }

  async function fill(database: Database): Promise<void> {
    for (const subject of ['orders', 'Zebra']) await register(database, subject);
    await profilesOf(database).save('orders', orders, 0, change, null);
    await profilesOf(database).save('orders', { ...orders, domain: 'money' }, 1, change, null);
    // By the bytes of their names capitals come first; by a language's order they do not.
    for (const subject of ['Zebra', 'apple', 'é']) {
      await profilesOf(database).save(subject, { ...EMPTY_PROFILE, team: subject }, 0, change, null);
    }
    for (const [subject, name] of [
      ['orders', 'b'],
      ['orders', 'A'],
      ['Zebra', 'one'],
    ] as const) {
      await samplesOf(database).add({ subject, name, version: 1, encoding: 'json', payload: '{"id":"é"}' }, change);
    }
    await samplesOf(database).add(
      { subject: 'orders', name: 'raw', version: 1, encoding: 'base64', payload: 'AAAAAAE=' },
      change,
    );
    await webhooksOf(database).create(webhook, change);
    await webhooksOf(database).create({ ...webhook, url: 'http://other.example/', secret: null }, change);
  }

  it('has the same bytes again after it was imported, and holds no secret', async () => {
    await fill(source());
    const archive = await exported(source());
    const report = await imported(target(), archive);
    expect(sums(report)).toEqual([
      ['profiles', 4, 4, 0],
      ['samples', 4, 4, 0],
      ['webhooks', 2, 2, 0],
    ]);
    expect(report.notes).toEqual([
      '2 webhooks come inactive, without secret and without what an address has of credentials. ' +
        'PUT /api/v1/webhooks/{id} completes and activates one.',
    ]);
    expect((await exported(target())).equals(archive)).toBe(true);
    expect(gunzipSync(archive).toString()).not.toMatch(/pass-1|token-1|sixteen/);
    expect(await profilesOf(target()).find('orders')).toEqual(await profilesOf(source()).find('orders'));
    expect(await samplesOf(target()).list('orders', null, 9)).toEqual(
      await samplesOf(source()).list('orders', null, 9),
    );
    const [first] = (await webhooksOf(target()).list(null, 9)).filter(({ url }) => url.startsWith('https'));
    expect(first).toMatchObject({ url: 'https://hooks.example/a', secret: null, isActive: false });
  });

  it('passes over what is there, also once somebody has completed a webhook', async () => {
    await fill(source());
    const archive = await exported(source());
    await imported(target(), archive);
    const [first] = (await webhooksOf(target()).list(null, 9)).filter(({ url }) => url.startsWith('https'));
    await webhooksOf(target()).update(first!.id, webhook, change);
    const report = await imported(target(), archive);
    expect(sums(report)).toEqual([
      ['profiles', 4, 0, 4],
      ['samples', 4, 0, 4],
      ['webhooks', 2, 0, 2],
    ]);
    expect(report.notes).toEqual([]);
    expect(await webhooksOf(target()).find(first!.id)).toMatchObject(webhook);
  });

  it('passes over a sample that has moved with its version, and over none of another version', async () => {
    const sample = { subject: 'moved', name: 'usual', encoding: 'json', payload: '{}' } as const;
    await register(source(), 'moved');
    await samplesOf(source()).add({ ...sample, version: 1 }, change);
    const archive = await exported(source());
    await imported(target(), archive);
    const subjects = new PrismaSubjectsRepository(target());
    const { revision } = (await subjects.state('moved'))!;
    await subjects.remove({ subject: 'moved', revision, rules: null, versions: [1], isPermanent: false }, change);
    await register(target(), 'moved', revision + 1);
    const [moved] = await samplesOf(target()).list('moved', null, 9);
    expect(moved!.version).toBe(2);
    expect(await imported(target(), archive)).toMatchObject({ clashes: [] });
    expect(await samplesOf(target()).list('moved', null, 9)).toEqual([moved]);
    await samplesOf(target()).delete('moved', moved!.id, change);
    await samplesOf(target()).add({ ...sample, version: 2 }, change);
    expect(await imported(target(), archive)).toMatchObject({
      clashes: ['the sample "usual" of "moved" is another one here.'],
    });
  });

  it('imports nothing where a profile, a sample or a webhook is another one here', async () => {
    await fill(source());
    const archive = await exported(source());
    await imported(target(), archive);
    await profilesOf(target()).save('orders', { ...orders, team: 'others' }, 2, change, null);
    const [sample] = await samplesOf(target()).list('orders', null, 9);
    await samplesOf(target()).delete('orders', sample!.id, change);
    await samplesOf(target()).add({ ...sample!, payload: '{}' }, change);
    const [hook] = await webhooksOf(target()).list(null, 9);
    await webhooksOf(target()).update(hook!.id, { ...webhook, url: 'http://elsewhere.example' }, change);
    const { clashes } = await imported(target(), archive);
    expect(clashes).toEqual([
      'the profile of "orders" is another one here.',
      'the sample "A" of "orders" is another one here.',
      `the webhook ${hook!.id} is another one here.`,
    ]);
  });

  it('is refused with a sample of a subject that is nowhere, by its line', async () => {
    await fill(source());
    const text = gunzipSync(await exported(source())).toString();
    const lost = text.replace('{"row":{"subject":"Zebra","name":"one"', '{"row":{"subject":"Yak","name":"one"');
    const line = 1 + lost.split('\n').findIndex((one) => one.includes('"Yak"'));
    const archive = gzipSync(withManifest(lost));
    await expect(imported(target(), archive)).rejects.toThrow(
      `The row at line ${line} (part "samples") cannot be: there is no version of "Yak", in the archive or here. ` +
        'Import the subject first, or leave the part out with ?without=samples.',
    );
    expect(await target().contractProfile.count()).toBe(0);
    await register(target(), 'Yak');
    const { clashes } = await imported(target(), archive);
    expect(clashes).toEqual([]);
  });

  it('leaves out samples whose subject is gone', async () => {
    await fill(source());
    await source().schemaVersion.deleteMany({ where: { subjectName: 'Zebra' } });
    const text = gunzipSync(await exported(source())).toString();
    expect(text.match(/^\{"row":\{"subject":"\w+","name":"\w+"/gm)).toEqual(
      ['A', 'b', 'raw'].map((name) => `{"row":{"subject":"orders","name":"${name}"`),
    );
  });

  it.each([
    [
      'a deprecated contract without its last day',
      '"sunsetOn":"2026-12-31"',
      '"sunsetOn":null',
      /sunsetOn: a deprecated/,
    ],
    ['a tag that is none', '"tags":["money"', '"tags":[""', /\/tags\/0 must NOT have fewer than 1/],
    ['a sample that is no JSON', '"payload":"{\\"id', '"payload":"\\"id', /\/payload is not JSON/],
    ['an address with a password', '"url":"https://hooks', '"url":"https://a:b@hooks', /\/url is no address without/],
  ])('is refused with %s', async (_what, from, to, message) => {
    await fill(source());
    const text = gunzipSync(await exported(source())).toString();
    expect(text).toContain(from);
    await expect(imported(target(), gzipSync(withManifest(text.replace(from, to))))).rejects.toThrow(message);
    expect(await target().contractProfile.count()).toBe(0);
  });
}
