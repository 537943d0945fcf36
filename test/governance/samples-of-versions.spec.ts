import { ask, json } from '../registry/registry-app.js';
import { call, profilesOf, withGovernance } from './governance-app.js';

const app = withGovernance();
const any = (title: string) => json({ title });
const register = (subject: string, body: object) => ask(`${app.url}/subjects/${subject}/versions`, 'POST', body);
const remove = (path: string) => ask(`${app.url}/subjects/${path}`, 'DELETE');
const add = (subject: string, name: string, version: number) =>
  call(`${app.url}/api/v1/contracts/${subject}/samples`, 'POST', { name, version, event: { name } });
const samples = async (subject: string) => {
  const { body } = await call(`${app.url}/api/v1/contracts/${subject}/samples`);
  return (body as { samples: { name: string; version: number }[] }).samples.map(({ name, version }) => [name, version]);
};
const audit = async (subject: string) => {
  const { body } = await call(`${app.url}/api/v1/audit?target=${encodeURIComponent(subject)}`);
  return (body as { entries: { action: string; to: unknown }[] }).entries;
};

it('go along where a version that was deleted softly comes back under a new number', async () => {
  for (const title of ['one', 'two']) await register('back', any(title));
  await add('back', 'of one', 1);
  await add('back', 'of two', 2);
  await remove('back/versions/1');
  expect((await register('back', any('one'))).body).toMatchObject({ version: 3, id: 1 });
  expect((await ask(`${app.url}/subjects/back/versions?deleted=true`)).body).toEqual([2, 3]);
  expect(await samples('back')).toEqual([
    ['of one', 3],
    ['of two', 2],
  ]);
  expect((await audit('back'))[0]).toMatchObject({
    action: 'version.registered',
    to: { version: 3, id: 1, replaces: [1] },
  });
});

it('are gone for good with the last version, and come back to nobody who takes the name', async () => {
  for (const title of ['one', 'two']) await register('name', any(title));
  await add('name', 'private', 1);
  await remove('name/versions/1');
  await register('name', any('one'));
  expect((await remove('name')).body).toEqual([2, 3]);
  expect((await remove('name?permanent=true')).body).toEqual([2, 3]);
  expect((await audit('name')).filter(({ action }) => action === 'sample.deleted')).toHaveLength(1);
  expect((await register('name', any('quite another'))).body).toMatchObject({ version: 1 });
  expect(await samples('name')).toEqual([]);
});

it('go along also where the row of the old number stays, since a schema refers to it', async () => {
  for (const title of ['base', 'other']) await register('base', any(title));
  await add('base', 'usual', 1);
  await add('base', 'of other', 2);
  await register('user', { ...any('user'), references: [{ name: 'base', subject: 'base', version: 1 }] });
  await remove('user');
  await remove('base/versions/1');
  expect((await register('base', any('base'))).body).toMatchObject({ version: 3 });
  expect((await ask(`${app.url}/subjects/base/versions?deleted=true`)).body).toEqual([1, 2, 3]);
  const both = [
    ['of other', 2],
    ['usual', 3],
  ];
  expect(await samples('base')).toEqual(both);
  for (const path of ['user', 'base/versions/1']) expect((await remove(`${path}?permanent=true`)).status).toBe(200);
  expect(await samples('base')).toEqual(both);
});

it('are lost by nobody whose contract may not be deleted for good', async () => {
  await register('active', any('one'));
  await add('active', 'usual', 1);
  await profilesOf(app).put('active', { lifecycle: 'active' });
  await remove('active');
  expect(await remove('active/versions/1?permanent=true')).toMatchObject({ status: 422 });
  expect((await register('active', any('one'))).body).toMatchObject({ version: 2, id: 1 });
  expect(await samples('active')).toEqual([['usual', 2]]);
  const told = (await audit('active')).filter(({ action }) => action.startsWith('version.'));
  expect(told.map(({ action }) => action)).toEqual(['version.registered', 'version.deleted', 'version.registered']);
  expect(told[0]!.to).toEqual({ version: 2, id: 1, replaces: [1] });
});
