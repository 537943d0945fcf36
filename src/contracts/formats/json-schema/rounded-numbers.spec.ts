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
