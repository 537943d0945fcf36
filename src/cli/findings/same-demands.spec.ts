import { describe, expect, it } from '@jest/globals';
import { avro, decimal, enumOf, fields, fixed, json, printsOf, proto, type Case } from './demands.spec-support.js';

const enumField = (...names: string[]): string =>
  `syntax = "proto2"; message E { optional N a = 1; } enum N { ${names.map((name) => `${name} = 0;`).join(' ')} }`;

describe('who accepted a demand has accepted it in another order, too', () => {
  it.each<Case>([
    json('type-narrowed', {}, { type: ['string', 'null'] }, { type: ['null', 'string'] }),
    json(
      'type-narrowed',
      { type: 'string' },
      { type: ['integer', 'boolean'] },
      { type: ['boolean', 'integer'] },
      { level: 'FORWARD' },
    ),
    json('values-narrowed', { enum: [1, 2, 3, 4] }, { enum: [1, 2] }, { enum: [2, 1] }),
    json('values-narrowed', { enum: [1, 2] }, { enum: [1, 3, 4] }, { enum: [4, 3, 1] }, { level: 'FORWARD' }),
    avro('union-branch-missing', ['null', 'string', 'long'], ['null', 'string'], ['string', 'null']),
    avro('enum-symbols-removed', enumOf('A'), enumOf('A', 'B', 'C'), enumOf('C', 'B', 'A'), { level: 'FORWARD' }),
    proto('enum-value-renamed', 'SOURCE', [
      enumField('A'),
      enumField('B', 'C').replace('{ B', '{ option allow_alias = true; B'),
      enumField('C', 'B').replace('{ C', '{ option allow_alias = true; C'),
    ]),
  ])('$rule', async (one) => {
    const [, first, second] = one.schemas;
    const accepted = await printsOf(one, first);
    expect([accepted.length, await printsOf(one, second)]).toEqual([1, accepted]);
  });
});

it.each<Case>([
  json('type-narrowed', { type: 'string' }, { type: 'integer' }, {}),
  avro('type-changed', 'string', 'int', null),
  avro('union-branch-missing', 'string', ['null', 'int'], null),
  avro('fixed-size-changed', fixed(4), fixed(8), null),
  avro('decimal-scale-changed', decimal(2), decimal(3), null),
])('who accepted a demand has accepted it against a version of other types: $rule', async (one) => {
  const [older, candidate] = one.schemas;
  const other = { ...one, schemas: [OTHERS[one.rule]!(older), candidate, candidate] as const };
  const accepted = await printsOf(one, candidate);
  expect([accepted.length, await printsOf(other, candidate)]).toEqual([1, accepted]);
});

const OTHERS: Readonly<Record<string, (older: string) => string>> = {
  'type-narrowed': (older) => older.replace('"string"', '["string","null"]'),
  'type-changed': (older) => older.replace('"string"', '"boolean"'),
  'union-branch-missing': (older) => older.replace('"string"', '"bytes"'),
  'fixed-size-changed': (older) => older.replace('"size":4', '"size":5'),
  'decimal-scale-changed': (older) => older.replace('"scale":2', '"scale":1'),
};

describe('who accepted a change has not accepted the one back', () => {
  it.each<Case>([
    fields('field-type-changed', 'WIRE', 'int64 a = 1;', 'string a = 1;', ''),
    fields('field-cardinality-changed', 'WIRE', 'string a = 1;', 'repeated string a = 1;', ''),
    fields('field-oneof-changed', 'WIRE', 'int64 a = 1;', 'oneof o { int64 a = 1; }', ''),
    fields('field-source-type-changed', 'SOURCE', 'int32 a = 1;', 'int64 a = 1;', ''),
  ])('$rule', async (one) => {
    const [older, newer] = one.schemas;
    const back = { ...one, schemas: [newer, older, older] as const };
    const [accepted, later] = [await printsOf(one, newer), await printsOf(back, older)];
    expect([accepted.length, later.length]).toEqual([1, 1]);
    expect(later).not.toEqual(accepted);
  });
});

it('of long values all counts, of which a message shows the beginning', async () => {
  const long = 'x'.repeat(100);
  const one = json(
    'values-narrowed',
    { enum: [`${long}1`, `${long}2`, 3] },
    { enum: [`${long}1`, 3] },
    { enum: [`${long}2`, 3] },
  );
  const [, first, second] = one.schemas;
  const [accepted, later] = [await printsOf(one, first), await printsOf(one, second)];
  expect([accepted.length, later.length]).toEqual([1, 1]);
  expect(later).not.toEqual(accepted);
});
