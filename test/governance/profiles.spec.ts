import { LINT_RULES } from '../../src/contracts/lint/lint-rules.js';
import { ask, json } from '../registry/registry-app.js';
import { badRequest, call, profilesOf, withGovernance } from './governance-app.js';

const app = withGovernance();

const { get, put, register } = profilesOf(app);

const nothing = {
  owner: null,
  team: null,
  domain: null,
  description: null,
  links: [],
  lifecycle: null,
  sunsetOn: null,
  replacedBy: null,
  sensitivity: null,
  tags: [],
  groups: [],
  lint: {},
};

it('keeps what is said of a contract, and by whom', async () => {
  const said = {
    owner: 'ada@example.org',
    team: 'Checkout',
    domain: 'orders',
    description: 'One event for each order that was placed.',
    links: [{ title: 'Runbook', url: 'https://wiki.example.org/orders' }],
    lifecycle: 'active',
    sensitivity: 'confidential',
    tags: ['gdpr'],
    groups: [{ name: 'v1', fromVersion: 1 }],
    lint: { 'open-content': 'off', 'missing-unit': { severity: 'error', ignore: ['/size'] } },
  };
  const { status, body } = await put('orders/créés 🙂', said, { 'X-Plumbline-Actor': 'ada' });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      ...nothing,
      ...said,
      subject: 'orders/créés 🙂',
      permits: { register: true, delete: 'softly', warning: null },
      revision: 1,
      updatedAt: expect.any(String) as string,
      updatedBy: 'ada',
    },
  });
  expect((await get('orders/créés 🙂')).body).toEqual(body);
  expect((await put('orders/créés 🙂', body)).body).toMatchObject({ ...said, revision: 2, updatedBy: 'anonymous' });
});

it('says nothing of a contract of which nobody has said anything', async () => {
  await register('silent', { type: 'object' });
  expect(await get('silent')).toEqual({
    status: 200,
    body: {
      ...nothing,
      subject: 'silent',
      permits: { register: true, delete: 'permanently', warning: null },
      revision: 0,
      updatedAt: null,
      updatedBy: null,
    },
  });
  expect(await get('never')).toEqual({
    status: 404,
    body: {
      statusCode: 404,
      error: 'Not Found',
      message:
        'There is no contract "never". Register a version, or PUT a profile to plan one. GET /api/v1/contracts lists those there are.',
    },
  });
});

it('tells what is wrong with a profile, and where', async () => {
  expect(
    await put('wrong', { ownr: 'ada', team: 7, lifecycle: 'old', links: [{ title: 'a', url: 'ftp://a' }] }),
  ).toEqual(
    badRequest(
      'ownr: is no field here; did you mean "owner"?; team: must be string or must be null; ' +
        'links[0].url: must match pattern "^https?://[^\\s]+$"; lifecycle: must be one of draft, active, deprecated, retired or must be null.',
    ),
  );
  expect(await put('wrong', [])).toEqual(
    badRequest('The body must be a JSON object, with the content type application/json.'),
  );
  const deep = JSON.parse(`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`) as unknown;
  expect(await put('wrong', { lint: { deep } })).toEqual(
    badRequest('The body is nested more than 500 levels deep; nothing that deep is read.'),
  );
  expect(await put('wrong', { lifecycle: 'deprecated' })).toEqual(
    badRequest('sunsetOn: a deprecated contract says which day is its last, as YYYY-MM-DD.'),
  );
  expect(await put('wrong', { groups: [{ name: 'v2', fromVersion: 2 }] })).toEqual(
    badRequest('groups: "v2" cannot begin at version 2: the next version is 1.'),
  );
  expect(await put('a'.repeat(513), {})).toEqual(
    badRequest('This cannot be a subject: it has 513 characters, and at most 512 are kept.'),
  );
  expect(await put('wrong', {}, { 'X-Plumbline-Actor': 'a'.repeat(201) })).toEqual(
    badRequest('X-Plumbline-Actor: at most 200 characters are kept.'),
  );
  expect((await get('wrong')).status).toBe(404);
});

it('takes no lint settings of a rule that there is not', async () => {
  expect(await put('linted', { lint: { 'mising-unit': 'error', 'no-such-thing': 'off' } })).toEqual(
    badRequest(
      'lint: there is no rule "mising-unit", did you mean missing-unit?; there is no rule "no-such-thing". ' +
        `Rules are ${LINT_RULES.map(({ id }) => id).join(', ')}.`,
    ),
  );
  expect((await get('linted')).status).toBe(404);
});

it('refuses a change of a revision that is no more the last one', async () => {
  await put('raced', { owner: 'first', revision: 0 });
  expect(await put('raced', { owner: 'second', revision: 0 })).toEqual({
    status: 409,
    body: {
      statusCode: 409,
      error: 'Conflict',
      message:
        'The profile of "raced" was changed meanwhile: it has revision 1 now. Read it again, then put your change.',
    },
  });
  const results = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => put('raced', { owner, revision: 1 })));
  expect(results.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

it('compares a version with those of its own group only', async () => {
  const text = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
  const number = { type: 'object', properties: { id: { type: 'number' } }, required: ['id'] };
  await register('grouped', text);
  expect((await register('grouped', number)).status).toBe(409);
  await put('grouped', { groups: [{ name: 'v2', fromVersion: 2 }] });
  const check = (suffix = '') =>
    ask(`${app.url}/compatibility/subjects/grouped/versions${suffix}`, 'POST', json(number)).then(({ body }) => body);
  expect(await check()).toEqual({ is_compatible: true });
  expect(await check('/latest')).toEqual({ is_compatible: true });
  expect(await check('/1')).toEqual({ is_compatible: false });
  expect((await register('grouped', number)).status).toBe(200);
  expect((await register('grouped', { ...text, title: 'as before' })).status).toBe(409);
});

const PARAMETERS = 'The parameters are owner, team, domain, lifecycle, sensitivity, tag, limit, cursor.';

it('lists profiles by who answers for them, page by page', async () => {
  for (const subject of ['list.a', 'list.b', 'list.c']) await put(subject, { team: 'Listers' });
  const list = (query: string) => call(`${app.url}/api/v1/profiles?${query}`);
  const first = (await list('team=Listers&limit=2')).body as { profiles: { subject: string }[]; nextCursor: string };
  expect(first.profiles.map(({ subject }) => subject)).toEqual(['list.a', 'list.b']);
  const second = (await list(`team=Listers&limit=2&cursor=${first.nextCursor}`)).body as typeof first;
  expect(second.profiles.map(({ subject }) => subject)).toEqual(['list.c']);
  expect(second.nextCursor).toBeNull();
  expect((await list('team=Nobody')).body).toEqual({ profiles: [], nextCursor: null });
  await put('list.d', { domain: 'lists', sensitivity: 'restricted', tags: ['PII'] });
  for (const query of ['domain=lists', 'sensitivity=restricted', 'tag=PII'])
    expect((await list(query)).body).toMatchObject({ profiles: [{ subject: 'list.d' }] });
  expect(await list('links=x')).toEqual(badRequest(`"links" is no parameter here. ${PARAMETERS}`));
  expect(await list('ownr=x')).toEqual(badRequest(`"ownr" is no parameter here. Did you mean owner? ${PARAMETERS}`));
  expect(await list('limit=0')).toEqual(badRequest('limit must be a whole number from 1 to 500; it is "0".'));
  expect(await list('cursor=%')).toEqual(badRequest('cursor must be the nextCursor of an earlier answer.'));
  expect(await list('sensitivity=secret')).toEqual(
    badRequest('sensitivity must be one of public, internal, confidential, restricted; it is "secret".'),
  );
  expect(await list('lifecycle=old')).toEqual(
    badRequest('lifecycle must be one of draft, active, deprecated, retired; it is "old".'),
  );
  expect(await list('team=a&team=b')).toEqual(badRequest('team was given more than once; give it once.'));
});

it('writes every change down, and finds it again', async () => {
  await put('audited', { owner: 'ada' }, { 'X-Plumbline-Actor': 'Zoë' });
  await put('audited', { owner: 'bob' }, { 'X-Plumbline-Actor': 'carl' });
  const audit = async (query: string) => (await call(`${app.url}/api/v1/audit?${query}`)).body as AuditBody;
  const { entries, nextBefore } = await audit('target=audited&limit=1');
  expect(entries).toEqual([
    {
      id: expect.any(Number) as number,
      at: expect.any(String) as string,
      actor: 'carl',
      action: 'profile.set',
      target: 'audited',
      from: { ...nothing, owner: 'ada' },
      to: { ...nothing, owner: 'bob' },
    },
  ]);
  const rest = await audit(`target=audited&before=${nextBefore}`);
  expect(rest).toEqual({
    entries: [expect.objectContaining({ actor: 'Zoë', from: null }) as object],
    nextBefore: null,
  });
  expect(await audit('target=audited&actor=carl&action=profile.set')).toEqual({ entries, nextBefore: null });
  expect(await audit('target=audited&action=config.set')).toEqual({ entries: [], nextBefore: null });
  expect((await audit('action=version.registered&limit=1')).entries).toHaveLength(1);
  expect(await call(`${app.url}/api/v1/audit?before=x`)).toEqual(
    badRequest('before must be the nextBefore of an earlier answer; it is "x".'),
  );
});

interface AuditBody {
  entries: object[];
  nextBefore: number | null;
}

it.each(['owner', 'team', 'description'])('keeps no text that a database cannot: %s', async (name) => {
  for (const text of ['a\u0000b', '\ud800']) {
    expect(await put('unkept', { [name]: text })).toEqual(
      badRequest(`${name} holds a null character or half of a surrogate pair; leave it out.`),
    );
  }
  expect((await call(`${app.url}/api/v1/profiles?team=%00`)).status).toBe(400);
});
