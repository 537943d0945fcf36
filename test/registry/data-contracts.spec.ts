import { json } from './registry-app.js';
import { withRegistry } from './registry-fixture.js';

const { get, post, put, del, register } = withRegistry();
const schema = json({ type: 'object' });
const owner = (name: string) => ({ metadata: { properties: { owner: name } } });
const rule = { name: 'checkId', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: "message.id != ''" };

it('tells schemas apart by their metadata and rule sets, and hands both on', async () => {
  const first = (await register('a', schema)).body as { id: number };
  const second = (await register('a', { ...schema, ...owner('x'), ruleSet: { domainRules: [rule] } })).body;
  expect(second).toMatchObject({ id: first.id + 1, version: 2 });
  expect((await get('/subjects/a/versions/2')).body).toMatchObject({ ...owner('x'), ruleSet: { domainRules: [rule] } });
  expect((await get('/subjects/a/metadata?key=owner&value=x')).body).toMatchObject({ version: 2 });
  expect((await get('/subjects/a/metadata?key=owner&value=y')).body).toMatchObject({ error_code: 40403 });
});

it('knows a schema again by a rule set that says the same, as another client or another registry writes it', async () => {
  const whole = { ...schema, ruleSet: { domainRules: [rule] } };
  const { id, version } = (await register('again', whole)).body as { id: number; version: number };
  const other = { ...rule, doc: null, tags: null, params: {}, disabled: false };
  const written = { ...schema, ruleSet: { domainRules: [other], migrationRules: [] }, metadata: { tags: {} } };
  expect((await register('again', written)).body).toMatchObject({ id, version });
  expect((await post('/subjects/again', written)).body).toMatchObject({ id, version });
});

it('carries metadata on to a version that brings none', async () => {
  await register('carried', { ...schema, ...owner('x') });
  const { body } = await register('carried', json({ type: 'object', title: 'second' }));
  expect(body).toMatchObject({ version: 2, schemaType: 'JSON', ...owner('x') });
  expect((await get('/subjects/carried/versions/2')).body).toMatchObject(owner('x'));
});

it('puts in what the configuration has by default, and over what is given', async () => {
  await put('/config/merged', {
    defaultMetadata: { properties: { owner: 'nobody', team: 'core' } },
    overrideMetadata: { properties: { team: 'shop' } },
    overrideRuleSet: { domainRules: [rule] },
  });
  expect((await register('merged', { ...schema, ...owner('x') })).body).toMatchObject({
    metadata: { properties: { owner: 'x', team: 'shop' } },
    ruleSet: { domainRules: [rule] },
  });
  expect((await get('/config/merged')).body).toEqual({
    defaultMetadata: { properties: { owner: 'nobody', team: 'core' } },
    overrideMetadata: { properties: { team: 'shop' } },
    overrideRuleSet: { domainRules: [rule] },
  });
});

it('compares only versions of the same group', async () => {
  await put('/config/grouped', { compatibilityGroup: 'major' });
  const major = (version: string) => ({ metadata: { properties: { major: version } } });
  await register('grouped', { ...json({ type: 'string' }), ...major('1') });
  expect((await register('grouped', { ...json({ type: 'integer' }), ...major('1') })).status).toBe(409);
  expect((await register('grouped', { ...json({ type: 'integer' }), ...major('2') })).body).toMatchObject({
    version: 2,
  });
});

it('checks a candidate in the group that a registration would put it in', async () => {
  const wider = json({ type: 'integer' });
  const check = async (subject: string) =>
    [await post(`/compatibility/subjects/${subject}/versions/latest`, wider), await register(subject, wider)] as const;
  await put('/config/continued', { compatibilityGroup: 'major' });
  await register('continued', { ...json({ type: 'string' }), metadata: { properties: { major: '1' } } });
  await put('/config/overridden', { compatibilityGroup: 'major', overrideMetadata: { properties: { major: '1' } } });
  await register('overridden', json({ type: 'string' }));
  for (const subject of ['continued', 'overridden']) {
    const [checked, registered] = await check(subject);
    expect([checked.body, registered.status]).toEqual([{ is_compatible: false }, 409]);
  }
});

it('knows the same schema however it is written, where it is normalised', async () => {
  const text = '{ "title": "n", "type": "object" }';
  await register('plain', { schemaType: 'JSON', schema: text });
  const turned = { schemaType: 'JSON', schema: '{"type":"object","title":"n"}' };
  expect((await post('/subjects/plain', turned)).body).toMatchObject({ error_code: 40403 });
  await put('/config/normal', { normalize: true });
  await register('normal', { schemaType: 'JSON', schema: text.replace('"n"', '"m"') });
  expect((await get('/subjects/normal/versions/1')).body).toMatchObject({ schema: '{"title":"m","type":"object"}' });
  const turnedToo = { ...turned, schema: turned.schema.replace('"n"', '"m"') };
  expect((await register('normal', turnedToo)).body).toMatchObject({ version: 1 });
});

it('knows a subject by another name', async () => {
  await register('orders.v1', schema);
  await put('/config/orders', { alias: 'orders.v1' });
  expect((await get('/subjects/orders/versions/latest')).body).toMatchObject({ subject: 'orders.v1' });
  await put('/config/orders', { alias: null });
  expect((await get('/subjects/orders/versions/latest')).body).toMatchObject({ error_code: 40401 });
});

it('keeps reserved fields from being used, where fields are validated', async () => {
  await put('/config/reserving', { validateFields: true });
  const reserving = { type: 'object', 'confluent:reserved': ['old'] };
  await register('reserving', json(reserving));
  const { body } = await register('reserving', json({ ...reserving, properties: { old: {} } }));
  expect(body).toMatchObject({ error_code: 409, message: expect.stringContaining('reserved-field-used') as string });
});

it('knows the same Avro schema by what it says', async () => {
  const first = (await register('avro', { schema: '{"type":"string"}' })).body;
  expect((await register('avro', { schema: '"string"' })).body).toEqual(first);
});

it('imports schemas with the ids and versions they have', async () => {
  await put('/mode/imported', { mode: 'IMPORT' });
  expect((await register('imported', { ...json({ title: 'i' }), id: 500, version: 3 })).body).toMatchObject({
    id: 500,
    version: 3,
  });
  expect((await register('imported', { ...json({ title: 'j' }), id: 400, version: 2 })).status).toBe(200);
  expect((await get('/subjects/imported/versions')).body).toEqual([2, 3]);
  await del('/mode/imported');
  expect((await register('after', json({ title: 'k' }))).body).toMatchObject({ id: 501 });
});

it('answers who it is, and takes bodies of octets', async () => {
  expect((await get('/v1/metadata/version')).body).toMatchObject({ version: expect.any(String) as string });
  expect((await get('/v1/metadata/id')).body).toMatchObject({ scope: { clusters: {} } });
  expect((await get('/schemas?subjectPrefix=imported&latestOnly=true')).body).toMatchObject([{ version: 3 }]);
});

it('lists what is deleted where it is asked for', async () => {
  await register('gone', schema);
  await register('gone', json({ type: 'object', title: 'second' }));
  expect((await del('/subjects/gone/versions/latest')).body).toBe(2);
  expect((await get('/subjects/gone/versions?deleted=true&deletedAsNegative=true')).body).toEqual([1, -2]);
  expect((await get('/subjects/gone/versions?deletedOnly=true')).body).toEqual([2]);
  expect((await get('/subjects/gone/versions/2?deleted=true')).body).toMatchObject({ version: 2, deleted: true });
  expect((await del('/subjects/gone')).body).toEqual([1]);
  expect((await get('/subjects?deletedOnly=true')).body).toEqual(['gone']);
  expect((await del('/subjects/gone?permanent=true')).body).toEqual([1, 2]);
  expect((await get('/subjects?deleted=true&subjectPrefix=gone')).body).toEqual([]);
});
