import { loadContracts, type Selection } from './load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const ALL: Selection = { patterns: ['.'], exclude: [], manifest: null, template: null };

const record = (name: string) => ({ type: 'record', name, fields: [] });

describe('of a payload behind $ref the format beside the schema is read', () => {
  const read = async (payload: object, schemas: object) => {
    const document = { asyncapi: '3.0.0', components: { messages: { M: { payload } }, schemas } };
    const { contracts, unread } = await loadContracts(memoryTree({ 'api.json': document }), ALL);
    const told = contracts.map(({ format, text, source, faults }) => [
      ...[format, source.pointer, JSON.parse(text) as unknown],
      ...faults.map(({ message }) => message),
    ]);
    return [...told, ...unread.map(({ reason }) => reason)];
  };
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const own = 'application/vnd.aai.asyncapi+json;version=3.0.0';
  const avro = 'application/vnd.apache.avro+json;version=1.9.0';

  it('where it is AsyncAPI’s own, through several', async () => {
    const schemas = { A: to('S'), S: { schemaFormat: own, schema: { type: 'object' } } };
    expect(await read(to('A'), schemas)).toEqual([['JSON', '/components/schemas/S/schema', { type: 'object' }]]);
  });

  it('where it is Avro, before and after the format', async () => {
    const told = [['AVRO', '/components/schemas/S', record('S')]];
    expect(await read({ schemaFormat: avro, schema: to('S') }, { S: record('S') })).toEqual(told);
    expect(await read(to('A'), { A: { schemaFormat: avro, schema: to('S') }, S: record('S') })).toEqual(told);
  });

  it('where it is Avro, also within it', async () => {
    const fields = [
      { name: 'a', type: to('S') },
      { name: 'b', type: to('S') },
    ];
    expect(await read({ schemaFormat: avro, schema: { ...record('R'), fields } }, { S: record('S') })).toEqual([
      [
        ...['AVRO', '/components/messages/M/payload/schema'],
        {
          ...record('R'),
          fields: [
            { name: 'a', type: record('S') },
            { name: 'b', type: 'S' },
          ],
        },
      ],
    ]);
  });

  it('and what leads to nothing or to another file is told', async () => {
    expect(await read({ schemaFormat: avro, schema: to('Gone') }, {})).toEqual([
      [
        ...['AVRO', '/components/messages/M/payload/schema', to('Gone')],
        'The schema is invalid at /components/messages/M/payload/schema/$ref: "#/components/schemas/Gone" leads to nothing in the document.',
      ],
    ]);
    expect(await read({ schemaFormat: avro, schema: { $ref: 'b.yaml#/S' } }, {})).toEqual([
      'its payload stands in b.yaml#/S, and there is no file b.yaml',
    ]);
  });

  it('also within a schema', async () => {
    const payload = { properties: { a: to('S') } };
    expect(await read(payload, { S: { schemaFormat: own, schema: { type: 'string' } } })).toMatchObject([
      ['JSON', '/components/messages/M/payload', { definitions: { S: { type: 'string' } } }],
    ]);
    const [[, , , message]] = (await read(payload, { S: { schemaFormat: avro, schema: 'string' } })) as [unknown[]];
    expect(message).toContain(`"#/components/schemas/S" is ${avro}, to which JSON Schema cannot refer.`);
  });
});

it.each([
  ['api.json', '{"asyncapi":"3.0.0","components":{"messages":{"M":{"payload":{"maximum":9007199254740993}}}}}'],
  ['api.yaml', 'asyncapi: 3.0.0\ncomponents: { messages: { M: { payload: { maximum: 9007199254740993 } } } }'],
])('a number that a double does not hold stays as %s has it', async (file, text) => {
  const { contracts } = await loadContracts(memoryTree({ [file]: text }), ALL);
  expect(contracts.map((one) => one.text)).toEqual(['{\n  "maximum": 9007199254740993\n}']);
});

describe('the messages of a channel are read', () => {
  const payload = { type: 'object' };
  const read = async (document: object) => {
    const { contracts, unread } = await loadContracts(
      memoryTree({ 'api.json': { asyncapi: '3.0.0', ...document } }),
      ALL,
    );
    return [
      ...contracts.map(({ subject, source }) => [subject, source.pointer]),
      ...unread.map(({ subject, reason }) => [subject, reason]),
    ];
  };

  it('where it stands in components, used or not, once', async () => {
    const channels = { one: { messages: { M: { payload } } }, other: { messages: { N: { payload } } } };
    expect(await read({ components: { channels }, channels: { c: { $ref: '#/components/channels/one' } } })).toEqual([
      ['M', '/components/channels/one/messages/M/payload'],
      ['N', '/components/channels/other/messages/N/payload'],
    ]);
  });

  it('of version 2 by the name under which it is used', async () => {
    const channels = { one: { publish: { message: { payload } } } };
    expect(
      await read({ components: { channels }, channels: { orders: { $ref: '#/components/channels/one' } } }),
    ).toEqual([['orders', '/components/channels/one/publish/message/payload']]);
  });

  it('and what stands in other files or nowhere is told', async () => {
    const channels = { a: { $ref: 'c.yaml#/a' }, b: { $ref: '#/components/channels/gone' } };
    const operations = {
      send: { $ref: 'o.yaml#/send' },
      read: {
        channel: { $ref: '#/channels/a' },
        messages: [{ $ref: 'm.yaml#/M' }, { $ref: '#/channels/a/messages/M' }],
      },
    };
    expect(await read({ channels, operations })).toEqual([
      ['a', 'its channel stands in c.yaml#/a, and there is no file c.yaml'],
      ['b', 'its channel is #/components/channels/gone, which leads to nothing in the document'],
      ['send', 'its operation stands in o.yaml#/send, and there is no file o.yaml'],
      ['read', 'what it refers to stands in m.yaml#/M, and there is no file m.yaml'],
    ]);
  });
});

describe('a trait of a message', () => {
  const read = async (version: string, traits: unknown[], message: object = {}) => {
    const payload = record('R');
    const components = { messageTraits: { Avro: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0' } } };
    const channels = { made: { publish: { message: { name: 'M', payload, traits, ...message } } } };
    const files = {
      'api.json': { asyncapi: version, channels, components },
      'traits.json': { Avro: components.messageTraits.Avro },
    };
    const { contracts, unread } = await loadContracts(memoryTree(files), { ...ALL, patterns: ['api.json'] });
    return [...contracts.map(({ format }) => format), ...unread.map(({ reason }) => reason)];
  };

  it.each([
    ['inline', { schemaFormat: 'application/vnd.apache.avro;version=1.9.0' }],
    ['in components', { $ref: '#/components/messageTraits/Avro' }],
    ['in another file', { $ref: 'traits.json#/Avro' }],
  ])('says in version 2 of which format the payload is: %s', async (_where, trait) => {
    expect(await read('2.6.0', [trait])).toEqual(['AVRO']);
    expect(await read('2.6.0', [trait], { schemaFormat: 'application/schema+json' })).toEqual(['AVRO']);
  });

  it('that is not there leaves the format unknown, so nothing is read', async () => {
    expect(await read('2.6.0', [{ $ref: 'none.json#/Avro' }])).toEqual([
      'a trait of it stands in none.json#/Avro, and there is no file none.json',
    ]);
  });
});

describe('a file of messages that a document refers to is no contract', () => {
  const DOCUMENT = {
    asyncapi: '3.0.0',
    channels: { orders: { messages: { placed: { $ref: '../shared/events.json#/placed' } } } },
  };
  const RAML = 'application/raml+yaml;version=1.0';
  const read = async (shared: object) => {
    const files = { 'api/api.json': DOCUMENT, 'shared/events.json': shared };
    const { contracts, unread, leftOut } = await loadContracts(memoryTree(files), ALL);
    return {
      contracts: contracts.map(({ subject, file }) => `${subject} of ${file}`),
      unread: unread.map(({ subject, reason, beside }) => [subject, reason, ...beside]),
      leftOut: leftOut.filter(({ isPart }) => isPart).map(({ reason, referredBy }) => [reason, referredBy]),
    };
  };
  const leftOut = [
    [
      'shared/events.json is no contract by itself: it holds messages for AsyncAPI documents, and api/api.json refers to it.',
      'api/api.json',
    ],
  ];

  it('where its message is read', async () => {
    expect(await read({ placed: { payload: {} } })).toEqual({
      contracts: ['placed of api/api.json'],
      unread: [],
      leftOut,
    });
  });

  it.each([
    [{ schemaFormat: RAML, payload: '' }, `its payload is ${RAML}, which is not read`],
    [{ payload: { schemaFormat: RAML, schema: '' } }, `its payload is ${RAML}, which is not read`],
  ])('where its message is not read: %j', async (placed, reason) => {
    expect(await read({ placed })).toEqual({
      contracts: [],
      unread: [['placed', reason, 'shared/events.json']],
      leftOut,
    });
  });

  it('where its message is gone, or has lost its payload', async () => {
    expect(await read({ sent: { payload: {} } })).toEqual({
      contracts: ['placed of api/api.json'],
      unread: [],
      leftOut,
    });
    expect(await read({ placed: { summary: 'An order.' } })).toEqual({ contracts: [], unread: [], leftOut });
  });

  it('but a JSON Schema stays one, which a document names as a message by mistake', async () => {
    const { contracts, leftOut: parts } = await read({ type: 'object', placed: {} });
    expect([contracts, parts]).toEqual([['events of shared/events.json'], []]);
  });
});
