import { Buffer } from 'node:buffer';
import { avroFormat } from './avro-format.js';

const options = { defaultDialect: '2020-12' as const, isOver: () => false };

function read(json: unknown) {
  const reading = avroFormat.read({ text: JSON.stringify(json) }, options);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.schema;
}

const decode = (json: unknown, hex: string) => avroFormat.decode(read(json), Buffer.from(hex, 'hex'));
const validate = (json: unknown, event: unknown) => avroFormat.validate(read(json), event);

const order = {
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'note', type: ['null', 'string'], default: null },
    { name: 'lines', type: { type: 'array', items: 'string' } },
  ],
};

describe('decoding', () => {
  // The examples are those of the specification 1.12, "Binary Encoding".
  it.each<[string, unknown, string, unknown]>([
    ['a string', 'string', '06666f6f', 'foo'],
    [
      'a record',
      {
        type: 'record',
        name: 'test',
        fields: [
          { name: 'a', type: 'long' },
          { name: 'b', type: 'string' },
        ],
      },
      '3606666f6f',
      { a: 27, b: 'foo' },
    ],
    ['an array', { type: 'array', items: 'long' }, '04063600', [3, 27]],
    ['an array whose block says its size', { type: 'array', items: 'long' }, '0304063600', [3, 27]],
    ['null in a union', ['null', 'string'], '00', null],
    ['a string in a union', ['null', 'string'], '020261', 'a'],
    ['an enum', { type: 'enum', name: 'Foo', symbols: ['A', 'B', 'C', 'D'] }, '06', 'D'],
    ['bytes as code points', 'bytes', '0400ff', '\u0000\u00ff'],
    ['a long that a number would not hold', 'long', 'feffffffffffffffff01', '9223372036854775807'],
    ['a double that JSON does not have', 'double', '000000000000f87f', 'NaN'],
    [
      'a union of two records, by name',
      [
        { type: 'record', name: 'A', fields: [] },
        { type: 'record', name: 'B', fields: [] },
      ],
      '02',
      { B: {} },
    ],
    [
      'a key that every object has',
      { type: 'map', values: 'int' },
      '02125f5f70726f746f5f5f0200',
      JSON.parse('{"__proto__":1}'),
    ],
  ])('%s', (_, schema, hex, event) => {
    expect(decode(schema, hex)).toEqual({ event });
    expect(validate(schema, event)).toEqual([]);
  });

  it.each<[string, unknown, string, string, string]>([
    ['ends too early', order, '0200', '/lines', '1 bytes are due, and 0 are left'],
    ['goes on behind the event', 'int', '0200', '', '1 bytes are left behind the event'],
    ['has a branch the union does not have', order, '0204', '/note', 'there is no branch 2, only 2 from 0 on'],
    ['has a length below 0', 'string', '01', '', 'a length of -1 is below 0'],
    [
      'has a length beyond everything',
      'bytes',
      'feffffffffffffffff01',
      '',
      '9223372036854775807 bytes are due, and 0 are left',
    ],
    ['has a string that is none', 'string', '02ff', '', 'the string is no UTF-8'],
    ['has a boolean that is none', 'boolean', '02', '', 'a boolean is 0 or 1, not 2'],
    ['has an int that is none', 'int', '8080808080808001', '', '281474976710656 is no int of 32 bits'],
    ['has a number that never ends', 'long', 'ffffffffffffffffffffff', '', 'a number takes more than 64 bits'],
    [
      'says a billion nulls in five bytes',
      { type: 'array', items: 'null' },
      '80a8d6b90700',
      '/999999',
      'it holds more than 1000000 values',
    ],
  ])('tells where a payload %s', (_, schema, hex, path, reason) => {
    expect(decode(schema, hex)).toEqual({ rejections: [{ path, reason }] });
  });

  it('tells a payload that nests itself without end', () => {
    const list = { type: 'record', name: 'L', fields: [{ name: 'n', type: ['null', 'L'] }] };
    const decoded = decode(list, '02'.repeat(100_000));
    expect(decoded).toEqual({
      rejections: [{ path: expect.any(String), reason: 'it is nested more than 1000 levels deep' }],
    });
  });
});

describe('validation', () => {
  it('tells all that is wrong, with pointers', () => {
    expect(validate(order, { id: 1.5, lines: ['a', 2], extra: true })).toEqual([
      { path: '/id', reason: 'must be a whole number of 64 bits (long)' },
      { path: '', reason: 'must have "note": its default is for readers, and every event carries it' },
      { path: '/lines/1', reason: 'must be string' },
      { path: '/extra', reason: 'is no field of Order' },
    ]);
  });

  it('takes a union as Avro writes it in JSON, and plainly where this is clear', () => {
    expect(validate(order, { id: 1, note: 'a', lines: [] })).toEqual([]);
    expect(validate(order, { id: 1, note: { string: 'a' }, lines: [] })).toEqual([]);
    expect(validate(['int', 'double'], { int: 1 })).toEqual([]);
    expect(validate(['int', 'double'], 1)).toEqual([
      { path: '', reason: 'must be int or double, in an object with the name of its type, such as {"double": ...}' },
    ]);
    expect(validate(['null', 'int'], 'a')).toEqual([{ path: '', reason: 'must be null or int' }]);
  });

  it('names a few of many symbols and branches, however often they are missed', () => {
    const symbols = Array.from({ length: 20_000 }, (_, i) => `S${i}`);
    const items = { type: 'enum', name: 'E', symbols };
    const reasons = validate({ type: 'array', items }, Array<string>(1_000).fill('x')).map(({ reason }) => reason);
    expect(reasons).toHaveLength(1_000);
    expect(new Set(reasons)).toEqual(new Set(['must be one of "S0", "S1", "S2", "S3", "S4" and 19995 more']));
    const records = symbols.slice(0, 3_000).map((name) => ({ type: 'record', name, fields: [] }));
    expect(validate(records, 'x')).toEqual([
      {
        path: '',
        reason:
          'must be record S0 or record S1 or record S2 or record S3 or record S4 or 2995 more, ' +
          'in an object with the name of its type, such as {"S2999": ...}',
      },
    ]);
  });

  it('stops at a thousand reasons, also of one object', () => {
    const event = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]));
    expect(validate({ type: 'record', name: 'R', fields: [] }, event)).toHaveLength(1_000);
  });

  it('does not fall for what every object has, nor for nesting', () => {
    const hidden = { type: 'record', name: 'R', fields: [{ name: 'toString', type: 'string' }] };
    expect(validate(hidden, {})).toEqual([{ path: '', reason: 'must have "toString"' }]);
    expect(validate({ type: 'enum', name: 'E', symbols: [] }, 'constructor')).toHaveLength(1);
    const list = { type: 'record', name: 'L', fields: [{ name: 'n', type: ['null', 'L'] }] };
    let event: unknown = null;
    for (let level = 0; level < 20_000; level++) event = { n: event };
    expect(validate(list, event)).toEqual([
      { path: expect.any(String), reason: 'is nested more than 1000 levels deep' },
    ]);
  });
});
