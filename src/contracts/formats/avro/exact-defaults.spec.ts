import { avroFormat } from './avro-format.js';
import { describeChanges } from '../../diff/describe-changes.js';

const options = { defaultDialect: '2020-12' as const, isOver: () => false };
const ID = '{"name":"id","type":"string"}';

/** A record of an id and of a field with a default, by the text of both. */
const withDefault = (type: string, value: string) =>
  `{"type":"record","name":"R","fields":[${ID},{"name":"n","type":${type},"default":${value}}]}`;

function read(text: string) {
  const reading = avroFormat.read({ text }, options);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.schema;
}

const problemsOf = (text: string) => {
  const reading = avroFormat.read({ text }, options);
  return 'problems' in reading ? reading.problems : [];
};

it.each([
  ['"long"', '9223372036854775807'],
  ['"long"', '-9223372036854775808'],
  ['"long"', '9007199254740993'],
  ['"long"', '1e3'],
  ['["null","long"]', '9223372036854775807'],
  ['{"type":"array","items":"long"}', '[9007199254740993,0]'],
  ['"double"', '0.12345678901234567890'],
])('%s may have the default %s', (type, value) => {
  expect(problemsOf(withDefault(type, value))).toEqual([]);
});

it.each([
  ['9223372036854775808'],
  ['-9223372036854775809'],
  ['9223372036854776000'],
  ['-9223372036854776000'],
  ['9007199254740993.5'],
  ['1e400'],
])('a long may not have the default %s, by its digits', (value) => {
  expect(problemsOf(withDefault('"long"', value))).toEqual([
    { place: '/fields/1/default', reason: `The default ${value} is no long.` },
  ]);
});

it('says which value of a list is none', () => {
  expect(problemsOf(withDefault('{"type":"array","items":"long"}', '[1,9223372036854775808]'))).toMatchObject([
    { reason: 'The default [1,9223372036854775808] is no array of long.' },
  ]);
});

it.each([
  ['"long"', '9007199254740993', '9007199254740993'],
  ['"long"', '9223372036854775807', '9223372036854775807'],
  ['["long","null"]', '-9007199254740993', '-9007199254740993'],
  ['"long"', '5', 5],
])('an event that lacks a field of type %s gets its default %s with all digits', (type, value, expected) => {
  const writer = read(`{"type":"record","name":"R","fields":[${ID}]}`);
  const resolved = avroFormat.readAs!(writer, read(withDefault(type, value)), { id: 'a' });
  expect(resolved).toMatchObject({ event: { id: 'a', n: expected } });
  expect(JSON.stringify(resolved)).toContain(`its default ${value}`);
});

it('a default that changes by less than a double tells is a change', () => {
  const source = (value: string) => ({ text: withDefault('"long"', value) });
  const changesOf = (older: string, newer: string) => {
    const diff = describeChanges({ format: 'AVRO', older: source(older), newer: source(newer) });
    return 'changes' in diff ? diff.changes.map(({ message, before, after }) => ({ message, before, after })) : diff;
  };
  expect(changesOf('9007199254740993', '9007199254740992')).toEqual([
    {
      message: '"default" of /n is 9007199254740992 now; it was "9007199254740993".',
      before: '9007199254740993',
      after: 9007199254740992,
    },
  ]);
  expect(changesOf('9007199254740993', '9007199254740993')).toEqual([]);
});
