import { checkCompatibility } from '../../compatibility.js';

function check(writer: unknown, reader: unknown) {
  return checkCompatibility({
    format: 'AVRO',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'AVRO', text: JSON.stringify(writer) }],
    candidate: JSON.stringify(reader),
    budgetMs: 60_000,
  });
}

const record = (name: string, fields: object[], more: object = {}) => ({ type: 'record', name, fields, ...more });
const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
const one = (type: unknown, more: object = {}) => record('R', [field('a', type, more)]);
const symbols = (list: string[], more: object = {}) => ({ type: 'enum', name: 'E', symbols: list, ...more });
const fixed = (size: number, name = 'F') => ({ type: 'fixed', name, size });
const decimal = (precision: number, scale: number) => ({ type: 'bytes', logicalType: 'decimal', precision, scale });

// What the specification 1.12, "Schema Resolution", says, pair by pair: what, the writer, the reader, and the finding.
describe.each<[string, unknown, unknown, [string, string | null, string] | null]>([
  ['the same', one('int'), one('int'), null],
  ['another type', one('string'), one('int'), ['type-changed', 'TYPE_MISMATCH', '/fields/0/type']],
  ['a narrower number', 'long', 'int', ['type-changed', 'TYPE_MISMATCH', '']],
  ['a wider number', 'int', 'double', null],
  ['a number of less precision, which the specification allows', 'long', 'float', null],
  ['bytes read as a string', 'bytes', 'string', null],
  ['a fixed read as bytes', fixed(4), 'bytes', ['type-changed', 'TYPE_MISMATCH', '']],
  [
    'an array read as a map',
    { type: 'array', items: 'int' },
    { type: 'map', values: 'int' },
    ['type-changed', 'TYPE_MISMATCH', ''],
  ],
  ['a wider item', { type: 'array', items: 'int' }, { type: 'array', items: 'long' }, null],
  ['a field taken away', record('R', [field('a', 'int'), field('b', 'int')]), one('int'), null],
  ['a field added with a default', record('R', []), one('int', { default: 0 }), null],
  ['a field added with a default of null', record('R', []), one(['null', 'int'], { default: null }), null],
  [
    'a field added without one',
    record('R', []),
    one(['null', 'int']),
    ['field-without-default', 'READER_FIELD_MISSING_DEFAULT_VALUE', '/fields/0'],
  ],
  [
    'a field of an enum with a default symbol, which is none for the field',
    record('R', []),
    one(symbols(['A'], { default: 'A' })),
    ['field-without-default', 'READER_FIELD_MISSING_DEFAULT_VALUE', '/fields/0'],
  ],
  [
    'fields in another order',
    record('R', [field('a', 'int'), field('b', 'string')]),
    record('R', [field('b', 'string'), field('a', 'int')]),
    null,
  ],
  ['a field renamed with an alias', one('int'), record('R', [field('b', 'int', { aliases: ['a'] })]), null],
  [
    'a field renamed without',
    one('int'),
    record('R', [field('b', 'int')]),
    ['field-without-default', 'READER_FIELD_MISSING_DEFAULT_VALUE', '/fields/0'],
  ],
  [
    'an alias of the writer, which says nothing',
    record('R', [field('b', 'int', { aliases: ['a'] })]),
    one('int'),
    ['field-without-default', 'READER_FIELD_MISSING_DEFAULT_VALUE', '/fields/0'],
  ],
  [
    'an alias that names a second field of the writer',
    record('R', [field('a', 'int'), field('b', 'int')]),
    record('R', [field('a', 'int', { aliases: ['b'] })]),
    ['alias-ambiguous', null, '/fields/0'],
  ],
  ['a record renamed', one('int'), { ...one('int'), name: 'S' }, ['name-changed', 'NAME_MISMATCH', '/name']],
  ['a record renamed with an alias', one('int'), { ...one('int'), name: 'S', aliases: ['R'] }, null],
  ['a record of another namespace', { ...one('int'), namespace: 'x' }, { ...one('int'), namespace: 'y' }, null],
  [
    'an alias in the namespace of its type',
    { ...one('int'), namespace: 'x' },
    { ...one('int'), name: 'y.S', aliases: ['R'] },
    ['name-changed', 'NAME_MISMATCH', '/name'],
  ],
  [
    'an alias with its namespace',
    { ...one('int'), namespace: 'x' },
    { ...one('int'), name: 'y.S', aliases: ['x.R'] },
    null,
  ],
  ['an enum renamed', symbols(['A']), { ...symbols(['A']), name: 'G' }, ['name-changed', 'NAME_MISMATCH', '/name']],
  ['a symbol added', symbols(['A']), symbols(['B', 'A']), null],
  [
    'a symbol taken away',
    symbols(['A', 'B']),
    symbols(['B']),
    ['enum-symbols-removed', 'MISSING_ENUM_SYMBOLS', '/symbols'],
  ],
  ['a symbol taken away where there is a default', symbols(['A', 'B']), symbols(['B'], { default: 'B' }), null],
  [
    'a default of the writer, which says nothing',
    symbols(['A', 'B'], { default: 'B' }),
    symbols(['B']),
    ['enum-symbols-removed', 'MISSING_ENUM_SYMBOLS', '/symbols'],
  ],
  ['another size', fixed(4), fixed(8), ['fixed-size-changed', 'FIXED_SIZE_MISMATCH', '/size']],
  ['a type made a union', one('string'), one(['null', 'string']), null],
  ['a union made a type', one(['null', 'string']), one('string'), ['type-changed', 'TYPE_MISMATCH', '/fields/0/type']],
  ['a union of one made a type', ['int'], 'long', null],
  ['a branch added', ['int', 'string'], ['null', 'string', 'int'], null],
  ['a branch taken away', ['int', 'string'], ['int'], ['union-branch-missing', 'MISSING_UNION_BRANCH', '']],
  ['a branch that is promoted', ['int', 'string'], ['bytes', 'double'], null],
  [
    'a branch of another name',
    ['int', record('S', [])],
    ['int', record('T', [])],
    ['union-branch-missing', 'MISSING_UNION_BRANCH', ''],
  ],
  [
    'a branch of another size',
    ['int', fixed(4)],
    ['int', fixed(8)],
    ['union-branch-missing', 'MISSING_UNION_BRANCH', ''],
  ],
  [
    'a branch of the same full name behind one of the same short name',
    record('y.S', [field('a', 'string')]),
    [record('x.S', [field('a', 'int')]), record('y.S', [field('a', 'string')])],
    null,
  ],
  ['a union without branches, of which there are no events', [], ['int'], null],
  [
    'a decimal of another scale',
    one(decimal(4, 2)),
    one(decimal(4, 3)),
    ['decimal-scale-changed', null, '/fields/0/type/scale'],
  ],
  [
    'a decimal of another precision',
    one(decimal(4, 2)),
    one(decimal(8, 2)),
    ['decimal-precision-changed', null, '/fields/0/type/precision'],
  ],
  ['a decimal read as bytes', one(decimal(4, 2)), one('bytes'), null],
  ['a decimal whose attributes are wrong, and ignored', one(decimal(4, 5)), one(decimal(4, 2)), null],
  [
    'a list of longs read as one of ints',
    record('L', [field('v', 'long'), field('n', ['null', 'L'])]),
    record('L', [field('v', 'int'), field('n', ['null', 'L'])]),
    ['type-changed', 'TYPE_MISMATCH', '/fields/0/type'],
  ],
  [
    'a list of ints read as one of longs',
    record('L', [field('v', 'int'), field('n', ['null', 'L'])]),
    record('L', [field('v', 'long'), field('n', ['null', 'L'])]),
    null,
  ],
])('%s', (_, writer, reader, expected) => {
  it(expected === null ? 'is compatible' : `is incompatible: ${expected[0]}, with an event`, () => {
    const found = check(writer, reader).findings.filter(({ severity }) => severity !== 'notice');
    if (expected === null) expect(found).toEqual([]);
    else {
      const [rule, change, readerPath] = expected;
      expect(found).toEqual([
        expect.objectContaining({ rule, change, readerPath, severity: 'incompatible', witness: expect.anything() }),
      ]);
    }
  });
});
