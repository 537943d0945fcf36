import { ask, json } from '../registry/registry-app.js';
import { withTwoRegistries } from './two-registries.js';

const ASYNCAPI = '/api/v1/exchange/asyncapi';
const { source, target } = withTwoRegistries();

interface Answer {
  messages: { where: string; subject: string; outcome: string; version: number | null; reasons: string[] }[];
}

const register = (url: string, subject: string, body: object) =>
  ask(`${url}/subjects/${subject}/versions`, 'POST', body);
const text = (title: string) => JSON.stringify({ type: 'object', title });
const refersTo = (subject: string, version: number) => ({
  ...json({ $ref: 'r' }),
  references: [{ name: 'r', subject, version }],
});

/** What a source has of subjects with a prefix: `addr` in two versions, and an order that refers to the first one. */
async function exported(
  prefix: string,
  exportOnly = '',
): Promise<{ components: { schemas: Record<string, unknown> } }> {
  await register(source(), `${prefix}addr`, json({ type: 'object', title: 'first' }));
  await register(source(), `${prefix}addr`, json({ type: 'object', title: 'second' }));
  await register(source(), `${prefix}order-value`, refersTo(`${prefix}addr`, 1));
  const { body } = await ask(`${source()}${ASYNCAPI}?prefix=${prefix}${exportOnly}`);
  return body as Awaited<ReturnType<typeof exported>>;
}

async function imported(document: object, query = '') {
  const { body } = await ask(target() + ASYNCAPI + query, 'POST', document);
  return (body as Answer).messages.map(({ subject, outcome, version, reasons }) => [
    subject,
    outcome,
    version,
    ...reasons,
  ]);
}

const textOf = async (subject: string, version: number) =>
  ((await ask(`${target()}/subjects/${subject}/versions/${version}`)).body as { schema: string }).schema;

it('brings along the versions that others refer to, so that a reference means the same elsewhere', async () => {
  const document = await exported('a-');
  expect(Object.keys(document.components.schemas)).toEqual(['a-addr', 'a-order-value', 'a-addr.v1']);
  expect(await imported(document, '?dryRun=true')).toEqual([
    ['a-addr', 'accepted', null],
    ['a-order-value', 'accepted', null],
    ['a-addr', 'accepted', null],
  ]);
  expect(await imported(document)).toEqual([
    ['a-addr', 'registered', 2],
    ['a-order-value', 'registered', 1],
    ['a-addr', 'registered', 1],
  ]);
  expect([await textOf('a-addr', 1), await textOf('a-addr', 2)]).toEqual([text('first'), text('second')]);
  expect((await ask(`${target()}/subjects/a-order-value/versions/1`)).body).toMatchObject(refersTo('a-addr', 1));
  expect(await imported(document)).toEqual([
    ['a-addr', 'alreadyThere', 2],
    ['a-order-value', 'alreadyThere', 1],
    ['a-addr', 'alreadyThere', 1],
  ]);
});

it('brings them along also where the export leaves out their subject, and finds them under other numbers', async () => {
  await ask(`${target()}/config/b-addr`, 'PUT', { compatibility: 'NONE' });
  await register(target(), 'b-addr', json({ title: 'own' }));
  await register(target(), 'b-addr', json({ type: 'object', title: 'first' }));
  expect(await imported(await exported('b-', 'order'))).toEqual([
    ['b-order-value', 'registered', 1],
    ['b-addr', 'alreadyThere', 2],
  ]);
  expect((await ask(`${target()}/subjects/b-order-value/versions/1`)).body).toMatchObject(refersTo('b-addr', 2));
});

it.each(['?dryRun=true', ''])(
  'does not put an earlier version behind what is here, nor bind to what is here (%s)',
  async (query) => {
    await register(target(), 'c-addr', json({ title: 'own' }));
    expect(await imported(await exported('c-', 'order'), query)).toEqual([
      ['c-order-value', 'refused', null, 'It refers to version 1 of "c-addr", which was not registered.'],
      ['c-addr', 'refused', null, expect.stringContaining('it would become the latest one')],
    ]);
    expect((await ask(`${target()}/subjects/c-addr/versions`)).body).toEqual([1]);
  },
);

it('refuses what refers to a version that an export does not have', async () => {
  const document = await exported('d-');
  delete document.components.schemas['d-addr.v1'];
  expect(await imported(document)).toEqual([
    ['d-addr', 'registered', 1],
    ['d-order-value', 'refused', null, expect.stringMatching(/^It refers to version 1 of "d-addr" of the registry/)],
  ]);
});

it('does not register again the version that others refer to where it was deleted softly', async () => {
  const document = await exported('e-');
  await ask(`${source()}/subjects/e-order-value/versions/1`, 'DELETE');
  await ask(`${source()}/subjects/e-addr/versions/1`, 'DELETE');
  const { body } = await ask(source() + ASYNCAPI, 'POST', document);
  expect((body as Answer).messages.map(({ subject, outcome, version }) => [subject, outcome, version])).toEqual([
    ['e-addr', 'alreadyThere', 2],
    ['e-order-value', 'refused', null],
    ['e-addr', 'alreadyThere', 1],
  ]);
  expect((await ask(`${source()}/subjects/e-addr/versions`)).body).toEqual([2]);
});

it('refuses what refers to a softly deleted version, in a dry run too', async () => {
  for (const type of ['int', 'long']) {
    const fields = [{ name: 'a', type, default: 0 }];
    await register(target(), 'rt', { schema: JSON.stringify({ type: 'record', name: 'R', fields }) });
  }
  await ask(`${target()}/subjects/rt/versions/1`, 'DELETE');
  const message = {
    payload: {
      schemaFormat: 'application/vnd.apache.avro;version=1.9.0',
      schema: { type: 'array', items: 'R' },
      'x-plumbline': { references: [{ name: 'R', subject: 'rt', version: 1 }] },
    },
  };
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Softly', version: '1' },
    channels: { soft: { address: 'soft', messages: { one: message } } },
  };
  const reason = expect.stringContaining('version 1 of subject "rt", which is softly deleted') as string;
  for (const query of ['?dryRun=true', '']) {
    expect([query, await imported(document, query)]).toEqual([query, [['soft-value', 'refused', null, reason]]]);
  }
});

it('brings again what refers to an address within itself, and refuses what leads nowhere', async () => {
  const schema = (ref: string) =>
    json({ properties: { a: { $ref: ref } }, definitions: { inner: { $id: 'inner.json', type: 'integer' } } });
  await register(source(), 'inner-value', schema('inner.json'));
  const { body: document } = await ask(`${source()}${ASYNCAPI}?prefix=inner-`);
  expect(await imported(document as object)).toEqual([['inner-value', 'registered', 1]]);
  expect(JSON.parse(await textOf('inner-value', 1))).toEqual(JSON.parse(schema('inner.json').schema));
  const edited = JSON.parse(JSON.stringify(document).replace('"$ref":"inner.json"', '"$ref":"outer.json"')) as object;
  const refused = expect.stringContaining('outer.json') as string;
  expect(await imported(edited)).toEqual([['inner-value', 'refused', null, refused]]);
});

it('binds a reference to the schema that the document means, also where its subject is another name of one here', async () => {
  await register(source(), 'al-b', json({ title: 'other' }));
  await register(source(), 'al-z', json({ title: 'meant' }));
  await register(source(), 'al-aa', refersTo('al-z', 1));
  await ask(`${target()}/config/al-z`, 'PUT', { alias: 'al-b' });
  const document = (await ask(`${source()}${ASYNCAPI}?prefix=al-`)).body as object;
  const taken = expect.stringContaining('has this subject already, with another schema') as string;
  for (const query of ['?dryRun=true', '']) {
    const isDry = query !== '';
    expect(await imported(document, query)).toEqual([
      ['al-aa', 'refused', null, 'It refers to version 1 of "al-z", which was not registered.'],
      ['al-b', isDry ? 'accepted' : 'registered', isDry ? null : 1],
      ['al-b', 'refused', null, taken],
    ]);
  }
});

it('reads the default context where a document writes it', async () => {
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Default', version: '1' },
    channels: { d: { address: ':.:default', messages: { one: { payload: { title: 'default' } } } } },
  };
  expect(await imported(document)).toEqual([['default-value', 'registered', 1]]);
});

it('takes to another name of a subject, in another context too, what refers to it along', async () => {
  await register(source(), 'to-z', json({ title: 'first' }));
  await register(source(), 'to-z', json({ title: 'meant' }));
  await register(source(), 'to-aa', refersTo('to-z', 2));
  await ask(`${target()}/config/to-z`, 'PUT', { alias: ':.far:to-b' });
  const document = (await ask(`${source()}${ASYNCAPI}?prefix=to-`)).body as object;
  expect(await imported(document)).toEqual([
    ['to-aa', 'registered', 1],
    [':.far:to-b', 'registered', 1],
  ]);
  expect((await ask(`${target()}/subjects/to-aa/versions/1`)).body).toMatchObject(refersTo(':.far:to-b', 1));
});
