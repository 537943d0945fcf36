import { loadContracts, type Selection } from './load-contracts.js';
import { memoryTree } from './memory-tree.spec-support.js';

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
    expect(a).toContain('two different files are called "same.json"');
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
    expect(await told({ 'api.json': document })).toEqual(['paid AVRO:', 'other.1 JSON:']);
  });
});
