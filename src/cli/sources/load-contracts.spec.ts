import { loadContracts, type Selection } from './load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const ALL: Selection = { patterns: ['.'], exclude: [], manifest: null, template: null };

/** Every contract as `subject format: names of all that it refers to`. */
async function told(files: Record<string, string | object>, selection: Partial<Selection> = {}) {
  const { contracts } = await loadContracts(memoryTree(files), { ...ALL, ...selection });
  return contracts.map(({ subject, format, closure, faults }) => {
    const names = closure.map(({ name }) => name);
    return [`${subject} ${format}:`, ...names, ...faults.map(({ message }) => message)].join(' ');
  });
}

const record = (name: string, ...fields: object[]) => ({ type: 'record', namespace: 'shop', name, fields });

describe('a contract is', () => {
  it('of the format that its ending or its text tells', async () => {
    const files = {
      'a.json': {},
      'b.json': record('B'),
      'c.yaml': 'type: object',
      'd.yml': 'type: enum\nname: D\nsymbols: [A]',
      'e.avsc': '"string"',
      'f.proto': '',
      'README.md': '',
      'plumbline.baseline.yaml': 'accepted: []',
    };
    expect(await told(files)).toEqual(['a JSON:', 'b AVRO:', 'c JSON:', 'd AVRO:', 'e AVRO:', 'f PROTOBUF:']);
  });

  it('of YAML its JSON, and of a text with a byte order mark what follows it', async () => {
    const tree = memoryTree({ 'a.yaml': 'type: string', 'b.json': '\ufeff{}' });
    const { contracts } = await loadContracts(tree, ALL);
    expect(contracts.map(({ text }) => text)).toEqual(['{\n  "type": "string"\n}', '{}']);
  });

  it('of YAML with what its merge keys bring', async () => {
    const text = 'x-id: &id {type: string, maxLength: 3}\nproperties:\n  a: {<<: *id, maxLength: 5}';
    const { contracts } = await loadContracts(memoryTree({ 'a.yaml': text }), ALL);
    expect(JSON.parse(contracts[0]!.text)).toMatchObject({ properties: { a: { type: 'string', maxLength: 5 } } });
    expect((await told({ 'a.yaml': 'a: &a [1]\n<<: *a' }))[0]).toContain('Merge sources must be maps');
  });

  it('named by a template', async () => {
    const files = { 'events/orders/created.json': {} };
    expect(await told(files, { template: '{dir}-{name}-value' })).toEqual(['orders-created-value JSON:']);
    expect(await told(files, { template: '{path}' })).toEqual(['events.orders.created JSON:']);
  });

  it('faulty at its line where it is no YAML', async () => {
    expect(await told({ 'a.yaml': 'type: [string\nb: 1' })).toEqual([
      expect.stringMatching(/^a JSON: The schema is invalid at line 2, column 1: Flow sequence/),
    ]);
  });
});

describe('a reference is found', () => {
  it('of JSON Schema by its path from the file, and by its $id', async () => {
    const files = {
      'orders/order.json': {
        properties: { a: { $ref: '../common/money.json#/definitions/x' }, b: { $ref: 'urn:tax' } },
      },
      'common/money.json': { properties: { c: { $ref: 'currency.yaml' } } },
      'common/currency.yaml': 'type: string',
      'taxes.json': { $id: 'urn:tax' },
    };
    expect(await told(files, { patterns: ['orders', 'taxes.json'] })).toEqual([
      'order JSON: ../common/money.json currency.yaml urn:tax',
      'taxes JSON:',
    ]);
  });

  it('of Protobuf by its import from a folder upwards, and not of what Plumbline knows itself', async () => {
    const text = 'syntax = "proto3"; import "google/protobuf/timestamp.proto"; import "common/m.proto"; message A {}';
    const files = { 'api/orders/a.proto': text, 'api/common/m.proto': 'syntax = "proto3";' };
    expect(await told(files)).toEqual(['m PROTOBUF:', 'a PROTOBUF: common/m.proto']);
  });

  it('of Avro by the name that another contract defines', async () => {
    const files = {
      'line.avsc': record('Line', { name: 'price', type: 'Price' }, { name: 'other', type: 'elsewhere.Unknown' }),
      'price.avsc': record('Price', { name: 'currency', type: ['null', 'shop.Currency'] }),
      'currency.avsc': { type: 'enum', name: 'shop.Currency', symbols: ['EUR'] },
    };
    expect(await told(files)).toEqual([
      'currency AVRO:',
      'line AVRO: shop.Price shop.Currency',
      'price AVRO: shop.Currency',
    ]);
  });

  it('of Avro not where two files define the name, and it is told which', async () => {
    const files = {
      'line.avsc': record('Line', { name: 'price', type: 'Price' }),
      'price.avsc': record('Price', { name: 'cents', type: 'long' }),
      'old-price.avsc': record('Price', { name: 'cents', type: 'int' }),
      'same.avsc': record('Other'),
      'same-too.avsc': record('Other'),
      'user.avsc': record('User', { name: 'other', type: 'Other' }),
    };
    expect(await told(files)).toEqual([
      expect.stringContaining('old-price.avsc and price.avsc both define "shop.Price", to which line.avsc refers.'),
      ...['old-price AVRO:', 'price AVRO:', 'same-too AVRO:', 'same AVRO:', 'user AVRO: shop.Other'],
    ]);
  });

  it('also in a circle, once each', async () => {
    const files = { 'a.json': { $ref: 'b.json' }, 'b.json': { $ref: 'a.json' } };
    expect(await told(files)).toEqual(['a JSON: b.json a.json', 'b JSON: a.json b.json']);
  });

  it('unless two files go by one name: then it is a fault', async () => {
    const files = {
      'a.json': { anyOf: [{ $ref: 'x/one.json' }, { $ref: 'y/two.json' }] },
      'x/one.json': { $ref: 'same.json' },
      'x/same.json': { type: 'string' },
      'y/two.json': { $ref: 'same.json' },
      'y/same.json': { type: 'number' },
    };
    const [a] = await told(files, { patterns: ['a.json'] });
    expect(a).toContain('two different schemas are called "same.json"');
  });
});

describe('an AsyncAPI document', () => {
  const payload = { type: 'object', properties: { order: { $ref: '#/components/schemas/Order' } } };
  const schemas = { Order: { properties: { again: { $ref: '#/components/schemas/Order' } } } };

  it('of version 3 holds a contract for each message, with the schemas it refers to', async () => {
    const document = {
      asyncapi: '3.0.0',
      components: { schemas, messages: { created: { name: 'OrderCreated', payload } } },
      channels: { orders: { messages: { created: { $ref: '#/components/messages/created' } } } },
    };
    const { contracts } = await loadContracts(memoryTree({ 'api.json': document }), ALL);
    expect(
      contracts.map(({ subject, source, text }) => [subject, source.pointer, JSON.parse(text) as unknown]),
    ).toEqual([
      [
        'OrderCreated',
        '/components/messages/created/payload',
        {
          type: 'object',
          properties: { order: { $ref: '#/definitions/Order' } },
          definitions: { Order: { properties: { again: { $ref: '#/definitions/Order' } } } },
        },
      ],
    ]);
  });

  it('of version 2 holds those of its operations, in the format that they name', async () => {
    const avro = { schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', payload: record('Paid') };
    const raml = { name: 'Raml', schemaFormat: 'application/raml+yaml;version=1.0', payload: {} };
    const document = {
      asyncapi: '2.6.0',
      channels: {
        paid: { publish: { message: avro } },
        other: { subscribe: { message: { oneOf: [raml, { payload }] } } },
      },
    };
    const { contracts, unread } = await loadContracts(memoryTree({ 'api.json': document }), ALL);
    expect(contracts.map(({ subject, format }) => `${subject} ${format}`)).toEqual(['paid AVRO', 'other.1 JSON']);
    expect(unread).toEqual([
      {
        subject: 'Raml',
        file: 'api.json',
        reason: 'its payload is application/raml+yaml;version=1.0, which is not read',
        level: null,
        beside: [],
      },
    ]);
  });

  const withPayload = (properties: object, more: object = {}) => ({
    asyncapi: '3.0.0',
    components: { messages: { made: { payload: { type: 'object', properties } } }, ...more },
  });

  it('keeps schemas apart whose names are alike', async () => {
    const names = { 'x y': 'string', 'x.y': 'integer', 'a/b': 'number', '100%': 'boolean' };
    const types = Object.entries(names).map(([name, type]) => [name, { type }]);
    const refs = ['x y', 'x.y', 'a~1b', '100%'].map((name, i) => [`p${i}`, { $ref: `#/components/schemas/${name}` }]);
    const document = withPayload(Object.fromEntries(refs) as object, {
      schemas: Object.fromEntries(types) as object,
    });
    const { contracts } = await loadContracts(memoryTree({ 'api.json': document }), ALL);
    expect(JSON.parse(contracts[0]!.text)).toEqual({
      type: 'object',
      properties: {
        p0: { $ref: '#/definitions/x y' },
        p1: { $ref: '#/definitions/x.y' },
        p2: { $ref: '#/definitions/a~1b' },
        p3: { $ref: '#/definitions/100%25' },
      },
      definitions: {
        'x y': { type: 'string' },
        'x.y': { type: 'integer' },
        'a/b': { type: 'number' },
        '100%': { type: 'boolean' },
      },
    });
  });

  it('with a reference to nothing is faulty there, and an example is none', async () => {
    const document = withPayload({ a: { $ref: '#/components/schemas/Gone' }, b: { const: { $ref: '#/not/one' } } });
    expect(await told({ 'api.json': document })).toEqual([
      'made JSON: The schema is invalid at /components/messages/made/payload/properties/a/$ref: ' +
        '"#/components/schemas/Gone" leads to nothing in the document.',
    ]);
  });

  it.each([
    ['1.2.0', 'its version of AsyncAPI is "1.2.0".', 'AsyncAPI 2 and 3 are read.'],
    [
      2.6,
      'its version of AsyncAPI is 2.6.',
      "AsyncAPI 2 and 3 are read; quote the version, such as asyncapi: '2.6.0'.",
    ],
  ])('of version %j is no contract', async (asyncapi, message, fix) => {
    const { contracts } = await loadContracts(memoryTree({ 'api.json': { asyncapi } }), ALL);
    expect(contracts[0]!.faults).toMatchObject([{ message: `The schema is invalid at /asyncapi: ${message}`, fix }]);
  });
});

describe('a file that is no schema', () => {
  it('is refused where it is an OpenAPI document', async () => {
    expect(await told({ 'a.yaml': 'openapi: 3.1.0' })).toEqual([
      'a JSON: The schema is invalid at /openapi: it is an OpenAPI document, which describes requests over HTTP and not events.',
    ]);
  });

  it('is told where it has no keyword of JSON Schema, unless it is empty', async () => {
    const files = { 'a.json': { name: 'x', description: 'y', scripts: {} }, 'b.json': {}, 'c.json': { title: 'C' } };
    const { contracts } = await loadContracts(memoryTree(files), ALL);
    expect(contracts.map(({ notes }) => notes.map(({ message }) => message))).toEqual([
      ['There is no keyword of JSON Schema in it: every event is accepted.'],
      [],
      [],
    ]);
  });

  it.each([
    [
      '1,000 brackets deep',
      '[ '.repeat(1000),
      'line 1, column 401: it is nested too deeply to be read: 200 levels are read.',
    ],
    [
      '3,000 levels deep',
      Array.from({ length: 3000 }, (_, i) => `${'  '.repeat(i)}items:`).join('\n'),
      'line 201, column 1: it is nested too deeply to be read: 200 levels are read.',
    ],
    [
      'of two documents',
      'type: string\n---\ntype: integer',
      'line 2, column 1: it holds several documents, parted by ---, and one is read. Give each a file of its own.',
    ],
  ])('is refused in our words where it is YAML %s', async (_, text, message) => {
    expect(await told({ 'a.yaml': text })).toEqual([`a JSON: The schema is invalid at ${message}`]);
  });

  it('is refused where its aliases multiply', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 8; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect((await told({ 'a.yaml': lines.join('\n') }))[0]).toContain('its aliases stand for more than 100 copies.');
  });
});

it('a name of Avro leads to a file beside the contract, also where that was not named', async () => {
  const money = { type: 'record', name: 'Money', fields: [] };
  const order = { type: 'record', name: 'Order', fields: [{ name: 'total', type: 'Money' }] };
  const tree = memoryTree({ 'a/money.avsc': money, 'a/order.avsc': order, 'b/money.avsc': { ...money, doc: 'Else.' } });
  const selection = { patterns: ['a/order.avsc'], exclude: [], manifest: null, template: null };
  const { contracts } = await loadContracts(tree, selection);
  expect(contracts.map(({ subject, references }) => [subject, references.map(({ file }) => file)])).toEqual([
    ['order', ['a/money.avsc']],
  ]);
});

it('a name of Avro is that of a contract also where a file elsewhere, in which another name is sought, defines it', async () => {
  const tree = memoryTree({
    'a/line.avsc': record('Line', { name: 'price', type: 'Price' }, { name: 'sku', type: 'string' }),
    'a/price.avsc': record('Price', { name: 'cents', type: 'long' }),
    'old/price.avsc': record('Price', { name: 'cents', type: 'string' }),
  });
  const { contracts } = await loadContracts(tree, { ...ALL, patterns: ['a'] });
  expect(contracts.map(({ subject, faults }) => [subject, faults])).toEqual([
    ['line', []],
    ['price', []],
  ]);
});
