import { withRegistry } from '../registry/registry-fixture.js';
import { importFrom } from './import-from.js';
import { startStub } from './older-registry.js';

const registry = withRegistry();
const start = (request: object) => importFrom(registry.url(), request);

/** `/schemas` and all else of subjects whose versions have such numbers and ids, at most `cap` rows a page. */
const paged = (names: string[], first: number, cap: number, rest: object = {}) => {
  const rows = names.flatMap((subject, i) =>
    [1, 2, 3, 4].map((version) => {
      const id = first + 4 * i + version;
      const schema = `{"type":"fixed","name":"Paged","size":${id}}`;
      return { subject, version, id, schema, ts: 1_790_000_000_000, ...rest };
    }),
  );
  const pageOf = <T>(all: T[], url = '') => {
    const asked = new URL(url, 'http://stub').searchParams;
    const offset = Number(asked.get('offset'));
    return { body: all.slice(offset, offset + Math.min(cap, Number(asked.get('limit')))) };
  };
  return {
    '/schemas': ({ url }: { url?: string | undefined }) => pageOf(rows, url),
    '/subjects': ({ url }: { url?: string | undefined }) => pageOf(names, url),
    ...Object.fromEntries(names.map((name) => [`/subjects/${name}/versions`, () => ({ body: [1, 2, 3, 4] })])),
    ...Object.fromEntries(
      rows.map((row) => [`/subjects/${row.subject}/versions/${row.version}`, () => ({ body: row })]),
    ),
  };
};

it('takes all of a registry that answers with fewer rows than it was asked for', async () => {
  const stub = await startStub(paged(['cap0', 'cap1', 'cap2'], 1_000, 2));
  const { state, counts, errors } = await start({ url: stub.url });
  await stub.close();
  expect([state, errors]).toEqual(['done', []]);
  expect(counts).toMatchObject({ subjects: 3, versionsImported: 12 });
  expect((await registry.get('/subjects/cap1/versions')).body).toEqual([1, 2, 3, 4]);
  expect(stub.asked.filter((path) => path.includes('/versions'))).toEqual([]);
});

it.each([
  ['is refused', () => ({ status: 413, body: { message: 'too large' } })],
  ['has a row without the time of its registration', () => ({ body: [{ subject: 'x', version: 1, id: 1 }] })],
])('asks one by one for what comes after a page that %s', async (what, broken) => {
  const names = ['off0', 'off1', 'off2'].map((name) => `${name}-${what.length}`);
  const answers = paged(names, 2_000 + 100 * what.length, 6);
  const stub = await startStub({
    ...answers,
    '/schemas': (request) => ((request.url ?? '').includes('offset=0&') ? answers['/schemas'](request) : broken()),
  });
  const { state, counts, errors } = await start({ url: stub.url });
  await stub.close();
  expect([state, errors]).toEqual(['done', []]);
  expect(counts).toMatchObject({ subjects: 3, versionsImported: 12 });
  expect((await registry.get(`/subjects/${names[1]}/versions`)).body).toEqual([1, 2, 3, 4]);
  expect(stub.asked.some((path) => path.startsWith(`/subjects/${names[0]}/versions`))).toBe(false);
});

it('tells the one version that the other one fails at, and takes the others', async () => {
  const stub = await startStub({
    ...paged(['fails'], 9_000, 6),
    '/schemas': () => ({ status: 404 }),
    '/subjects/fails/versions/2': () => ({ status: 500, body: { message: 'broken' } }),
  });
  const { state, counts, errors } = await start({ url: stub.url });
  await stub.close();
  expect([state, counts.versionsImported, counts.versionsFailed]).toEqual(['doneWithErrors', 3, 1]);
  expect(errors).toEqual([
    {
      what: 'version 2 of "fails"',
      message:
        '/subjects/fails/versions/2?deleted=true is answered with 500: broken, after 5 tries. Start the import again later.',
    },
  ]);
  expect((await registry.get('/subjects/fails/versions')).body).toEqual([1, 3, 4]);
});
