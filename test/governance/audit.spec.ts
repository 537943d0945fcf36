import { json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();

interface Entry {
  id: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  from: unknown;
  to: unknown;
}
interface Page {
  entries: Entry[];
  nextBefore: number | null;
}

/** A change by an actor that nobody else is, so that the trail of a test is its own. */
const by = (actor: string) => (method: string, path: string, body?: unknown) =>
  call(app.url + path, method, body, { 'X-Plumbline-Actor': actor });
const audit = async (query: string) => (await call(`${app.url}/api/v1/audit?${query}`)).body as Page;
/** What the actor did, oldest first. */
const trail = async (actor: string) =>
  (await audit(`actor=${actor}&limit=500`)).entries
    .map(({ action, target, from, to }) => [action, target, from, to])
    .reverse();
const schema = (title: string) => json({ type: 'object', title });

it('has an entry for every change of a subject, from its first version to its last', async () => {
  const act = by('ada');
  await act('POST', '/subjects/told/versions', schema('one'));
  await act('POST', '/subjects/told/versions', schema('one'));
  await act('POST', '/subjects/told/versions', schema('two'));
  await act('PUT', '/config/told', { compatibility: 'FULL' });
  await act('DELETE', '/config/told');
  await act('PUT', '/mode/told', { mode: 'READONLY' });
  await act('DELETE', '/mode/told');
  await act('PUT', '/config/told', { compatibility: 'NONE' });
  await act('PUT', '/mode/told', { mode: 'READWRITE' });
  await act('DELETE', '/subjects/told/versions/1');
  await act('DELETE', '/subjects/told/versions/1?permanent=true');
  await act('DELETE', '/subjects/told');
  await act('DELETE', '/subjects/told?permanent=true');
  expect(await trail('ada')).toEqual([
    ['version.registered', 'told', null, { version: 1, id: 1 }],
    ['version.registered', 'told', { version: 1 }, { version: 2, id: 2 }],
    ['config.set', 'told', null, { level: 'FULL' }],
    ['config.deleted', 'told', { level: 'FULL' }, null],
    ['mode.set', 'told', null, { mode: 'READONLY' }],
    ['mode.deleted', 'told', { mode: 'READONLY' }, null],
    ['config.set', 'told', null, { level: 'NONE' }],
    ['mode.set', 'told', null, { mode: 'READWRITE' }],
    ['version.deleted', 'told', { versions: [1] }, null],
    ['version.purged', 'told', { versions: [1] }, null],
    ['version.deleted', 'told', { versions: [2] }, null],
    // They go with the last version.
    ['config.deleted', 'told', { level: 'NONE' }, null],
    ['mode.deleted', 'told', { mode: 'READWRITE' }, null],
    ['version.purged', 'told', { versions: [2] }, null],
  ]);
});

it('has an entry for every change of all subjects and of a context', async () => {
  const act = by('bob');
  await act('PUT', '/config', { compatibility: 'FULL' });
  await act('DELETE', '/config');
  await act('PUT', '/mode', { mode: 'READONLY' });
  await act('DELETE', '/mode');
  await act('POST', '/contexts/.made/subjects/a/versions', schema('one'));
  await act('PUT', '/contexts/.made/config', { compatibility: 'NONE' });
  await act('PUT', '/contexts/.made/mode', { mode: 'READWRITE' });
  await act('DELETE', '/contexts/.made/subjects/a');
  await act('DELETE', '/contexts/.made/subjects/a?permanent=true');
  expect((await act('DELETE', '/contexts/.made')).status).toBe(204);
  expect(await trail('bob')).toEqual([
    ['config.set', '', null, { level: 'FULL' }],
    ['config.deleted', '', { level: 'FULL' }, null],
    ['mode.set', '', null, { mode: 'READONLY' }],
    ['mode.deleted', '', { mode: 'READONLY' }, null],
    ['version.registered', ':.made:a', null, { version: 1, id: 1 }],
    ['config.set', ':.made:', null, { level: 'NONE' }],
    ['mode.set', ':.made:', null, { mode: 'READWRITE' }],
    ['version.deleted', ':.made:a', { versions: [1] }, null],
    ['version.purged', ':.made:a', { versions: [1] }, null],
    ['config.deleted', ':.made:', { level: 'NONE' }, null],
    ['mode.deleted', ':.made:', { mode: 'READWRITE' }, null],
    ['context.deleted', '.made', { context: '.made' }, null],
  ]);
});

it('has an entry for what import mode takes away', async () => {
  const act = by('carl');
  await act('POST', '/subjects/imported/versions', schema('one'));
  await act('DELETE', '/subjects/imported');
  await act('PUT', '/mode/imported', { mode: 'IMPORT' });
  expect((await trail('carl')).slice(2)).toEqual([
    ['version.purged', 'imported', { versions: [1] }, null],
    ['mode.set', 'imported', null, { mode: 'IMPORT' }],
  ]);
});

it('has no entry for what was refused', async () => {
  const act = by('dora');
  expect((await act('POST', '/subjects/refused/versions', { schemaType: 'JSON', schema: '{' })).status).toBe(422);
  expect((await act('DELETE', '/subjects/refused')).status).toBe(404);
  expect((await act('PUT', '/config/refused', { compatibility: 'SOME' })).status).toBe(422);
  expect(await trail('dora')).toEqual([]);
});

it('is searched by time, in a range that begins with the first moment and ends before the last', async () => {
  const act = by('erik');
  for (const title of ['one', 'two', 'three']) await act('POST', `/subjects/timed-${title}/versions`, schema(title));
  const { entries } = await audit('actor=erik');
  const [third, second, first] = entries.map(({ at }) => at) as [string, string, string];
  const found = async (query: string) => (await audit(`actor=erik&${query}`)).entries.map(({ id }) => id);
  const between = (since: string, until: string) =>
    entries.filter(({ at }) => at >= since && at < until).map(({ id }) => id);
  expect(await found(`since=${first}&until=${third}`)).toEqual(between(first, third));
  expect(await found(`since=${second}`)).toEqual(between(second, '9'));
  expect(await found(`until=${first}`)).toEqual([]);
  expect(await found('until=2020-01-01')).toEqual([]);
  expect(await found('since=2020-01-01T00:00:00%2B02:00')).toEqual(entries.map(({ id }) => id));
});

it('is read page by page to its end, each entry once', async () => {
  const all = (await audit('limit=500')).entries.map(({ id }) => id);
  const read: number[] = [];
  for (let before = ''; ;) {
    const page = await audit(`limit=7${before}`);
    read.push(...page.entries.map(({ id }) => id));
    if (page.nextBefore === null) break;
    before = `&before=${page.nextBefore}`;
  }
  expect(read).toEqual(all);
});

it('finds a subject by its qualified name too', async () => {
  const { entries } = await audit('target=told&limit=500');
  expect(entries.length).toBeGreaterThan(0);
  expect(await audit(`target=${encodeURIComponent(':.:told')}&limit=500`)).toEqual({ entries, nextBefore: null });
});

it('says what is wrong with a search', async () => {
  const refused = async (query: string) => {
    const { status, body } = await call(`${app.url}/api/v1/audit?${query}`);
    return [status, (body as { message: string }).message];
  };
  const hint = 'must be a day or a time with its zone, such as 2026-11-21 or 2026-11-21T09:30:00Z; it is';
  expect(await refused('since=yesterday')).toEqual([400, `since ${hint} "yesterday".`]);
  expect(await refused('until=2026-11-21T09:30')).toEqual([400, `until ${hint} "2026-11-21T09:30".`]);
  expect(await refused('since=2026-02-30')).toEqual([400, `since ${hint} "2026-02-30".`]);
  // A filter that is misspelt would answer with the whole trail.
  expect(await refused('subject=orders')).toEqual([
    400,
    '"subject" is no parameter here. The parameters are target, actor, action, since, until, before, limit.',
  ]);
  expect(await refused('since=2026-13-41')).toEqual([400, `since ${hint} "2026-13-41".`]);
  expect(await refused('before=2000000000')).toEqual([
    400,
    'before must be the nextBefore of an earlier answer; it is "2000000000".',
  ]);
});

it('has no entry for what changed nothing', async () => {
  const act = by('fred');
  for (let twice = 0; twice < 2; twice++) {
    await act('PUT', '/config/still', { compatibility: 'FULL' });
    await act('PUT', '/mode/still', { mode: 'READWRITE' });
    await act('DELETE', '/contexts/.never');
  }
  expect(await trail('fred')).toEqual([
    ['config.set', 'still', null, { level: 'FULL' }],
    ['mode.set', 'still', null, { mode: 'READWRITE' }],
  ]);
});

it('knows what may be asked for', async () => {
  const asked = async (query: string) => (await fetch(`${app.url}/api/v1/audit?${query}`)).status;
  expect([await asked('action=foo'), await asked('target=%00'), await asked('action=config.set')]).toEqual([
    400, 400, 200,
  ]);
});
