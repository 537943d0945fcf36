import { ask, json } from '../registry/registry-app.js';
import { call, profilesOf, withGovernance } from './governance-app.js';

const app = withGovernance();
const register = (subject: string) => ask(`${app.url}/subjects/${subject}/versions`, 'POST', json({ title: subject }));
const put = (path: string, body: object) => ask(app.url + path, 'PUT', body);
const del = (path: string) => ask(app.url + path, 'DELETE');
const actions = async (target: string) => {
  const { body } = await call(`${app.url}/api/v1/audit?target=${encodeURIComponent(target)}`);
  return (body as { entries: { action: string }[] }).entries.map(({ action }) => action);
};

it('take along what was said of subjects that had no version yet, and leave other contexts alone', async () => {
  for (const context of ['.del', '.delta']) {
    await put(`/config/:${context}:`, { compatibility: 'FULL' });
    await put(`/config/:${context}:later`, { compatibility: 'NONE' });
    await put(`/mode/:${context}:later`, { mode: 'READONLY' });
    await profilesOf(app).put(`:${context}:planned`, { lifecycle: 'retired' });
  }
  await register(':.del:x');
  expect(await del('/contexts/.del')).toMatchObject({ status: 422, body: { error_code: 42211 } });
  expect((await ask(`${app.url}/config/:.del:later`)).body).toMatchObject({ compatibilityLevel: 'NONE' });
  await del('/subjects/:.del:x');
  await del('/subjects/:.del:x?permanent=true');
  expect((await del('/contexts/.del')).status).toBe(204);

  for (const subject of [':.del:later', ':.del:planned']) expect((await register(subject)).status).toBe(200);
  expect((await ask(`${app.url}/config/:.del:later?defaultToGlobal=true`)).body).toMatchObject({
    compatibilityLevel: 'BACKWARD',
  });
  expect(await actions(':.del:later')).toEqual([
    'version.registered',
    'mode.deleted',
    'config.deleted',
    'mode.set',
    'config.set',
  ]);
  expect(await actions(':.del:planned')).toEqual(['version.registered', 'profile.deleted', 'profile.set']);
  expect((await ask(`${app.url}/mode/:.delta:later`)).body).toEqual({ mode: 'READONLY' });
  expect((await profilesOf(app).get(':.delta:planned')).status).toBe(200);
});
