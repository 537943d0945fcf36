import { loadContracts, type Selection } from './load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const ALL: Selection = { patterns: ['.'], exclude: [], manifest: null, template: null };
const AVRO = 'application/vnd.apache.avro+json;version=1.9.0';
const PAID = { type: 'record', name: 'Paid', fields: [{ name: 'cents', type: 'long' }] };
const v3 = (messages: object, more: object = {}) => ({ asyncapi: '3.0.0', components: { messages }, ...more });

/** What is read of the files: `subject format`, the schema, its references; then what is not read, and what is left out. */
async function told(files: Record<string, string | object>, patterns = ['.']) {
  const { contracts, unread, leftOut } = await loadContracts(memoryTree(files), { ...ALL, patterns });
  return [
    ...contracts.map(({ subject, format, text, closure, faults }) => [
      `${subject} ${format}`,
      format === 'PROTOBUF' ? text : (JSON.parse(text) as unknown),
      ...closure.map(({ name }) => `refers to ${name}`),
      ...faults.map(({ message }) => message),
    ]),
    ...unread.map(({ subject, reason }) => `${subject}: ${reason}`),
    ...leftOut.map(({ reason }) => reason),
  ];
}

describe('what an AsyncAPI document has in other files is followed:', () => {
  it('a message of shared components, with the schema that it refers to there, which is no contract by itself', async () => {
    const shared = {
      components: {
        messages: { OrderCreated: { payload: { $ref: '#/components/schemas/Order' } } },
        schemas: {
          Order: { properties: { money: { $ref: '#/components/schemas/Money' } } },
          Money: { type: 'string' },
        },
      },
    };
    const files = {
      'api/api.json': v3({ created: { $ref: '../shared/messages.json#/components/messages/OrderCreated' } }),
      'shared/messages.json': shared,
    };
    expect(await told(files)).toEqual([
      [
        'OrderCreated JSON',
        { properties: { money: { $ref: '#/definitions/Money' } }, definitions: { Money: { type: 'string' } } },
      ],
      'shared/messages.json is no contract by itself: it holds messages for AsyncAPI documents, and api/api.json refers to it.',
    ]);
  });

  it('a message that is all of a file, whose payload is a JSON Schema of its own, which stays one', async () => {
    const files = {
      'api.json': v3({ Created: { $ref: './messages/created.yaml' } }),
      'messages/created.yaml': 'title: Created\npayload: { properties: { order: { $ref: ../order.json } } }',
      'order.json': { type: 'string' },
    };
    expect(await told(files)).toEqual([
      ['Created JSON', { properties: { order: { $ref: 'order.json' } } }, 'refers to order.json'],
      ['order JSON', { type: 'string' }],
      'messages/created.yaml is no contract by itself: it holds messages for AsyncAPI documents, and api.json refers to it.',
    ]);
  });

  it.each([
    ['of version 3', v3({ Paid: { payload: { schemaFormat: AVRO, schema: { $ref: './s/paid.avsc' } } } })],
    [
      'of version 2',
      {
        asyncapi: '2.6.0',
        components: { messages: { Paid: { schemaFormat: AVRO, payload: { $ref: './s/paid.avsc' } } } },
      },
    ],
    ['whose ending alone says so', v3({ Paid: { payload: { $ref: './s/paid.avsc' } } })],
  ])('an Avro payload %s', async (_, document) => {
    expect(await told({ 'api.json': document, 's/paid.avsc': PAID }, ['api.json'])).toEqual([['Paid AVRO', PAID]]);
  });

  it('a Protobuf payload', async () => {
    const text = 'syntax = "proto3";\nmessage Paid {}';
    const payload = { schemaFormat: 'application/vnd.google.protobuf;version=3', schema: { $ref: 'paid.proto' } };
    expect(await told({ 'api.json': v3({ Paid: { payload } }), 'paid.proto': text }, ['api.json'])).toEqual([
      ['Paid PROTOBUF', text],
    ]);
  });

  it('channels, and what an operation refers to, once', async () => {
    const payload = { type: 'object' };
    const channels = { orders: { messages: { Created: { payload } } }, bills: { messages: { Billed: { payload } } } };
    const document = {
      ...v3({}),
      channels: { orders: { $ref: 'channels.json#/orders' } },
      operations: {
        send: {
          channel: { $ref: '#/channels/orders' },
          messages: [{ $ref: 'channels.json#/orders/messages/Created' }],
        },
        bill: { channel: { $ref: 'channels.json#/bills' } },
      },
    };
    expect(await told({ 'api.json': document, 'channels.json': channels }, ['api.json'])).toEqual([
      ['Created JSON', payload],
      ['Billed JSON', payload],
    ]);
  });

  it('a message that two documents share is one contract', async () => {
    const shared = { components: { messages: { M: { payload: { type: 'object' } } } } };
    const document = v3({ M: { $ref: 'm.json#/components/messages/M' } });
    const files = { 'a.json': document, 'b.json': document, 'm.json': shared };
    expect((await told(files)).map((one) => (typeof one === 'string' ? 'left out' : one[0]))).toEqual([
      'M JSON',
      'left out',
    ]);
  });

  it('files that refer to each other are read once', async () => {
    const files = {
      'api.json': v3({ M: { $ref: 'm.json#/M' } }, { x: { type: 'string' } }),
      'm.json': { M: { payload: { properties: { x: { $ref: 'api.json#/x' } } } }, again: { $ref: 'm.json#/M' } },
    };
    expect(await told(files, ['api.json'])).toEqual([
      [
        'M JSON',
        { properties: { x: { $ref: '#/definitions/api.json~1x' } }, definitions: { 'api.json/x': { type: 'string' } } },
      ],
    ]);
  });
});

describe('what cannot be followed is told:', () => {
  it.each([
    ['https://example.com/m.yaml#/M', 'and nothing is ever fetched: put what it means beside the document'],
    ['./gone.yaml#/M', 'and there is no file api/gone.yaml'],
    ['../bad.json#/M', 'and bad.json cannot be read ('],
    ['./m.yaml#M', 'which is no JSON pointer'],
  ])('%s', async (reference, why) => {
    const files = { 'api/api.json': v3({ M: { $ref: reference } }), 'bad.json': '{', 'api/m.yaml': 'M: {}' };
    expect(await told(files, ['api/api.json'])).toEqual([
      expect.stringContaining(`M: it stands in ${reference}, ${why}`),
    ]);
  });

  it('a place that is not in the file is a mistake', async () => {
    const files = { 'api.json': v3({ M: { $ref: './m.yaml#/Gone' } }), 'm.yaml': 'M: {}' };
    expect(await told(files, ['api.json'])).toEqual([
      [
        'M JSON',
        { $ref: './m.yaml#/Gone' },
        'refers to ./m.yaml',
        expect.stringContaining('at /components/messages/M/$ref: "./m.yaml#/Gone" leads to nothing in the document.'),
      ],
    ]);
  });
});
