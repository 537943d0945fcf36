import { json } from './registry-app.js';
import { codeOf, withRegistry } from './registry-fixture.js';

const { get, post, register } = withRegistry();

const avro = (fields: string) => ({ schema: `{"type":"record","name":"Order","fields":[${fields}]}` });
const field = (entityPath: string, ...tags: string[]) => ({
  schemaEntity: { entityPath, entityType: 'sr_field' },
  tags,
});
const idField = '{"name":"id","type":"string"}';
const taggedId = '{"name":"id","type":"string","confluent:tags":["PII"]}';

describe('tags in a registration', () => {
  it('are written into the schema, whose version stands in its metadata, and the schema is answered', async () => {
    const body = { ...avro(idField), schemaTagsToAdd: [field('Order.id', 'PII')] };
    expect(await register('added', body)).toEqual({
      status: 200,
      body: {
        id: expect.any(Number),
        version: 1,
        guid: expect.any(String),
        ...avro(taggedId),
        metadata: { properties: { 'confluent:version': '1' } },
      },
    });
    const again = await register('added', { ...avro(taggedId), schemaTagsToRemove: [field('Order.id', 'PII')] });
    expect(again).toMatchObject({ status: 200, body: { version: 2, ...avro(idField) } });
  });

  it('are a version once, however often they are asked for', async () => {
    const body = { ...avro(idField), schemaTagsToAdd: [field('Order.id', 'PII')] };
    const first = await register('once', body);
    expect(first).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await register('once', body)).toEqual(first);
    const more = { tagsToAdd: [field('Order.id', 'EMAIL')] };
    const second = await post('/subjects/once/versions/1/tags', more);
    expect(second).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await post('/subjects/once/versions/1/tags', more)).toEqual(second);
    expect(await post('/subjects/once/versions/latest/tags', more)).toEqual(second);
    expect((await get('/subjects/once/versions')).body).toEqual([1, 2]);
  });

  it('come from the version before where they are to be propagated, and the same schema is the same version then', async () => {
    await register('propagated', avro(taggedId));
    const more = '{"name":"n","type":"int","default":0}';
    expect(await register('propagated', { ...avro(`${idField},${more}`), propagateSchemaTags: true })).toMatchObject({
      body: { version: 2, ...avro(`${taggedId},${more}`) },
    });
    expect(await register('propagated', { ...avro(idField), propagateSchemaTags: true })).toMatchObject({
      body: { version: 1 },
    });
  });

  it('are refused with what to write where they are no tags or lead nowhere', async () => {
    const wrong = [
      { schemaTagsToAdd: [{ entityPath: 'Order.id', tags: ['PII'] }] },
      { schemaTagsToAdd: 'PII' },
      { schemaTagsToAdd: [field('Order.id', '')] },
      { schemaTagsToRemove: [field('Order.no', 'PII')] },
    ];
    const answers = await Promise.all(wrong.map((tags) => register('wrong', { ...avro(idField), ...tags })));
    expect(answers.map(codeOf)).toEqual(wrong.map(() => [422, 42201]));
    expect(answers[0]!.body).toMatchObject({
      message: expect.stringContaining('"schemaTagsToAdd" must be at most 500 of {"schemaEntity":'),
    });
    expect(answers[3]!.body).toMatchObject({
      message: expect.stringContaining('nothing in it is at the path "Order.no" that is to be tagged.'),
    });
  });
});

describe('POST /subjects/{subject}/versions/{version}/tags', () => {
  it('registers the version once more with its tags, its references and its contract', async () => {
    await register('money', json({ $id: 'money.json', type: 'number' }));
    const references = [{ name: 'money.json', subject: 'money', version: 1 }];
    const schema = '{"properties":{"price":{"$ref":"money.json"}}}';
    const ruleSet = { domainRules: [{ name: 'a', kind: 'CONDITION', type: 'CEL', mode: 'WRITE', expr: 'true' }] };
    const metadata = { properties: { owner: 'billing' } };
    await register('tagged', { schemaType: 'JSON', schema, references, metadata, ruleSet });
    const wish = { tagsToAdd: [field('object.price', 'MONEY')] };
    expect(await post('/subjects/tagged/versions/latest/tags', wish)).toEqual({
      status: 200,
      body: {
        id: expect.any(Number),
        version: 2,
        guid: expect.any(String),
        schemaType: 'JSON',
        schema: '{"properties":{"price":{"$ref":"money.json","confluent:tags":["MONEY"]}}}',
        references,
        metadata: { properties: { owner: 'billing', 'confluent:version': '2' } },
        ruleSet,
      },
    });
  });

  it('merges rules into those of the latest version, and leaves out those that are named', async () => {
    const rule = (name: string) => ({ name, kind: 'CONDITION', type: 'CEL', mode: 'WRITE', expr: 'true' });
    await register('rules', { ...avro(idField), ruleSet: { domainRules: [rule('a'), rule('b')] } });
    const wish = { newVersion: 2, rulesToMerge: { domainRules: [rule('c')] }, rulesToRemove: ['a'] };
    expect(await post('/subjects/rules/versions/1/tags', wish)).toMatchObject({
      body: { version: 2, ruleSet: { domainRules: [rule('b'), rule('c')] } },
    });
  });

  it('refuses what is not there, and a new version that is not the next', async () => {
    await register('few', avro(idField));
    const tagsToAdd = [field('Order.id', 'PII')];
    const answers = await Promise.all([
      post('/subjects/none/versions/1/tags', { tagsToAdd }),
      post('/subjects/few/versions/7/tags', { tagsToAdd }),
      post('/subjects/few/versions/x/tags', { tagsToAdd }),
      post('/subjects/few/versions/1/tags', { tagsToAdd, newVersion: 9 }),
      post('/subjects/few/versions/1/tags', { tagsToAdd, newVersion: 'x' }),
      post('/subjects/few/versions/1/tags', { tagsToAdd, rulesToRemove: 'a' }),
    ]);
    expect(answers.map(codeOf)).toEqual([
      [404, 40401],
      [404, 40402],
      [422, 42202],
      [422, 42201],
      [422, 42201],
      [422, 42201],
    ]);
  });
});

it('tells what has the tags that findTags names, of an id and of a version', async () => {
  const schema =
    'syntax = "proto3"; import "confluent/meta.proto"; message M { string a = 1 [(confluent.field_meta).tags = "PII"]; ' +
    'string b = 2 [(confluent.field_meta).tags = "KEY"]; }';
  const { id } = (await register('found', { schemaType: 'PROTOBUF', schema })).body as { id: number };
  expect(await get(`/schemas/ids/${id}?findTags=PII&findTags=NONE`)).toMatchObject({
    body: { schemaTags: [field('M.a', 'PII')] },
  });
  expect(await get('/subjects/found/versions/1?findTags=*&format=serialized')).toMatchObject({
    body: { schemaTags: [field('M.a', 'PII'), field('M.b', 'KEY')] },
  });
  expect((await get(`/schemas/ids/${id}`)).body).not.toHaveProperty('schemaTags');
  expect((await get(`/schemas/ids/${id}?findTags=NONE`)).body).toMatchObject({ schemaTags: [] });
});
