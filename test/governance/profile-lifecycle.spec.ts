import { ask } from '../registry/registry-app.js';
import { badRequest, call, profilesOf, withGovernance } from './governance-app.js';

const app = withGovernance();

const { path, get, put, register } = profilesOf(app);

it('registers nothing to what is retired, and says where to go', async () => {
  await register('old', { type: 'object' });
  await put('old', { lifecycle: 'retired', replacedBy: 'new' });
  expect(await register('old', { type: 'object', title: 'more' })).toEqual({
    status: 422,
    body: {
      error_code: 42205,
      message:
        '"old" is retired: no version of it is registered any more. Go to "new" instead. Its lifecycle can be changed in its profile.',
    },
  });
  // The same schema again is no new version.
  expect((await register('old', { type: 'object' })).status).toBe(200);
  await put('old', { lifecycle: 'active' });
  expect((await register('old', { type: 'object', title: 'more' })).status).toBe(200);
});

it('tells whoever registers a version that the contract is deprecated', async () => {
  expect((await register('ending', { type: 'object' })).body).not.toHaveProperty('warning');
  await put('ending', { lifecycle: 'deprecated', sunsetOn: '9999-12-31', replacedBy: 'new' });
  expect(await register('ending', { type: 'object', title: 'more' })).toEqual({
    status: 200,
    body: {
      id: expect.any(Number) as number,
      version: 2,
      guid: expect.any(String) as string,
      warning: expect.stringMatching(
        /^It is deprecated: its last day is 9999-12-31, in \d+ days\. Go to "new" instead\.$/,
      ) as string,
    },
  });
});

it('deletes nothing for good that is in use', async () => {
  const remove = (rest: string) => ask(`${app.url}/subjects/used${rest}`, 'DELETE');
  await register('used', { type: 'object' });
  await put('used', { lifecycle: 'active' });
  expect(await remove('/versions/1')).toEqual({ status: 200, body: 1 });
  const refusal = {
    status: 422,
    body: {
      error_code: 42205,
      message: '"used" is active: it can be deleted softly, but not permanently. Retire it in its profile first.',
    },
  };
  expect(await remove('/versions/1?permanent=true')).toEqual(refusal);
  expect(await remove('?permanent=true')).toEqual(refusal);
  // Import mode would take away for good what was deleted.
  expect(await ask(`${app.url}/mode/used`, 'PUT', { mode: 'IMPORT' })).toEqual(refusal);
  await put('used', { lifecycle: 'retired' });
  expect(await remove('?permanent=true')).toEqual({ status: 200, body: [1] });
});

it('binds nobody by a lifecycle that nobody chose', async () => {
  await register('owned', { type: 'object' });
  const permits = { register: true, delete: 'permanently', warning: null };
  expect(await put('owned', { owner: 'ada' })).toMatchObject({ body: { lifecycle: null, permits } });
  expect(await put('owned', { lifecycle: 'active' })).toMatchObject({ body: { lifecycle: 'active' } });
  expect(await put('owned', { owner: 'ada' })).toMatchObject({ body: { lifecycle: 'active' } });
});

it('goes with the last version, so that the name is free again', async () => {
  await register('gone', { type: 'object' });
  await call(`${app.url}/api/v1/contracts/gone/samples`, 'POST', { name: 'one', event: {} });
  await put('gone', { lifecycle: 'retired' });
  await ask(`${app.url}/subjects/gone`, 'DELETE');
  await ask(`${app.url}/subjects/gone?permanent=true`, 'DELETE');
  expect((await get('gone')).status).toBe(404);
  expect((await register('gone', { type: 'object' })).status).toBe(200);
  expect((await call(`${app.url}/api/v1/contracts/gone/samples`)).body).toEqual({ samples: [], nextCursor: null });
  const { entries } = (await call(`${app.url}/api/v1/audit?target=gone`)).body as { entries: { action: string }[] };
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['sample.deleted', 'profile.deleted', 'version.purged']),
  );
});

it('is taken back while nobody relies on the contract', async () => {
  await put('planned', { lifecycle: 'retired' });
  expect((await call(path('planned'), 'DELETE')).status).toBe(204);
  expect((await call(path('planned'), 'DELETE')).status).toBe(404);
  await register('drafted', { type: 'object' });
  await put('drafted', { lifecycle: 'draft' });
  expect((await call(path('drafted'), 'DELETE')).status).toBe(204);
});

it('is kept where taking it back would bring a contract into use again, or make it a draft', async () => {
  await register('taken', { type: 'object' });
  const kept = (message: string) => ({ status: 409, body: { statusCode: 409, error: 'Conflict', message } });
  await put('taken', { lifecycle: 'active' });
  expect(await call(path('taken'), 'DELETE')).toEqual(
    kept(
      '"taken" is active and has versions: its profile is kept, since without it nothing would say so. ' +
        'PUT a profile with this lifecycle alone to take back the rest, or retire it.',
    ),
  );
  await put('taken', { lifecycle: 'retired' });
  await ask(`${app.url}/subjects/taken`, 'DELETE');
  expect(await call(path('taken'), 'DELETE')).toEqual(
    kept(
      '"taken" is retired and has versions: its profile is kept, since without it versions could be registered again. ' +
        'Delete its versions for good, and the profile goes with them; or PUT another lifecycle.',
    ),
  );
  expect(await put('taken', { lifecycle: 'draft' })).toEqual(
    badRequest('lifecycle: it is retired and cannot become a draft again, since events of it may be under way.'),
  );
  expect((await register('taken', { type: 'object', title: 'more' })).status).toBe(422);
});

it.each(['draft', 'deprecated', 'retired'])(
  'does not make a contract active that is %s because a change leaves that out',
  async (lifecycle) => {
    const subject = `left-out.${lifecycle}`;
    const sunset = lifecycle === 'deprecated' ? { sunsetOn: '2999-12-31' } : {};
    await put(subject, { lifecycle, ...sunset });
    const message = `lifecycle: it is ${lifecycle}, and left out it would become active. Say ${lifecycle} to leave it so, or what it is to be.`;
    expect(await put(subject, { owner: 'ada' })).toEqual(badRequest(message));
    expect(await put(subject, { lifecycle: null })).toEqual(badRequest(message));
    expect(await put(subject, { owner: 'ada', lifecycle, ...sunset })).toMatchObject({
      body: { owner: 'ada', lifecycle },
    });
  },
);
