import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ask, json } from '../registry/registry-app.js';
import { withManifest } from '../../src/exchange/archive/with-manifest.spec-support.js';
import { withTwoRegistries } from './two-registries.js';

const { source, target } = withTwoRegistries();

async function download(url: string, query = ''): Promise<Buffer> {
  const response = await fetch(`${url}/api/v1/exchange/archive${query}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  return Buffer.from(await response.arrayBuffer());
}

async function upload(url: string, archive: Buffer, query = '', type = 'application/gzip') {
  const response = await fetch(`${url}/api/v1/exchange/archive${query}`, {
    method: 'POST',
    headers: { 'content-type': type, 'x-plumbline-actor': 'ada' },
    body: new Uint8Array(archive),
  });
  return { status: response.status, body: (await response.json()) as { message: string } };
}

it('moves a registry from server to server: clients read the same under the same ids', async () => {
  await ask(`${source()}/config`, 'PUT', { compatibility: 'NONE' });
  await ask(`${source()}/subjects/base/versions`, 'POST', json({ type: 'object' }));
  const references = [{ name: 'base.json', subject: 'base', version: 1 }];
  await ask(`${source()}/subjects/orders/versions`, 'POST', { ...json({ $ref: 'base.json' }), references });
  await ask(`${source()}/subjects/orders/versions`, 'POST', json({ type: 'object', title: 'order' }));
  await ask(`${source()}/subjects/orders/versions/1`, 'DELETE');
  await ask(`${source()}/subjects/%3A.eu%3Aorders/versions`, 'POST', { schema: '"string"' });
  const archive = await download(source());

  const dry = await upload(target(), archive, '?dryRun=true');
  expect([dry.status, (await ask(`${target()}/subjects?deleted=true`)).body]).toEqual([200, []]);
  const done = await upload(target(), archive);
  expect(done).toEqual({ status: 200, body: { ...dry.body, dryRun: false } });
  for (const path of [
    '/subjects?subjectPrefix=:*:&deleted=true',
    '/schemas?subjectPrefix=:*:&deleted=true',
    '/subjects/orders/versions?deletedAsNegative=true&deleted=true',
    '/schemas/ids/2',
    '/subjects/base/versions/1/referencedby',
    '/config',
    '/contexts',
  ]) {
    expect([path, (await ask(target() + path)).body]).toEqual([path, (await ask(source() + path)).body]);
  }
  expect((await download(target())).equals(archive)).toBe(true);
});

it('leaves parts out where it is asked to', async () => {
  const text = gunzipSync(await download(source(), '?without=audit,modes')).toString();
  expect(text.match(/^\{"part":"\w+"\}$/gm)).toEqual(
    ['contexts', 'schemas', 'subjects', 'config'].map((name) => `{"part":"${name}"}`),
  );
  const refused = await ask(`${source()}/api/v1/exchange/archive?without=audits`);
  expect(refused).toEqual({
    status: 400,
    body: {
      statusCode: 400,
      error: 'Bad Request',
      message:
        'There is no part "audits" to leave out. The parts are contexts, schemas, subjects, config, modes, audit.',
    },
  });
});

it('refuses what clashes, what is damaged and what is no archive, and imports nothing of it', async () => {
  await ask(`${target()}/subjects/own/versions`, 'POST', json({ title: 'own' }));
  await ask(`${source()}/subjects/theirs/versions`, 'POST', json({ title: 'theirs' }));
  const archive = await download(source());
  const before = await download(target());
  expect(await upload(target(), archive)).toMatchObject({
    status: 409,
    body: {
      message:
        'Nothing was imported: one row clashes with what is here. Schema 4 of context "." is another schema here. ' +
        'Import it into an empty registry, or make here what it says.',
    },
  });
  expect(await upload(target(), archive.subarray(0, 100))).toMatchObject({
    status: 422,
    body: { message: 'The archive is cut off: its compressed data end too early.' },
  });
  expect(await upload(target(), Buffer.from('hello'))).toMatchObject({ status: 422 });
  expect(await upload(target(), gzipSync('{"a":1}\n'))).toMatchObject({
    status: 422,
    body: { message: expect.stringMatching(/^This is no archive of a registry/) as string },
  });
  const told = 'is not read here; send';
  expect(await upload(target(), Buffer.from('{}'), '', 'application/json')).toMatchObject({
    status: 415,
    body: {
      message: `The content type "application/json" ${told} the archive as it was exported, as application/gzip.`,
    },
  });
  expect(await upload(target(), Buffer.from('{}'), '', 'application/zip')).toMatchObject({
    status: 415,
    body: { message: `The content type "application/zip" ${told} application/gzip.` },
  });
  expect((await download(target())).equals(before)).toBe(true);
});

it('refuses to leave out of an import what neither it nor the archive has, also as a dry run', async () => {
  const archive = await download(source());
  const message =
    'There is no part "audits" to leave out. The parts are contexts, schemas, subjects, config, modes, audit.';
  for (const query of ['?without=modes,audits', '?dryRun=true&without=audits']) {
    expect(await upload(target(), archive, query)).toMatchObject({ status: 400, body: { message } });
  }
  const newer = gunzipSync(archive).toString().replace('{"manifest"', '{"part":"later"}\n{"row":{}}\n{"manifest"');
  const file = gzipSync(withManifest(newer));
  expect((await upload(target(), file, '?dryRun=true&without=later')).status).toBe(200);
  expect(await upload(target(), file, '?dryRun=true&without=late')).toMatchObject({ status: 422 });
});

it('refuses a bomb, which unpacks to a thousand times its size, without unpacking it all', async () => {
  const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '));
  expect(await upload(target(), bomb)).toMatchObject({
    status: 422,
    body: { message: 'Line 1 is longer than 62768832 bytes, and no line of an archive is.' },
  });
});

it('asks a fifth upload to come again while four are on their way', async () => {
  const url = new URL(`${target()}/api/v1/exchange/archive?dryRun=true`);
  const headers = { 'content-type': 'application/gzip' };
  const open = Array.from({ length: 4 }, () =>
    request(url, { method: 'POST', headers: { ...headers, expect: '100-continue' } }),
  );
  // Who is told to go on is being read.
  await Promise.all(open.map((one) => new Promise((resolve) => one.on('continue', resolve).flushHeaders())));
  const response = await fetch(url, { method: 'POST', headers, body: 'archive' });
  const { message } = (await response.json()) as { message: string };
  expect([response.status, response.headers.get('retry-after'), message]).toEqual([
    503,
    '60',
    '4 archives are being uploaded or imported already. Try again in a minute.',
  ]);
  for (const one of open) one.on('error', () => undefined).destroy();
});
