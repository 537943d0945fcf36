import { wholeText } from './whole-literal.js';

it.each([
  ['0', '0'],
  ['-0', '0'],
  ['0e9', '0'],
  ['18446744073709551615', '18446744073709551615'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['1.5e3', '1500'],
  ['1e+18', '1000000000000000000'],
  ['9007199254740993.0', '9007199254740993'],
  ['90071992547409930e-1', '9007199254740993'],
])('reads %s as the whole number %s', (literal, digits) => {
  expect(wholeText(literal)).toBe(digits);
});

it.each(['1.5', '9007199254740993.5', '15e-1', '1e21', '1e400', '1e999999999', 'NaN', '', '-'])(
  'reads %s as no whole number of any type',
  (literal) => {
    expect(wholeText(literal)).toBeNull();
  },
);
