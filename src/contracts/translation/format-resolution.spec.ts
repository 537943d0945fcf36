import type { Format } from '../source.js';
import { translate, type SampleReport } from './translate.js';

/** Texts of version 1, 2 and so on, without rules. */
async function carried(
  format: Format,
  texts: string[],
  samples: unknown[],
  to = texts.length,
): Promise<SampleReport[]> {
  const versions = texts.map((text, i) => ({ version: i + 1, text }));
  const translation = await translate({ format, versions, from: to === 1 ? texts.length : 1, to, samples });
  if ('problems' in translation) throw new Error(JSON.stringify(translation.problems));
  return translation.samples;
}

/** What became of it: the event and what was done, or why not. */
const told = (report: SampleReport | undefined): unknown[] =>
  report!.survived
    ? [report!.result, ...report!.done]
    : ['failed', ...report!.rejections.map(({ path, reason }) => `${path}: ${reason}`)];

const record = (...fields: object[]): string => JSON.stringify({ type: 'record', name: 'Order', fields });
const field = (name: string, type: unknown, more: object = {}): object => ({ name, type, ...more });

describe('an event of Avro that another version reads', () => {
  const status = (...symbols: string[]) => ({ type: 'enum', name: 'Status', symbols });

  it.each<[string, string, string, unknown, unknown[]]>([
    [
      'has its fields by alias, the defaults, and nothing that the reader does not know',
      record(field('mail', 'string'), field('note', 'string')),
      record(field('email', 'string', { aliases: ['mail'] }), field('currency', 'string', { default: 'EUR' })),
      { mail: 'a@b', note: 'x' },
      [
        { email: 'a@b', currency: 'EUR' },
        '/email: taken from "mail"',
        '/currency: its default "EUR"',
        '/note: dropped',
      ],
    ],
    [
      'is refused where only the writer has the alias',
      record(field('b', 'int', { aliases: ['a'] })),
      record(field('a', 'int')),
      { b: 1 },
      ['failed', ': "a" is missing and has no default'],
    ],
    [
      'is refused where the record has another name',
      record(field('a', 'int')),
      record(field('a', 'int')).replace('Order', 'Sale'),
      { a: 1 },
      ['failed', ': record Sale is expected, and this is record Order: the names do not match'],
    ],
    [
      'is refused where a long would become an int',
      record(field('a', 'long')),
      record(field('a', 'int')),
      { a: 1 },
      ['failed', '/a: int is expected, and this is long'],
    ],
    [
      'has the default symbol for one that the reader does not know',
      record(field('s', status('A', 'Z'))),
      record(field('s', { ...status('A'), default: 'A' })),
      { s: 'Z' },
      [{ s: 'A' }, '/s: "Z" is not known, and its default "A" is taken'],
    ],
    [
      'is in the branch that fits, named where the form does not tell',
      record(field('u', ['int', 'long'])),
      record(field('u', ['long', 'string'])),
      { u: { int: 1 } },
      [{ u: 1 }],
    ],
    [
      'is promoted, and rounded where it must be',
      record(field('a', 'long'), field('b', 'string'), field('c', 'bytes')),
      record(field('a', 'double'), field('b', 'bytes'), field('c', 'string')),
      { a: '9007199254740993', b: 'é', c: 'Ã©ÿ' },
      [
        { a: 9007199254740992, b: 'Ã©', c: 'é\uFFFD' },
        '/a: 9007199254740993 is rounded to 9007199254740992',
        '/c: what is no UTF-8 in its bytes is replaced',
      ],
    ],
    [
      'is followed into lists, maps and types that hold themselves',
      record(
        field('l', { type: 'array', items: 'int' }),
        field('next', ['null', 'Order']),
        field('__proto__', { type: 'map', values: 'int' }),
      ),
      record(
        field('l', { type: 'array', items: 'long' }),
        field('next', ['null', 'Order']),
        field('n', 'int', { default: 7 }),
      ),
      JSON.parse('{"l":[1],"next":{"l":[],"next":null,"__proto__":{}},"__proto__":{"a":1}}'),
      [
        { l: [1], next: { l: [], next: null, n: 7 }, n: 7 },
        '/next/n: its default 7',
        '/next/__proto__: dropped',
        '/n: its default 7',
        '/__proto__: dropped',
      ],
    ],
    [
      'is refused where two fields claim one, since implementations differ',
      record(field('a', 'int')),
      record(field('a', 'int'), field('b', 'int', { aliases: ['a'], default: 0 })),
      { a: 1 },
      [
        'failed',
        '/a: is claimed by two fields, and implementations differ in which one gets it',
        '/a: is claimed by two fields, and implementations differ in which one gets it',
      ],
    ],
  ])('%s', async (_, from, to, event, expected) => {
    const [report] = await carried('AVRO', [from, to], [event]);
    expect(told(report)).toEqual(expected);
  });

  it('fails at the version that it fits no more, though those between have fields that it lacks', async () => {
    const id = field('id', 'int');
    const second = [id, field('d', 'int', { default: 1 })];
    const texts = [record(id), record(...second), record(...second, field('x', 'int'))];
    expect(await carried('AVRO', texts, [{ id: 1 }])).toEqual([
      {
        sample: 0,
        survived: false,
        failedAt: 3,
        rule: null,
        why: 'It is no event of version 3: the event "x" is missing and has no default.',
        rejections: [{ path: '', reason: '"x" is missing and has no default' }],
        result: { id: 1 },
      },
    ]);
  });

  it('is not filled with defaults without end', async () => {
    let type: unknown = 'int';
    for (let i = 0; i < 12; i++) {
      const inner = field('a', type, { default: i === 0 ? 1 : {} });
      const again = field('b', i === 0 ? 'int' : `R${i - 1}`, { default: i === 0 ? 1 : {} });
      type = { type: 'record', name: `R${i}`, fields: [inner, again] };
    }
    const items = (...fields: object[]) =>
      record(field('l', { type: 'array', items: { type: 'record', name: 'I', fields } }));
    const [report] = await carried(
      'AVRO',
      [items(), items(field('x', type, { default: {} }))],
      [{ l: Array(500).fill({}) }],
    );
    expect(told(report)).toEqual(['failed', ': would hold more than 500000 values']);
  });
});

describe('an event of Protobuf that another version reads', () => {
  const order = (fields: string, more = ''): string => `syntax = "proto3"; message Order { ${fields} } ${more}`;
  const status = (values: string): string => order('Status s = 1;', `enum Status { ${values} }`);

  it.each<[string, string, string, unknown, unknown[]]>([
    [
      'has its fields by number, whatever they are called',
      order('string order_id = 1;'),
      order('string order = 1;'),
      { orderId: 'a' },
      [{ order: 'a' }, '/order: taken from "order_id"'],
    ],
    [
      'is refused where a field has another number',
      order('string a = 1; string b = 2;'),
      order('string a = 1; string b = 3;'),
      { a: 'x', b: 'y' },
      ['failed', '/b: is written under number 2 and looked for under 3: its value is lost'],
    ],
    [
      'goes on where the number was given up on purpose',
      order('string a = 1; string b = 2;'),
      order('reserved 2; string a = 1; string b = 3;'),
      { a: 'x', b: 'y' },
      [{ a: 'x' }, '/b: dropped'],
    ],
    [
      'has the new name of a value that kept its number',
      status('NONE = 0; PAID = 1;'),
      status('NONE = 0; SETTLED = 1;'),
      { s: 'PAID' },
      [{ s: 'SETTLED' }],
    ],
    [
      'keeps the number of a value that an open enum does not know',
      status('NONE = 0; PAID = 1;'),
      status('NONE = 0;'),
      { s: 'PAID' },
      [{ s: 1 }],
    ],
    [
      'is refused where the reader takes it for something else',
      order('sint32 a = 1;'),
      order('int32 a = 1;'),
      { a: 5 },
      ['failed', '/a: it reads 10 where 5 was written'],
    ],
    [
      'is followed into messages, lists and maps',
      order('repeated Line l = 1; map<string, Line> m = 2;', 'message Line { string x = 1; string y = 2; }'),
      order('repeated Line l = 1; map<string, Line> m = 2;', 'message Line { string z = 1; }'),
      { l: [{ x: 'a', y: 'b' }], m: { k: { y: 'c' } } },
      [{ l: [{ z: 'a' }], m: { k: {} } }, '/l/0/z: taken from "x"', '/l/0/y: dropped', '/m/k/y: dropped'],
    ],
  ])('%s', async (_, from, to, event, expected) => {
    const [report] = await carried('PROTOBUF', [from, to], [event]);
    expect(told(report)).toEqual(expected);
  });
});

it('an event of JSON stays as it is, since a schema only judges it', async () => {
  const text = JSON.stringify({ properties: { note: { default: 'none' } } });
  expect(await carried('JSON', [text, text], [{ a: 1 }])).toEqual([
    { sample: 0, survived: true, result: { a: 1 }, done: [] },
  ]);
});
