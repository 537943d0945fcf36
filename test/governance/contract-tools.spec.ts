import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();
beforeAll(async () => {
  for (const schema of [order, orderWithNote]) await register('orders', json(schema));
  await register('sizes', { schema: avro([{ name: 'size', type: 'int' }]) });
  await register('sizes', {
    schema: avro([
      { name: 'size', type: 'int' },
      { name: 'unit', type: 'string', default: 'EU' },
    ]),
  });
});

const order = {
  type: 'object',
  description: 'An order that was placed.',
  properties: { orderId: { type: 'string', maxLength: 40, description: 'Its id.' } },
  required: ['orderId'],
  additionalProperties: false,
};
const orderWithNote = { ...order, properties: { ...order.properties, note: { type: 'string' } } };
const avro = (fields: object[]) => JSON.stringify({ type: 'record', name: 'Size', fields });
const register = (subject: string, body: unknown) => ask(`${app.url}/subjects/${subject}/versions`, 'POST', body);
const path = (subject: string, rest: string) => `${app.url}/api/v1/contracts/${subject}/${rest}`;
const refused = (statusCode: number, error: string, message: string) => ({
  status: statusCode,
  body: { statusCode, error, message },
});

describe('lint', () => {
  it('says what is worth mending in the latest version, or another one', async () => {
    const { status, body } = await call(path('orders', 'lint'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ subject: 'orders', version: 2 });
    const problems = (body as { problems: { rule: string; path: string }[] }).problems;
    expect(problems.map((one) => `${one.rule} ${one.path}`)).toEqual([
      'unbounded-string /note',
      'undocumented-field /note',
    ]);
    expect((await call(path('orders', 'lint?version=1'))).body).toEqual({
      subject: 'orders',
      version: 1,
      problems: [],
    });
  });

  it('goes by the settings of the profile', async () => {
    const lint = { 'undocumented-field': 'error', 'unbounded-string': { ignore: ['/note'] } };
    await call(path('orders', 'profile'), 'PUT', { lint });
    expect((await call(path('orders', 'lint'))).body).toMatchObject({
      problems: [{ rule: 'undocumented-field', severity: 'error', path: '/note' }],
    });
    await call(path('orders', 'profile'), 'PUT', {});
  });

  it('says which versions there are where it is asked for another one', async () => {
    expect(await call(path('orders', 'lint?version=3'))).toEqual(
      refused(404, 'Not Found', '"orders" has no version 3; its versions are 1, 2.'),
    );
    expect(await call(path('orders', 'lint?version=-1'))).toEqual(
      refused(400, 'Bad Request', 'version must be the number of a version or latest; it is "-1".'),
    );
    expect((await call(path('never', 'lint'))).status).toBe(404);
  });
});

describe('diff', () => {
  it('says what changed, and what it does in both directions', async () => {
    const { status, body } = await call(path('orders', 'diff'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: 'orders',
      from: 1,
      to: 2,
      changes: [
        {
          kind: 'field-added',
          path: '/note',
          previousPath: null,
          backward: { effect: 'fine', findings: [] },
          forward: { effect: 'breaks', findings: [{ witness: { event: { orderId: expect.any(String) as string } } }] },
        },
      ],
    });
    const back = (await call(path('orders', 'diff?from=2&to=1'))).body;
    expect(back).toMatchObject({
      from: 2,
      to: 1,
      changes: [{ kind: 'field-removed', backward: { effect: 'breaks' } }],
    });
    expect((await call(path('orders', 'diff?from=2&to=2'))).body).toMatchObject({ changes: [] });
  });

  it('asks for a version to compare with where there is none before', async () => {
    expect(await call(path('orders', 'diff?to=1'))).toEqual(
      refused(
        404,
        'Not Found',
        '"orders" has no version before 1 to compare with. Name another one by from=. Deleted versions are looked at with deleted=true.',
      ),
    );
    expect((await call(path('orders', 'diff?from=7'))).status).toBe(404);
  });
});

describe('translation', () => {
  const translate = (subject: string, body: unknown) => call(path(subject, 'translate'), 'POST', body);

  it('carries events to another version, and tells which survive', async () => {
    expect(await translate('sizes', { from: 1, to: 2, samples: [{ size: 42 }, { size: 'large' }] })).toEqual({
      status: 200,
      body: {
        subject: 'sizes',
        from: 1,
        to: 2,
        steps: [{ from: 1, to: 2, mode: 'UPGRADE', rules: [] }],
        samples: [
          { sample: 0, survived: true, result: { size: 42, unit: 'EU' }, done: ['/unit: its default "EU"'] },
          {
            sample: 1,
            survived: false,
            failedAt: 1,
            rule: null,
            why: expect.stringContaining('It is no event of version 1') as string,
            rejections: [{ path: '/size', reason: expect.any(String) as string }],
            result: { size: 'large' },
          },
        ],
        survived: 1,
        failed: 1,
      },
    });
  });

  it('takes the samples that are kept where none are given', async () => {
    expect(await translate('sizes', { from: 1, to: 2 })).toEqual(
      refused(
        400,
        'Bad Request',
        'samples: none were given, and none of version 1 are kept. Give events, or keep samples first.',
      ),
    );
    await call(path('sizes', 'samples'), 'POST', { name: 'bytes', version: 1, payload: 'Ag==' });
    await call(path('sizes', 'samples'), 'POST', { name: 'json', version: 1, event: { size: 2 } });
    expect((await translate('sizes', { from: 1, to: 2 })).body).toMatchObject({
      samples: [{ result: { size: 1, unit: 'EU' } }, { result: { size: 2, unit: 'EU' } }],
      survived: 2,
      failed: 0,
    });
  });

  it('refuses what it cannot read', async () => {
    expect(await translate('sizes', { from: 1 })).toEqual(refused(400, 'Bad Request', 'to: is missing.'));
    expect((await translate('sizes', { from: 1, to: 5, samples: [{}] })).status).toBe(404);
    expect((await translate('sizes', { from: 1, to: 2, samples: Array(201).fill({}) })).status).toBe(400);
  });
});

describe('a version that refers to another one', () => {
  const reference = { name: 'money.json', subject: 'money', version: 1 };
  const priced = (more: object) => ({
    ...json({ ...order, properties: { ...order.properties, price: { $ref: 'money.json' }, ...more } }),
    references: [reference],
  });

  it('is read with what it refers to', async () => {
    await register('money', json({ type: 'object', properties: { cents: { type: 'integer' } }, required: ['cents'] }));
    expect((await register('priced', priced({}))).status).toBe(200);
    expect((await register('priced', priced({ note: { type: 'string' } }))).status).toBe(200);
    expect((await call(path('priced', 'diff'))).body).toMatchObject({ from: 1, to: 2, changes: [{ path: '/note' }] });
    const validate = (price: unknown) =>
      call(path('priced', 'validate'), 'POST', { event: { orderId: 'o-1', price } }).then(({ body }) => body);
    expect(await validate({ cents: 5 })).toMatchObject({ isValid: true });
    expect(await validate({ cents: 'five' })).toMatchObject({ isValid: false, errors: [{ path: '/price/cents' }] });
  });
});

it('translates by the rules that were registered with a version', async () => {
  const named = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string' } }, required: [name] });
  const rule = { name: 'rename', kind: 'TRANSFORM', mode: 'UPGRADE', type: 'JSONATA', expr: '{"buyerId": customer}' };
  await ask(`${app.url}/config/renamed`, 'PUT', { compatibility: 'NONE' });
  await register('renamed', json(named('customer')));
  await register('renamed', { ...json(named('buyerId')), ruleSet: { migrationRules: [rule] } });
  const translated = await call(path('renamed', 'translate'), 'POST', {
    from: 1,
    to: 2,
    samples: [{ customer: 'c-1' }],
  });
  expect(translated.body).toMatchObject({
    steps: [{ from: 1, to: 2, mode: 'UPGRADE', rules: ['rename'] }],
    samples: [{ survived: true, result: { buyerId: 'c-1' } }],
    survived: 1,
    failed: 0,
  });
});

it('reaches versions that were deleted softly, where it is asked to', async () => {
  await ask(`${app.url}/subjects/left/versions`, 'POST', json({ type: 'object' }));
  await ask(`${app.url}/subjects/left/versions`, 'POST', json({ type: 'object', title: 'Left' }));
  await ask(`${app.url}/subjects/left`, 'DELETE');
  expect((await call(path('left', 'diff'))).status).toBe(404);
  expect((await call(path('left', 'diff?deleted=true'))).body).toMatchObject({ from: 1, to: 2 });
  expect((await call(path('left', 'lint?version=1&deleted=true'))).body).toMatchObject({ version: 1 });
  expect((await call(path('left', 'validate?deleted=true'), 'POST', { event: {} })).body).toMatchObject({
    isValid: true,
  });
  expect((await call(path('left', 'diff?deleted=yes'))).status).toBe(400);
});

it.each([
  ['GET', 'lint?versoin=1', 'version'],
  ['GET', 'diff?form=1', 'from'],
  ['POST', 'translate?delete=true', 'deleted'],
  ['POST', 'validate?Version=1', 'version'],
  ['POST', 'validate?envelop=none', 'envelope'],
  ['POST', 'validate?line=base64', 'lines'],
])('%s %s is refused, and %s told', async (method, question, meant) => {
  const body = method === 'POST' ? { event: {}, from: 1, to: 2 } : undefined;
  const name = question.slice(question.indexOf('?') + 1, question.indexOf('='));
  const answer = await call(path('orders', question), method, body);
  expect(answer).toMatchObject({ status: 400 });
  const { message } = answer.body as { message: string };
  expect(message).toContain(`"${name}" is no parameter here`);
  expect(message).toContain(meant);
});
