import { ask, json } from '../registry/registry-app.js';
import { call, profilesOf, withGovernance } from './governance-app.js';

const app = withGovernance();
const title = (text: string, rest: object = {}) => ({ ...json({ title: text }), ...rest });
const register = (subject: string, body: object) => ask(`${app.url}/subjects/${subject}/versions`, 'POST', body);
const softly = (subject: string) => ask(`${app.url}/subjects/${subject}`, 'DELETE');
const importInto = (scope: string) => ask(`${app.url}/mode/${scope}`, 'PUT', { mode: 'IMPORT' });
const deleted = async (context: string) =>
  (await ask(`${app.url}/subjects?deletedOnly=true&subjectPrefix=:.${context}:`)).body;
const actions = async (target: string) => {
  const { body } = await call(`${app.url}/api/v1/audit?target=${encodeURIComponent(target)}`);
  return (body as { entries: { action: string }[] }).entries.map(({ action }) => action);
};

it('takes what refers to each other for good at once, whatever it is called', async () => {
  await register(':.imp:0', title('0'));
  await register(':.imp:a', title('a'));
  await register(':.imp:b', title('b', { references: [{ name: 'a', subject: 'a', version: 1 }] }));
  for (const subject of ['b', 'a', '0']) await softly(`:.imp:${subject}`);
  expect(await importInto(':.imp:')).toEqual({ status: 200, body: { mode: 'IMPORT' } });
  expect(await deleted('imp')).toEqual([]);
  expect((await ask(`${app.url}/schemas/ids/1?subject=:.imp:`)).status).toBe(404);
  expect(await actions(':.imp:a')).toEqual(['version.purged', 'version.deleted', 'version.registered']);
});

it('loses nothing where something in use elsewhere refers to one of them', async () => {
  await register(':.held:0', title('0'));
  await register(':.held:a', title('a'));
  await register('holder', title('holder', { references: [{ name: 'a', subject: ':.held:a', version: 1 }] }));
  await softly('holder');
  for (const subject of ['a', '0']) await softly(`:.held:${subject}`);
  const refused = await importInto(':.held:');
  expect(refused).toMatchObject({ status: 422, body: { error_code: 42206 } });
  expect((refused.body as { message: string }).message).toContain("version 1 of subject ':.held:a'");
  expect(await deleted('held')).toEqual([':.held:0', ':.held:a']);
  expect((await ask(`${app.url}/mode/:.held:`)).body).toMatchObject({ error_code: 40409 });
  expect(await actions(':.held:0')).toEqual(['version.deleted', 'version.registered']);
});

it('loses nothing where the lifecycle of one of them forbids it', async () => {
  await register(':.kept:0', title('0'));
  await register(':.kept:z', title('z'));
  await profilesOf(app).put(':.kept:z', { lifecycle: 'active' });
  for (const subject of ['0', 'z']) await softly(`:.kept:${subject}`);
  expect(await importInto(':.kept:')).toMatchObject({ status: 422, body: { error_code: 42205 } });
  expect(await deleted('kept')).toEqual([':.kept:0', ':.kept:z']);
});

it('takes along what was said of them, and tells each', async () => {
  await register(':.all:a', title('a'));
  await call(`${app.url}/api/v1/contracts/:.all:a/samples`, 'POST', { name: 'one', event: {} });
  await profilesOf(app).put(':.all:a', { lifecycle: 'draft' });
  await softly(':.all:a');
  await ask(`${app.url}/config/:.all:a`, 'PUT', { compatibility: 'NONE' });
  await ask(`${app.url}/mode/:.all:a`, 'PUT', { mode: 'READONLY' });
  expect((await importInto(':.all:')).status).toBe(200);
  expect((await actions(':.all:a')).slice(0, 5).sort()).toEqual([
    'config.deleted',
    'mode.deleted',
    'profile.deleted',
    'sample.deleted',
    'version.purged',
  ]);
  expect((await register(':.all:a', { ...title('other'), id: 1, version: 1 })).status).toBe(200);
  expect((await call(`${app.url}/api/v1/contracts/:.all:a/samples`)).body).toEqual({ samples: [], nextCursor: null });
});
