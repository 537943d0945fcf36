import { checkCompatibility } from '../../compatibility.js';

const check = (older: string, newer: string, policy?: 'LENIENT') =>
  checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    ...(policy === undefined ? {} : { policy }),
    history: [{ version: 1, format: 'JSON', text: older }],
    candidate: newer,
  });
const rules = (older: string, newer: string) => check(older, newer).findings.map(({ rule }) => rule);

const idUpTo = (maximum: string) => `{"type":"object","properties":{"id":{"type":"integer","maximum":${maximum}}}}`;
const MAX = '9223372036854775807';
const LESS = '9223372036854775806';

it('takes a bound that moves outward by less than a double tells', () => {
  expect(check(idUpTo(LESS), idUpTo(MAX))).toEqual({ verdict: 'compatible', findings: [] });
  expect(rules(`{"minimum":-${LESS}}`, `{"minimum":-${MAX}}`)).toEqual([]);
  expect(rules(`{"exclusiveMaximum":${LESS}}`, `{"exclusiveMaximum":${MAX}}`)).toEqual([]);
  expect(
    rules(
      `{"$ref":"#/definitions/id","definitions":{"id":{"maximum":${LESS}}}}`,
      `{"$ref":"#/definitions/id","definitions":{"id":{"maximum":${MAX}}}}`,
    ),
  ).toEqual([]);
});

it('takes one beside another change that is compatible', () => {
  const described = idUpTo(MAX).replace('"properties"', '"description":"An order.","properties"');
  expect(check(idUpTo(LESS), described).verdict).toBe('compatible');
});

it('does not tell of one that moves inward, since no event shows it', () => {
  const { verdict, findings } = check(idUpTo(MAX), idUpTo(LESS));
  expect(verdict).toBe('unproven');
  expect(findings).toMatchObject([
    { rule: 'number-rounded', severity: 'unproven', readerPath: '/properties/id/maximum' },
  ]);
  expect(rules(`{"minimum":-${MAX}}`, `{"minimum":-${LESS}}`)).toEqual(['number-rounded']);
});

it.each([
  ['under "not", where more is less', `{"not":{"maximum":${LESS}}}`, `{"not":{"maximum":${MAX}}}`],
  ['behind "if"', `{"if":{"maximum":${LESS}},"then":{"minimum":1}}`, `{"if":{"maximum":${MAX}},"then":{"minimum":1}}`],
  [
    'referred to from under "not"',
    `{"not":{"$ref":"#/definitions/a"},"definitions":{"a":{"maximum":${LESS}}}}`,
    `{"not":{"$ref":"#/definitions/a"},"definitions":{"a":{"maximum":${MAX}}}}`,
  ],
  ['of a value, not of a bound', `{"const":{"maximum":${LESS}}}`, `{"const":{"maximum":${MAX}}}`],
  ['of a divisor', `{"multipleOf":${LESS}}`, `{"multipleOf":${MAX}}`],
  ['that is written with an exponent', '{"maximum":1e400}', '{"maximum":2e400}'],
])('does not tell of one %s', (_, older, newer) => {
  expect(check(older, newer).verdict).not.toBe('compatible');
});

it('leaves the policy LENIENT its doubt, under which a schema is read as another one', () => {
  expect(check(idUpTo(LESS), idUpTo(MAX), 'LENIENT').verdict).toBe('unproven');
});

const beside = (schema: string, more: string) => `${schema.slice(0, -1)},${more}}`;
const BOUND = '{"maximum":9007199254740993}';
const DEFINED = `"definitions":{"x":{"maximum":${MAX}},"y":{"maximum":${LESS}}}`;

it.each([
  ['another one of the same list', '{"enum":[9007199254740993,9007199254740992]}', '{"enum":[9007199254740993]}'],
  [
    'one that another reference leads to',
    `{"properties":{"id":{"$ref":"#/definitions/x"}},${DEFINED}}`,
    `{"properties":{"id":{"$ref":"#/definitions/y"}},${DEFINED}}`,
  ],
  ['one that a double holds', BOUND, beside(BOUND, '"allOf":[{"maximum":9007199254740992}]')],
  [
    'what there are no whole numbers between as they are read',
    '{"type":"integer","exclusiveMinimum":9007199254740991,"exclusiveMaximum":9007199254740993}',
    '{"type":"integer","exclusiveMinimum":9007199254740991,"exclusiveMaximum":9007199254740993,"maximum":5}',
  ],
  [
    'whole numbers, as it is a fraction',
    '{"exclusiveMinimum":1.99999999999999999999}',
    '{"exclusiveMinimum":1.99999999999999999999,"anyOf":[{"not":{"type":"integer"}},{"minimum":3}]}',
  ],
  ['multiples', '{"const":9007199254740993}', '{"const":9007199254740993,"multipleOf":2}'],
])('proves nothing by comparing a rounded number that stands in both versions with %s', (_, older, newer) => {
  const { verdict, findings } = check(older, newer);
  expect([verdict, findings.map(({ rule }) => rule)]).toEqual(['unproven', ['number-rounded']]);
});

it('says which two numbers cannot be told apart', () => {
  const [finding] = check('{"enum":[9007199254740993,9007199254740992]}', '{"enum":[9007199254740993]}').findings;
  expect(finding?.message).toBe(
    'Not proved: 9007199254740993 at /enum/0 has more digits than are read, and cannot be told apart from 9007199254740992 at /enum/1.',
  );
});

const LONG = `{"type":"integer","minimum":-9223372036854775808,"maximum":${MAX}}`;
const PRICED = `{"type":"object","properties":{"id":${LONG},"price":{"multipleOf":0.01}}}`;

it.each([
  ['goes', LONG, '{"type":"integer"}'],
  ['stands elsewhere now', LONG, `{"$ref":"#/definitions/long","definitions":{"long":${LONG}}}`],
  ['moves outward to a number that a double tells apart', LONG, LONG.replace(MAX, '10000000000000000000')],
  ['stays, beside a multipleOf', PRICED, PRICED.replace('"price"', '"name":{},"price"')],
])('proves what rests on no such comparison: a bound that %s', (_, older, newer) => {
  expect(check(older, newer)).toEqual({ verdict: 'compatible', findings: [] });
});

it('takes the same text with other annotations, whatever its numbers are', () => {
  const values = '{"enum":[9007199254740993,9007199254740992],"multipleOf":1}';
  expect(rules(values, values)).toEqual([]);
  expect(rules(values, beside(values, '"description":"An id."'))).toEqual([]);
});

it('reads the last of two numbers of one name', () => {
  expect(rules('{"maximum":9007199254740993,"maximum":9007199254740992}', '{"maximum":9007199254740992}')).toEqual([]);
});

it('shows no event that only rounding makes one of the writer', () => {
  const { verdict, findings } = check(
    `{"type":"integer","maximum":${MAX}}`,
    '{"type":"integer","exclusiveMaximum":9223372036854775808}',
  );
  expect(verdict).toBe('unproven');
  expect(findings.map(({ witness }) => witness)).toEqual([undefined]);
  expect(check('{"const":9007199254740993}', '{"const":9007199254740992}').verdict).toBe('unproven');
});

it('shows an event that no rounding can turn', () => {
  const { verdict, findings } = check(LONG, LONG.replace(MAX, '9'));
  expect(verdict).toBe('incompatible');
  expect(findings[0]?.witness?.event).toBe(10);
});
