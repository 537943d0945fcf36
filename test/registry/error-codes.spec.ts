import { json } from './registry-app.js';
import { codeOf, withRegistry, type Requests } from './registry-fixture.js';

const registry = withRegistry();
const text = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const strict = { ...text, required: ['id', 'amount'], properties: { ...text.properties, amount: { type: 'number' } } };

beforeAll(async () => {
  const { register, del, put } = registry;
  for (const subject of ['live', 'soft', 'soft.version', 'base']) await register(subject, json(text));
  await register('soft.version', json({ ...text, title: 'second' }));
  await register('user', { ...json(strict), references: [{ name: 'base.json', subject: 'base', version: 1 }] });
  await del('/subjects/soft');
  await del('/subjects/soft.version/versions/1');
  await put('/config/readonly', { compatibility: 'NONE' });
  await put('/mode/readonly', { mode: 'READONLY' });
  await put('/mode/:.locked:', { mode: 'READONLY' });
  await register(':.full:a', json(text));
  await put('/mode/:.import:', { mode: 'IMPORT' });
  await register(':.import:a', { ...json(text), id: 10, version: 1 });
});

const large = 'x'.repeat(1024 * 1024);
const rule = { name: 'encrypt', kind: 'TRANSFORM', mode: 'WRITEREAD', type: 'ENCRYPT' };

/** What is asked, and the code it is answered with. */
const CASES: [number, string, (requests: Requests) => Promise<{ status: number; body: unknown }>][] = [
  [40401, 'a subject that is not there', ({ get }) => get('/subjects/none/versions')],
  [40401, 'the deletion of a subject that is not there', ({ del }) => del('/subjects/none')],
  [40401, 'the deletion of a mode that is not there', ({ del }) => del('/mode/none')],
  [40401, 'the deletion of a configuration that is not there', ({ del }) => del('/config/none')],
  [40402, 'a version that is not there', ({ get }) => get('/subjects/live/versions/7')],
  [40402, 'a version that is deleted', ({ get }) => get('/subjects/soft.version/versions/1')],
  [40402, 'the deletion of a version that is not there', ({ del }) => del('/subjects/live/versions/7')],
  [40403, 'a schema that is not there', ({ get }) => get('/schemas/ids/999')],
  [40403, 'a guid that is not there', ({ get }) => get('/schemas/guids/00000000-0000-0000-0000-000000000000')],
  [40403, 'a guid that is none', ({ get }) => get('/schemas/guids/x/ids')],
  [40403, 'a look-up of what was never registered', ({ post }) => post('/subjects/live', json({ title: 'never' }))],
  [40403, 'metadata that no version has', ({ get }) => get('/subjects/live/metadata?key=a&value=b')],
  [40404, 'the second deletion of a subject', ({ del }) => del('/subjects/soft')],
  [40405, 'a permanent deletion without a soft one', ({ del }) => del('/subjects/live?permanent=true')],
  [40406, 'the second deletion of a version', ({ del }) => del('/subjects/soft.version/versions/1')],
  [40407, 'a permanent deletion of a live version', ({ del }) => del('/subjects/live/versions/1?permanent=true')],
  [40408, 'a configuration that nobody made', ({ get }) => get('/config/live')],
  [40409, 'a mode that nobody made', ({ get }) => get('/mode/live')],
  [40410, 'an association', ({ get }) => get('/associations/resources/default/orders?resourceType=topic')],
  [40410, 'an association that is to be made', ({ post }) => post('/associations', { resourceName: 'orders' })],
  [40410, 'associations that are to be changed', ({ put }) => put('/associations', {})],
  [409, 'a version that breaks events', ({ register }) => register('live', json(strict))],
  [42201, 'a schema that is invalid', ({ register }) => register('live', json({ type: 'strnig' }))],
  [
    42201,
    'a reference that leads nowhere',
    ({ register }) => register('live', { ...json(text), references: [{ name: 'x', subject: 'none', version: 1 }] }),
  ],
  [42201, 'a version that is not the next', ({ register }) => register('live', { ...json({}), version: 7 })],
  [42201, 'metadata of another shape', ({ register }) => register('live', { ...json(text), metadata: { tags: [] } })],
  [42202, 'a version that is no number', ({ get }) => get('/subjects/live/versions/first')],
  [42202, 'a version beyond 2^31-1', ({ del }) => del('/subjects/live/versions/2147483648')],
  [42203, 'a level that is none', ({ put }) => put('/config/live', { compatibility: 'SOMETIMES' })],
  [42203, 'a policy that is none', ({ put }) => put('/config', { compatibilityPolicy: 'MAYBE' })],
  [42203, 'normalize that is no boolean', ({ put }) => put('/config', { normalize: 'yes' })],
  [42203, 'a configuration of nothing', ({ put }) => put('/config/live', {})],
  [42204, 'a mode that is none', ({ put }) => put('/mode', { mode: 'WRITEONLY' })],
  [42205, 'a registration in read-only mode', ({ register }) => register('readonly', json(text))],
  [42205, 'a configuration in read-only mode', ({ put }) => put('/config/readonly', { compatibility: 'FULL' })],
  [42205, 'the deletion of a configuration in read-only mode', ({ del }) => del('/config/readonly')],
  [42205, 'a configuration of a read-only context', ({ put }) => put('/config/:.locked:', { compatibility: 'FULL' })],
  [42205, 'one of a subject in it', ({ put }) => put('/config/:.locked:a', { compatibility: 'FULL' })],
  [42205, 'an id outside of import mode', ({ register }) => register('new', { ...json({}), id: 77 })],
  [42205, 'no id in import mode', ({ register }) => register(':.import:b', json({}))],
  [
    42205,
    'an id that another schema has',
    ({ register }) => register(':.import:b', { ...json({ title: 'other' }), id: 10, version: 1 }),
  ],
  [
    42205,
    'a version that another schema is',
    ({ register }) => register(':.import:a', { ...json({ title: 'other' }), id: 11, version: 1 }),
  ],
  [
    42205,
    'an id that leaves none for what comes after',
    ({ register }) => register(':.import:c', { ...json({ title: 'high' }), id: 2 ** 31 - 1, version: 1 }),
  ],
  [
    42205,
    'a version that leaves none for what comes after',
    ({ register }) => register(':.import:c', { ...json({ title: 'high' }), id: 20, version: 2 ** 31 - 1 }),
  ],
  [42203, 'a group with a null character', ({ put }) => put('/config/live', { compatibilityGroup: 'a\u0000' })],
  [42203, 'an alias with half of a surrogate pair', ({ put }) => put('/config/live', { alias: '\ud800' })],
  [42208, 'a prefix with a null character', ({ get }) => get('/subjects?subjectPrefix=a%00')],
  [42208, 'the same of schemas', ({ get }) => get('/schemas?subjectPrefix=:.a%00:')],
  [42208, 'a subject beside an id with a null character', ({ get }) => get('/schemas/ids/1?subject=:.a%00:b')],
  [40403, 'a guid with a null character', ({ get }) => get('/schemas/guids/%00')],
  [
    42201,
    'a tag with a null character',
    ({ register }) =>
      register('live', {
        ...json(text),
        schemaTagsToAdd: [{ schemaEntity: { entityPath: 'object.id', entityType: 'sr_field' }, tags: ['a\u0000'] }],
      }),
  ],
  [
    42201,
    'a number that is too large',
    ({ register }) => register('new', { schemaType: 'JSON', schema: '{"minimum":1e400}' }),
  ],
  [42205, 'import mode for what has versions', ({ put }) => put('/mode/live', { mode: 'IMPORT' })],
  [42205, 'the deletion of the default context', ({ del }) => del('/contexts/:.:')],
  [42206, 'the deletion of what is referred to', ({ del }) => del('/subjects/base')],
  [42206, 'the deletion of a version that is referred to', ({ del }) => del('/subjects/base/versions/1')],
  [
    42207,
    'a version that is the same schema with another id',
    ({ register }) => register(':.import:a', { ...json(text), id: 12, version: 1 }),
  ],
  [42208, 'a subject with a control character', ({ register }) => register('a\nb', json(text))],
  [42208, 'a subject that is too long', ({ get }) => get(`/subjects/${'x'.repeat(513)}/versions`)],
  [42208, 'a reserved subject', ({ put }) => put('/config/__GLOBAL', { compatibility: 'NONE' })],
  [42209, 'a schema that is too large', ({ register }) => register('live', json({ title: 'x'.repeat(1024 * 1024) }))],
  [
    42209,
    'metadata that is too large',
    ({ register }) => register('live', { ...json(text), metadata: { properties: { a: large } } }),
  ],
  [
    42209,
    'a rule set that is too large',
    ({ register }) => register('live', { ...json(text), ruleSet: { domainRules: [{ ...rule, doc: large }] } }),
  ],
  [
    42209,
    'an import with metadata that is too large',
    ({ register }) =>
      register(':.import:b', { ...json(text), id: 10, version: 1, metadata: { properties: { a: large } } }),
  ],
  [
    42209,
    'a default that is too large',
    ({ put }) => put('/config/live', { defaultMetadata: { properties: { a: large } } }),
  ],
  [42203, 'an alias that is too long', ({ put }) => put('/config/live', { alias: 'a'.repeat(1001) })],
  [
    42201,
    'a reference whose name is too long',
    ({ register }) => register('live', { ...json(text), references: [{ name: large, subject: 'base', version: 1 }] }),
  ],
  [
    42210,
    'a rule without a name',
    ({ register }) => register('live', { ...json(text), ruleSet: { domainRules: [{ ...rule, name: '' }] } }),
  ],
  [
    42210,
    'a rule of an unknown mode',
    ({ register }) => register('live', { ...json(text), ruleSet: { migrationRules: [rule] } }),
  ],
  [42210, 'two rules of one name', ({ put }) => put('/config/live', { defaultRuleSet: { domainRules: [rule, rule] } })],
  [42211, 'the deletion of a context that has subjects', ({ del }) => del('/contexts/.full')],
];

it.each(CASES)('answers %d for %s', async (code, _, act) => {
  const answer = await act(registry);
  expect(codeOf(answer)).toEqual([Number(String(code).slice(0, 3)), code]);
  expect((answer.body as { message: string }).message).toMatch(/^\S.{10,}/s);
});

it('says what to do about the commonest mistakes', async () => {
  const { register, del, put, get, post } = registry;
  const messages = [
    await register('live', { ...json(text), references: [{ name: 'x', subject: 'none', version: 1 }] }),
    await del('/subjects/live?permanent=true'),
    await del('/subjects/base'),
    await put('/mode/live', { mode: 'IMPORT' }),
    await get('/schemas/ids/999'),
    await get('/subjects/live/versions/99'),
    await post('/subjects/live', json({ title: 'never' })),
    await register('new', { ...json({}), id: 77 }),
    await register('readonly', json(text)),
    await put('/mode', {}),
    await put('/config/readonly', { compatibility: 'FULL' }),
    await put('/config/:.locked:', { compatibility: 'FULL' }),
    await register('live', { ...json(text), metadata: { properties: { a: large } } }),
    await put('/config', { overrideMetadata: { properties: { a: large } } }),
    await del('/mode/live'),
    await del('/config/soft.version'),
    await register('a\nb', json(text)),
    await register(':.import:c', { ...json({ title: 'high' }), id: 2 ** 31 - 1, version: 1 }),
    await post('/subjects/a/b/versions', json({})),
    await register('live', { schemaType: 'PROTOBUF', schema: 'syntax = "proto3"; message A { B b = 1; C c = 2; }' }),
  ].map(({ body }) => (body as { message: string }).message);
  expect(messages).toEqual([
    'Invalid schema: the reference "x" leads to version 1 of subject "none", which is not there. Register it first.',
    "Subject 'live' was not deleted first before being permanently deleted. Delete it without permanent=true first.",
    "One or more references exist to the schema: version 1 of subject 'base'. Delete what refers to it first; " +
      '/subjects/base/versions/1/referencedby?deleted=true lists the ids of it, also of what is only softly deleted.',
    'Cannot import since found existing subjects. Delete them, import into a context of its own, or say force=true.',
    'Schema 999 not found. Schemas are listed at /schemas.',
    "Version 99 not found. Subject 'live' has version 1.",
    "Schema not found. No version of subject 'live' has it: register it to get its id.",
    'Subject new in context . is not in import mode. Leave the id out, or set the mode IMPORT at /mode first.',
    'Subject readonly in context . is in read-only mode. Set the mode READWRITE at /mode, for the subject, its context or everything, to change it.',
    'No mode is given: the body must be {"mode": "..."}, one of READWRITE, READONLY, READONLY_OVERRIDE, IMPORT.',
    'Subject readonly is in read-only mode. Set the mode READWRITE at /mode, for the subject, its context or everything, to change it.',
    'Context .locked is in read-only mode. Set the mode READWRITE at /mode, for the subject, its context or everything, to change it.',
    'The metadata and the rule set are 1048601 bytes, and at most 1048576 are read. ' +
      'Leave some of it out, here or in /config, which adds to it, or raise PLUMBLINE_REGISTRY_MAX_SCHEMA_BYTES.',
    'overrideMetadata is 1048599 bytes, and at most 1048576 are read. ' +
      'Leave some of it out: each schema would get a copy, or raise PLUMBLINE_REGISTRY_MAX_SCHEMA_BYTES.',
    "'live' has no mode of its own, so there is nothing to delete: that of a wider scope holds.",
    "'soft.version' has no compatibility level of its own, so there is nothing to delete: that of a wider scope holds.",
    'The specified subject "a\\nb" is not valid: it holds a control character.',
    'The id 2147483647 would leave no numbers for what is registered later: the next is one more than the highest, and ' +
      'there are 2^31-1. Import with the id 2147000000 at most, or leave it out to get the next.',
    "Cannot POST /subjects/a/b/versions. A slash in a subject's name is written %2F.",
    'Invalid PROTOBUF schema. The schema is invalid at line 1, column 32: "B" is not defined. The schema is invalid at ' +
      'line 1, column 41: "C" is not defined. Correct the schema.',
  ]);
});

it('protects the configuration of everything where everything is read-only', async () => {
  const { put, del, get } = registry;
  await put('/config', { compatibility: 'FULL' });
  for (const mode of ['READONLY', 'READONLY_OVERRIDE']) {
    await put('/mode', { mode });
    expect(codeOf(await put('/config', { compatibility: 'NONE' }))).toEqual([422, 42205]);
    expect(codeOf(await del('/config'))).toEqual([422, 42205]);
    expect(codeOf(await put('/config/live', { compatibility: 'NONE' }))).toEqual([422, 42205]);
  }
  await put('/mode', { mode: 'READWRITE' });
  expect((await get('/config')).body).toEqual({ compatibilityLevel: 'FULL' });
  expect((await del('/config')).status).toBe(200);
});

it('refuses what the configuration of three scopes would make of metadata that is small enough itself', async () => {
  const { put, del, register } = registry;
  const half = 'x'.repeat(600_000);
  await put('/config/merged', {
    defaultMetadata: { properties: { a: half } },
    overrideMetadata: { properties: { b: half } },
  });
  const refused = await register('merged', json(text));
  expect(codeOf(refused)).toEqual([422, 42209]);
  await del('/config/merged');
  expect((await register('merged', json(text))).status).toBe(200);
});
