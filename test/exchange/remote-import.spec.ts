import type { RemoteImport } from '../../src/exchange/remote/remote-import.js';
import { ask, json } from '../registry/registry-app.js';
import { withRegistry } from '../registry/registry-fixture.js';
import { importFrom, IMPORTS } from './import-from.js';
import { olderRegistry, startStub } from './older-registry.js';
import { withTwoRegistries } from './two-registries.js';

describe('from another Plumbline', () => {
  const { source, target } = withTwoRegistries();

  it('takes over contexts, ids, versions, deletions, references and settings, and what there is to add once more', async () => {
    const to = (path: string, body?: unknown, method = 'POST') => ask(source() + path, method, body);
    await to('/config', { compatibility: 'NONE' }, 'PUT');
    await to('/subjects/zz/versions', json({ type: 'object' }));
    const references = [{ name: 'base.json', subject: 'zz', version: 1 }];
    await to('/subjects/orders%2Fa%20%F0%9F%99%82/versions', { ...json({ $ref: 'base.json' }), references });
    await to('/subjects/orders%2Fa%20%F0%9F%99%82/versions', {
      ...json({ title: 'order' }),
      metadata: { properties: { owner: 'x' } },
    });
    await to('/subjects/orders%2Fa%20%F0%9F%99%82/versions', json({ title: 'order', type: 'object' }));
    await to('/subjects/orders%2Fa%20%F0%9F%99%82/versions/1', undefined, 'DELETE');
    await to('/subjects/gone/versions', json({ title: 'gone' }));
    await to('/subjects/gone', undefined, 'DELETE');
    await to('/subjects/%3A.eu%3Aorders/versions', { schema: '"string"' });
    await to('/config/:.eu:', { compatibility: 'FULL' }, 'PUT');
    await to('/mode/zz', { mode: 'READONLY' }, 'PUT');

    const done = await importFrom(target(), { url: `${source()}/`, auth: { username: 'ada', password: 'secret-1' } });
    expect(done).toEqual({
      id: expect.any(String) as string,
      url: source(),
      contexts: null,
      subjectPrefix: '',
      state: 'done',
      startedAt: expect.any(String) as string,
      endedAt: expect.any(String) as string,
      currentSubject: null,
      // What is referred to came before its turn, and was there when its turn came.
      counts: { subjects: 4, versionsImported: 6, versionsAlreadyThere: 1, versionsFailed: 0, settingsImported: 3 },
      errorCount: 0,
      errors: [],
      failure: null,
    });
    for (const path of [
      '/subjects?subjectPrefix=:*:&deleted=true',
      '/schemas?subjectPrefix=:*:&deleted=true',
      '/subjects/orders%2Fa%20%F0%9F%99%82/versions',
      '/config',
      '/config/:.eu:',
      '/mode/zz',
    ]) {
      expect([path, (await ask(target() + path)).body]).toEqual([path, (await ask(source() + path)).body]);
    }
    await to('/subjects/later/versions', json({ title: 'later' }));
    expect((await importFrom(target(), { url: source() })).counts).toEqual({
      subjects: 5,
      versionsImported: 1,
      versionsAlreadyThere: 6,
      versionsFailed: 0,
      settingsImported: 0,
    });
    expect(JSON.stringify((await ask(target() + IMPORTS)).body)).not.toContain('secret-1');
  });

  it('takes over a schema that has several ids there, under each of them', async () => {
    const to = (path: string, body?: unknown, method = 'POST') => ask(source() + path, method, body);
    await to('/mode/:.twice:', { mode: 'IMPORT' }, 'PUT');
    await to('/subjects/%3A.twice%3As1/versions', { ...json({ title: 'both' }), id: 10, version: 1 });
    await to('/subjects/%3A.twice%3As2/versions', { ...json({ title: 'both' }), id: 11, version: 1 });
    const done = await importFrom(target(), { url: source(), contexts: ['.twice'] });
    expect([done.state, done.errors, done.counts.versionsImported]).toEqual(['done', [], 2]);
    for (const path of ['/schemas?subjectPrefix=:.twice:', '/schemas/ids/11/versions?subject=:.twice:']) {
      expect([path, (await ask(target() + path)).body]).toEqual([path, (await ask(source() + path)).body]);
    }
    const again = await importFrom(target(), { url: source(), contexts: ['.twice'] });
    expect(again.counts).toMatchObject({ versionsImported: 0, versionsAlreadyThere: 2, versionsFailed: 0 });
  });

  it('takes only the contexts and names that are asked for', async () => {
    const { counts } = await importFrom(target(), { url: source(), contexts: ['.eu'], subjectPrefix: 'or' });
    expect([counts.subjects, counts.versionsAlreadyThere]).toEqual([1, 1]);
  });
});

describe('from an older registry', () => {
  const registry = withRegistry();
  const start = (request: object) => importFrom(registry.url(), request);

  it('asks only what it can answer, and takes what is referred to first', async () => {
    const stub = await startStub(olderRegistry());
    const { state, counts, errors } = await start({ url: stub.url });
    await stub.close();
    expect([state, errors]).toEqual(['done', []]);
    expect(counts).toMatchObject({ subjects: 3, versionsImported: 2 + 1, settingsImported: 1 });
    expect((await registry.get('/subjects/users/versions/2')).body).toMatchObject({ id: 31, version: 2 });
    expect((await registry.get('/subjects?deletedOnly=true')).body).toEqual(['old']);
    expect((await registry.get('/config/users')).body).toEqual({ compatibilityLevel: 'FULL_TRANSITIVE' });
    expect((await registry.get('/config')).body).toEqual({ compatibilityLevel: 'BACKWARD' });
    const next = await registry.register('next', json({ title: 'next' }));
    expect(next.body).toMatchObject({ id: 32 });
  });

  it('is not asked for each version again when the import is made again', async () => {
    const stub = await startStub({
      ...olderRegistry(),
      '/subjects': () => ({ body: ['long'] }),
      '/subjects/long/versions': () => ({ body: [1, 2, 3, 4] }),
      ...Object.fromEntries(
        [1, 2, 3, 4].map((version) => [
          `/subjects/long/versions/${version}`,
          () => ({
            body: {
              subject: 'long',
              version,
              id: 100 + version,
              schema: `{"type":"fixed","name":"F","size":${version}}`,
            },
          }),
        ]),
      ),
    });
    expect((await start({ url: stub.url })).counts).toMatchObject({ versionsImported: 4 });
    stub.asked.splice(0);
    expect((await start({ url: stub.url })).counts).toMatchObject({ versionsImported: 0, versionsAlreadyThere: 4 });
    expect(stub.asked.filter((path) => path.includes('/versions/'))).toEqual([
      '/subjects/long/versions/4?deleted=true',
    ]);
    await stub.close();
  });

  it('is not asked for each version where it lists them with the time of their registration', async () => {
    const version = (number: number, rest: object) => ({
      subject: 'bulk',
      version: number,
      ts: 1_790_000_000_000,
      ...rest,
    });
    const stub = await startStub({
      ...olderRegistry(),
      '/schemas': () => ({
        body: [
          version(1, { id: 201, schema: '"bytes"', deleted: true }),
          version(2, { id: 202, schema: '' }),
          version(3, { id: 203, schema: '{"type":"map","values":"int"}', createTs: 1_780_000_000_000 }),
        ],
      }),
      '/subjects': () => ({ body: ['bulk'] }),
    });
    const { counts, errors } = await start({ url: stub.url });
    expect(counts).toMatchObject({ subjects: 1, versionsImported: 2, versionsFailed: 1 });
    expect(errors).toEqual([
      { what: 'version 2 of "bulk"', message: expect.stringMatching(/^Invalid schema: it is empty/) as string },
    ]);
    expect((await registry.get('/subjects/bulk/versions')).body).toEqual([3]);
    expect((await registry.get('/subjects/bulk/versions/3')).body).toMatchObject({ id: 203, ts: 1_780_000_000_000 });
    expect((await start({ url: stub.url })).counts).toMatchObject({ versionsImported: 0, versionsAlreadyThere: 2 });
    await stub.close();
    expect(stub.asked.filter((path) => path.includes('/versions'))).toEqual([]);
  });

  it('tells a context that is not there, which may be misspelt', async () => {
    const stub = await startStub({ ...olderRegistry(), '/contexts': () => ({ body: ['.', '.eu'] }) });
    const { state, counts, errors } = await start({ url: stub.url, contexts: ['ue'] });
    await stub.close();
    expect([state, counts.subjects]).toEqual(['doneWithErrors', 0]);
    expect(errors).toEqual([{ what: 'context .ue', message: 'it is not there; there are ., .eu' }]);
  });

  it('tells what cannot come, and lets the rest come', async () => {
    const answers = olderRegistry();
    const stub = await startStub({
      ...answers,
      '/subjects': () => ({ body: ['address', 'bad', 'looped', 'users', 'x'.repeat(600)] }),
      '/subjects/bad/versions': () => ({ body: [1, 2, 3] }),
      '/subjects/bad/versions/1': () => ({ body: { id: 40, schema: '' } }),
      '/subjects/bad/versions/2': () => ({ body: { id: 31, schema: '"int"' } }),
      '/subjects/bad/versions/3': () => ({ body: { id: 41, schema: '"long"' } }),
      '/subjects/looped/versions': () => ({ body: [1] }),
      '/subjects/looped/versions/1': () => ({
        body: { id: 50, schema: '"int"', references: [{ name: 'a', subject: 'looped', version: 1 }] },
      }),
    });
    const { state, counts, errors } = await start({ url: stub.url });
    await stub.close();
    expect([state, counts.versionsImported, counts.versionsFailed]).toEqual(['doneWithErrors', 1, 3]);
    expect(errors).toEqual([
      {
        what: 'x'.repeat(600),
        message: 'the name cannot be kept here: it has 600 characters, and at most 512 are kept',
      },
      { what: 'version 1 of "bad"', message: expect.stringMatching(/^Invalid schema: it is empty/) as string },
      { what: 'version 2 of "bad"', message: 'schema 31 of context "." is another schema here' },
      { what: 'version 1 of "looped"', message: 'it refers to itself' },
    ]);
  });

  it('tells what would leave no ids or versions for others, and what refers to nothing', async () => {
    const rows = [
      { subject: 'far', version: 1, id: 2_147_483_646, schema: '{"type":"fixed","name":"Far","size":1}' },
      { subject: 'far', version: 2_147_483_647, id: 10_001, schema: '{"type":"fixed","name":"Far","size":2}' },
      {
        subject: 'torn',
        version: 1,
        id: 10_002,
        schema: '{"type":"fixed","name":"Torn","size":1}',
        references: [{ name: 'A', subject: 'missing', version: 9 }],
      },
    ];
    const body = rows.map((row) => ({ ...row, ts: 1_790_000_000_000 }));
    const stub = await startStub({ '/schemas': () => ({ body }), '/subjects': () => ({ body: ['far', 'torn'] }) });
    const { counts, errors } = await start({ url: stub.url });
    await stub.close();
    expect(counts).toMatchObject({ versionsImported: 0, versionsFailed: 4 });
    const tooHigh = 'would leave no numbers for what is registered later; the highest that is taken is 2147000000';
    expect(errors).toEqual([
      { what: 'version 1 of "far"', message: `the id 2147483646 ${tooHigh}` },
      { what: 'version 2147483647 of "far"', message: `the version 2147483647 ${tooHigh}` },
      {
        what: 'version 9 of "missing"',
        message: 'version 1 of "torn" refers to it, and the registry does not have it',
      },
      { what: 'version 1 of "torn"', message: 'what it refers to did not come: version 9 of "missing"' },
    ]);
    expect((await registry.register('far', json({ title: 'far' }))).status).toBe(200);
    expect((await registry.get('/subjects/torn/versions')).status).toBe(404);
  });

  it('tries again where the other one is busy, and gives up where it refuses', async () => {
    let tries = 0;
    const stub = await startStub({
      ...olderRegistry(),
      '/subjects': () => (++tries < 3 ? { status: 503, body: { message: 'busy' } } : { body: [] }),
    });
    expect(await start({ url: stub.url })).toMatchObject({ state: 'done', failure: null });
    await stub.close();
    const closed = await startStub({ '/contexts': () => ({ status: 401, body: { message: 'who are you?' } }) });
    const refused = await start({ url: closed.url, auth: { token: 'secret-2' } });
    await closed.close();
    expect(refused).toMatchObject({
      state: 'failed',
      failure: `${closed.url} refuses to be read with these credentials (401). Mend "auth".`,
    });
    const forbidden = await startStub({ '/contexts': () => ({ status: 403 }) });
    expect(await start({ url: forbidden.url })).toMatchObject({
      state: 'failed',
      failure: '/contexts may not be read with these credentials (403). Mend "auth".',
    });
    await forbidden.close();
  });

  it('follows a redirect on the same host, and sends no credentials to another one', async () => {
    const other = await startStub({ '/subjects': () => ({ body: ['stolen'] }) });
    const stub = await startStub({
      ...olderRegistry(),
      '/subjects': ({ url }) => ({ status: 307, location: `/moved${url ?? ''}` }),
      '/moved/subjects': () => ({ status: 302, location: `${other.url}/subjects` }),
    });
    const { state, failure } = await start({ url: stub.url, auth: { token: 'secret-3' } });
    await Promise.all([stub.close(), other.close()]);
    expect([state, failure]).toEqual([
      'failed',
      `${stub.url} sends on to ${other.url}, which is not followed. Give that address if it is the registry.`,
    ]);
    expect([stub.asked.some((path) => path.startsWith('/moved')), other.asked]).toEqual([true, []]);
  });

  it('can be cancelled, and runs alone', async () => {
    const stub = await startStub({ '/subjects': () => ({ status: 503 }) });
    const started = await registry.post(IMPORTS, { url: stub.url });
    const { id } = started.body as RemoteImport;
    expect(await registry.post(IMPORTS, { url: stub.url })).toMatchObject({ status: 409 });
    const cancelled = await registry.post(`${IMPORTS}/${id}/cancel`, undefined);
    expect(cancelled).toMatchObject({ status: 200, body: { id, state: 'cancelled', failure: null } });
    await stub.close();
    expect(await registry.post(`${IMPORTS}/none/cancel`, undefined)).toMatchObject({ status: 404 });
    expect(await registry.get(`${IMPORTS}/none`)).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, "The body must have required property 'url'. Send {"],
    [{ url: 'registry' }, 'url must be an address such as'],
    [{ url: 'file:///etc/passwd' }, 'url must begin with http:// or https://, not file://.'],
    [{ url: 'http://ada:secret@registry' }, 'url must not hold a user or a password; send them as "auth".'],
    [{ url: 'http://registry/?a=b' }, 'url must end with a path, without ? and #.'],
    [{ url: 'http://registry', auth: { password: 'secret' } }, '/auth must have required property'],
    [{ url: 'http://registry', contexts: ['a:b'] }, '"a:b" cannot be the name of a context.'],
    [{ url: 'http://registry', user: 'ada' }, 'The body must NOT have additional properties.'],
  ])('refuses %j, and repeats no secret', async (body, message) => {
    const { status, body: told } = await registry.post(IMPORTS, body);
    expect([status, (told as { message: string }).message]).toEqual([400, expect.stringContaining(message)]);
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});
