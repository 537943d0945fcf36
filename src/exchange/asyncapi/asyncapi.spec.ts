import { documentMessages, type DocumentMessage, type Naming } from './document-messages.js';
import { parseYaml } from './parse-yaml.js';
import { readDocument } from './read-document.js';

async function messages(text: string, naming: Naming = 'topic'): Promise<DocumentMessage[]> {
  const read = await readDocument(text, parseYaml);
  if ('fault' in read) throw new Error(read.fault);
  return documentMessages(read.document, naming);
}

/** Subject, and the schema or why there is none. */
const shown = ({ where, subject, found }: DocumentMessage) => [
  where,
  subject,
  'fault' in found ? found.fault : [found.schema.format, found.schema.text],
];

const orders = `
asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
channels:
  orders:
    address: shop.orders
    messages:
      created: { $ref: '#/components/messages/OrderCreated' }
components:
  messages:
    OrderCreated:
      name: order-created
      tags: [{ name: orders }, { $ref: '#/components/tags/core' }]
      correlationId: { location: $message.header#/correlation }
      bindings: { kafka: { key: { type: string, format: uuid } } }
      payload: { $ref: '#/components/schemas/Order' }
  tags:
    core: { name: core }
  schemas:
    Order:
      type: object
      properties:
        lines: { type: array, items: { $ref: '#/components/schemas/Line' } }
        parent: { $ref: '#/components/schemas/Order' }
        default: { $ref: '#/components/schemas/Line' }
      default: { $ref: not a reference }
    Line: { type: object, properties: { next: { $ref: '#/components/schemas/Line' } } }
`;

describe('a document that people wrote', () => {
  it('gives a subject for each payload and key, with what they refer to inside them', async () => {
    const found = await messages(orders);
    const line = { type: 'object', properties: { next: { $ref: '#/definitions/Line' } } };
    const order = {
      type: 'object',
      properties: {
        lines: { type: 'array', items: { $ref: '#/definitions/Line' } },
        parent: { $ref: '#' },
        default: { $ref: '#/definitions/Line' },
      },
      default: { $ref: 'not a reference' },
      definitions: { Line: line },
    };
    expect(found.map(shown)).toEqual([
      ['/channels/orders/messages/created#key', 'shop.orders-key', ['JSON', '{"type":"string","format":"uuid"}']],
      ['/channels/orders/messages/created', 'shop.orders-value', ['JSON', JSON.stringify(order)]],
    ]);
    expect(found[1]!.found).toMatchObject({
      schema: {
        metadata: {
          properties: { 'asyncapi.tags': 'orders,core', 'asyncapi.correlationId': '$message.header#/correlation' },
        },
      },
    });
  });

  it.each<[Naming, string]>([
    ['topic', 'shop.orders-value'],
    ['record', 'order-created'],
    ['topic-record', 'shop.orders-order-created'],
  ])('names subjects by %s', async (naming, subject) => {
    expect((await messages(orders, naming))[1]!.subject).toBe(subject);
  });

  it('of version 2 gives those of its operations', async () => {
    const text = `
asyncapi: 2.6.0
channels:
  orders:
    publish: { message: { oneOf: [{ $ref: '#/components/messages/Made' }, { $ref: 'm.yaml#/Gone' }] } }
    subscribe:
      message:
        name: paid
        schemaFormat: application/vnd.apache.avro;version=1.9.0
        payload: { type: record, name: Paid, fields: [{ name: by, type: { $ref: '#/components/schemas/Who' } }] }
components:
  messages: { Made: { payload: { maximum: 9007199254740993 }, bindings: { kafka: { key: { type: string } } } } }
  schemas: { Who: { type: enum, name: Who, symbols: [A] } }
`;
    const [key, made, gone, paid] = (await messages(text, 'topic-record')).map(shown);
    const at = '/channels/orders/publish/message/oneOf';
    expect(key).toEqual([`${at}/0#key`, 'orders-key', ['JSON', '{"type":"string"}']]);
    expect(made).toEqual([`${at}/0`, 'orders-Made', ['JSON', '{"maximum":9007199254740993}']]);
    expect(gone).toEqual([`${at}/1`, null, '"m.yaml#/Gone" leads out of the document; put what it means into it.']);
    expect(paid).toEqual([
      '/channels/orders/subscribe/message',
      'orders-paid',
      [
        'AVRO',
        '{"type":"record","name":"Paid","fields":[{"name":"by","type":{"type":"enum","name":"Who","symbols":["A"]}}]}',
      ],
    ]);
  });

  it('does not take what an export said where a number of it would be rounded', async () => {
    const schema = { schemaFormat: 'application/schema+json', schema: true, 'x-plumbline': { ruleSet: { n: 0 } } };
    const text = withPayload(schema).replace('"n":0', '"n":1e400');
    expect((await messages(text)).map(shown)).toEqual([
      ['/channels/c/messages/m', 'c-value', 'x-plumbline holds 1e400, which is larger or finer than is kept.'],
    ]);
  });

  const withPayload = (payload: unknown) =>
    JSON.stringify({
      asyncapi: '3.0.0',
      info: { title: 'x', version: '1' },
      channels: { c: { address: 'c', messages: { m: { payload } } } },
    });

  it.each<[string, unknown, unknown]>([
    ['an AsyncAPI schema', { type: 'string' }, ['JSON', '{"type":"string"}']],
    ['true', true, ['JSON', 'true']],
    [
      'JSON Schema of another draft',
      { schemaFormat: 'application/schema+json;version=2020-12', schema: { type: 'string' } },
      ['JSON', '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"string"}'],
    ],
    [
      'Avro',
      { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type: 'record', name: 'A', fields: [] } },
      ['AVRO', '{"type":"record","name":"A","fields":[]}'],
    ],
    [
      'Avro in a text',
      { schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', schema: '["null","int"]' },
      ['AVRO', '["null","int"]'],
    ],
    [
      'Protobuf',
      { schemaFormat: 'application/vnd.google.protobuf;version=3', schema: 'message A {}' },
      ['PROTOBUF', 'message A {}'],
    ],
    [
      'RAML',
      { schemaFormat: 'application/raml+yaml;version=1.0', schema: {} },
      expect.stringMatching(/^The schema format "application\/raml/),
    ],
    ['a file', { $ref: './order.json' }, '"./order.json" leads out of the document; put what it means into it.'],
    [
      'a file inside',
      { items: { $ref: 'http://x/y' } },
      '"http://x/y" leads out of the document; put what it means into it.',
    ],
    ['nothing', { $ref: '#/components/schemas/x' }, '"#/components/schemas/x" leads to nothing in the document.'],
    ['a ring', { $ref: '#/channels/c/messages/m/payload' }, '"#/channels/c/messages/m/payload" leads round and round.'],
    ['a number', 3, 'The schema is neither an object nor a boolean.'],
    [
      'Protobuf as an object',
      { schemaFormat: 'application/vnd.google.protobuf', schema: {} },
      'A Protobuf schema must be its text.',
    ],
  ])('reads a payload that is %s', async (_what, payload, expected) => {
    expect((await messages(withPayload(payload))).map(shown)).toEqual([
      ['/channels/c/messages/m', 'c-value', expected],
    ]);
  });

  it.each([
    ['no document', '[]', 'This is no AsyncAPI document: it has no "asyncapi".'],
    ['AsyncAPI 1', 'asyncapi: 1.2.0', 'AsyncAPI 2 and 3 are read, and this is "1.2.0".'],
    [
      'a version without quotes',
      'asyncapi: 2.6',
      "AsyncAPI 2 and 3 are read, and this is 2.6. Quote the version, such as asyncapi: '2.6.0'.",
    ],
    [
      'a number that JSON does not have',
      'asyncapi: 3.0.0\nx: .inf',
      'At character 20 it holds .inf, which is no number of JSON. Leave it out, or write a number.',
    ],
    [
      'a value that JSON does not have',
      'asyncapi: 3.0.0\nx: !!set {a, b}',
      'At character 26 it holds a value with the tag !!set, which would be read as another one. Leave the tag out, and write the value as JSON has it.',
    ],
    ['a broken text', 'a: [1, 2', /^It is neither JSON nor YAML: .* at line 1, column 9/],
    [
      'a bomb of aliases',
      `a: &a [1]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]`,
      /^It is neither JSON nor YAML: Excessive alias/,
    ],
    ['no end of nesting', '['.repeat(200_000), 'It is nested too deeply to be read.'],
    ['no end of lists in lists', '- '.repeat(20_000), 'It is nested too deeply to be read.'],
    [
      'more than is read of YAML',
      '- a\n'.repeat(600_000),
      'It has more than 2097152 characters, and no larger YAML is read; send it as JSON.',
    ],
    ['JSON of no end', '{"a":'.repeat(1_000_000), 'It is nested too deeply to be read.'],
  ])('is refused where it is %s', async (_what, text, fault) => {
    expect(await readDocument(text, parseYaml)).toEqual({
      fault: typeof fault === 'string' ? fault : (expect.stringMatching(fault) as string),
    });
  });
});

it('a document in YAML has what its merge keys bring', async () => {
  const read = await readDocument('asyncapi: 3.0.0\nx: &x { type: string }\ny: { <<: *x }\n', parseYaml);
  expect(read).toMatchObject({ document: { y: { type: 'string' } } });
});
