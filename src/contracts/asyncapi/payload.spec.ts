import { readExactJson } from '../exact-json.js';
import { readPayload } from './payload.js';

const AVRO = 'application/vnd.apache.avro+json;version=1.9.0';
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const record = (name: string, ...types: unknown[]) => ({
  type: 'record',
  name,
  fields: types.map((type, i) => ({ name: `f${i}`, type })),
});

function read(payload: unknown, schemas: object = {}, schemaFormat?: string) {
  const document = { components: { schemas } };
  const placed = { value: payload, pointer: '/p' };
  return readPayload(document, placed, { schemaFormat, isKnown: () => false, indent: 0 });
}

/** The schema, where parts of it stand, and what is wrong with it. */
function told(...args: Parameters<typeof read>) {
  const found = read(...args);
  if (!('text' in found)) return found;
  const faults = found.faults.map(({ reason, from, at }) => [reason, from, at]);
  return [found.format, JSON.parse(found.text) as unknown, found.pointer, Object.fromEntries(found.brought), faults];
}

/** The schema alone. */
const schemaOf = (...args: Parameters<typeof read>) => (told(...args) as unknown[])[1];

describe('of an Avro payload what it refers to stands in its place', () => {
  it('the first time, and by its full name after that', () => {
    const line = { ...record('Line', 'int'), namespace: 'shop' };
    const order = record('Order', ref('Line'), { type: 'array', items: ref('Line') }, ['null', ref('Line')]);
    expect(told(order, { Line: line }, AVRO)).toEqual([
      'AVRO',
      record('Order', line, { type: 'array', items: 'shop.Line' }, ['null', 'shop.Line']),
      '/p',
      { '/fields/0/type': '/components/schemas/Line' },
      [],
    ]);
  });

  it('with the namespace that holds where it comes to stand', () => {
    const order = { ...record('Order', ref('Line'), ref('Line')), namespace: 'shop' };
    expect(schemaOf(order, { Line: record('Line') }, AVRO)).toEqual({
      ...record('Order', record('Line'), 'shop.Line'),
      namespace: 'shop',
    });
  });

  it('and one that leads back is a name', () => {
    const node = record('Node', ['null', ref('Node')]);
    expect(told(ref('Node'), { Node: { schemaFormat: AVRO, schema: node } })).toEqual([
      'AVRO',
      record('Node', ['null', 'Node']),
      '/components/schemas/Node/schema',
      {},
      [],
    ]);
  });

  it('through several, and from another kind of schema', () => {
    const schemas = {
      A: ref('B'),
      B: { schemaFormat: AVRO, schema: 'long' },
      C: { schemaFormat: 'x/raml', schema: {} },
    };
    expect(told(record('R', ref('A'), ref('C')), schemas, AVRO)).toEqual([
      'AVRO',
      record('R', 'long', ref('C')),
      '/p',
      { '/fields/0/type': '/components/schemas/B/schema' },
      [
        [
          '"#/components/schemas/C" is x/raml, to which Avro cannot refer.',
          '/p/fields/1/type/$ref',
          '/fields/1/type/$ref',
        ],
      ],
    ]);
  });

  it('but a default is data', () => {
    const field = { name: 'f', type: { type: 'map', values: 'string' }, default: ref('Line') };
    const given = { type: 'record', name: 'R', fields: [field] };
    expect(schemaOf(given, {}, AVRO)).toEqual(given);
  });

  it.each([
    ['to nothing', { $ref: '#/none' }, '"#/none" leads to nothing in the document.'],
    ['to a file', { $ref: 'a.avsc' }, '"a.avsc" leads out of the document; put what it means into it.'],
    ['round', ref('Round'), '"#/components/schemas/Round" leads round and round.'],
  ])('and one that leads %s is told', (_, reference, reason) => {
    const found = read(record('R', reference), { Round: { type: 'array', items: ref('Round') } }, AVRO);
    expect('faults' in found && found.faults.map((fault) => fault.reason)).toEqual([reason]);
  });

  it('and a bomb is refused', () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`S${i}`, ['null', ...Array<object>(9).fill(ref(`S${i + 1}`))]]),
    );
    const found = read(record('R', ref('S0')), { ...schemas, S30: 'int' }, AVRO);
    expect('faults' in found && found.faults[0]!.reason).toMatch(/ is one copy too many: .* 2000 times/);
  });
});

describe('of a JSON Schema what it refers to comes along', () => {
  it('under its name, and what leads to itself stays within it', () => {
    const order = { properties: { line: ref('Line'), parent: ref('Order'), part: ref('Order/properties/line') } };
    const line = { properties: { order: ref('Order'), self: ref('Line') } };
    expect(told(ref('Order'), { Order: order, Line: line })).toEqual([
      'JSON',
      {
        properties: {
          line: { $ref: '#/definitions/Line' },
          parent: { $ref: '#' },
          part: { $ref: '#/properties/line' },
        },
        definitions: { Line: { properties: { order: { $ref: '#' }, self: { $ref: '#/definitions/Line' } } } },
      },
      '/components/schemas/Order',
      { '/definitions/Line': '/components/schemas/Line' },
      [],
    ]);
  });

  it('beside definitions of that name, and with the dialect that the document tells', () => {
    const schema = { $defs: { Line: true }, items: ref('Line') };
    const payload = { schemaFormat: 'application/schema+json;version=2020-12', schema };
    expect(schemaOf(payload, { Line: { type: 'string' } })).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: { Line: true, '/Line': { type: 'string' } },
      items: { $ref: '#/$defs/~1Line' },
    });
  });
});

it.each([
  ['maximum', '{"maximum":12345678901234567890}', ''],
  [
    'an Avro default',
    '{"type":"record","name":"R","fields":[{"name":"f","type":"long","default":9007199254740993}]}',
    AVRO,
  ],
])('a number that a double does not hold stays as it is written: %s', (_, text, schemaFormat) => {
  expect(read(readExactJson(text), {}, schemaFormat)).toMatchObject({ text });
});

it.each<[unknown, string, unknown]>([
  [{}, 'application/raml+yaml;version=1.0', { otherFormat: 'application/raml+yaml;version=1.0' }],
  [{}, 'application/vnd.oai.openapi;version=3.0.0', { otherFormat: 'application/vnd.oai.openapi;version=3.0.0' }],
  [{ $ref: 'a.json' }, '', { format: 'JSON', lost: { reference: 'a.json', why: 'elsewhere', pointer: '/p' } }],
  [{ $ref: '#/none' }, AVRO, { format: 'AVRO', lost: { reference: '#/none', why: 'nothing', pointer: '/p' } }],
  [
    { schemaFormat: 3, schema: {} },
    '',
    { faults: [{ reason: 'schemaFormat is not a text.', from: '/p/schema', at: '' }] },
  ],
  [3, '', { faults: [{ reason: 'The schema is neither an object nor a boolean.', from: '/p', at: '' }] }],
  [3, AVRO, { faults: [{ reason: 'An Avro schema must be an object, a list or a name.', from: '/p', at: '' }] }],
  [
    {},
    'application/vnd.google.protobuf',
    { faults: [{ reason: 'A Protobuf schema must be its text.', from: '/p', at: '' }] },
  ],
])('%j of the format "%s" is not read, and why is told', (payload, schemaFormat, expected) => {
  expect(read(payload, {}, schemaFormat)).toMatchObject(expected as object);
});

it.each([
  [{ 'x-docs': { $ref: 'http://docs.example/a' } }],
  [{ 'x-docs': { $ref: '#/components/schemas/Line' } }],
  [{ seeAlso: { $ref: 'http://docs.example/a' } }],
  [{ const: { $ref: 'http://a' }, enum: [{ $ref: '#/b' }], default: { $ref: 'c' }, examples: [{ $ref: '#/d' }] }],
])('in a JSON Schema what is data is no reference: %j', (data) => {
  const schema = { type: 'object', ...data };
  expect(told(schema, { Line: { type: 'string' } })).toEqual(['JSON', schema, '/p', {}, []]);
});

it('below a member that no draft knows a reference within the document leads there, since others may refer to it', () => {
  const schema = { items: { $ref: '#/p/parts/a' }, parts: { a: { $ref: '#/components/schemas/Line' } } };
  expect(schemaOf(schema, { Line: { type: 'string' } })).toEqual({
    items: { $ref: '#/parts/a' },
    parts: { a: { $ref: '#/definitions/Line' } },
    definitions: { Line: { type: 'string' } },
  });
});
