import { SchemaDocument } from '../document.js';
import { schema } from './formula.js';
import { Solver } from './solver.js';

/** A value of the schema; that there is none; or that neither was found. */
function solve(raw: object) {
  const { root } = new SchemaDocument(raw, '2020-12');
  return new Solver(() => false).solve([schema(root, true)]);
}
const value = (number: number) => ({ is: 'value', value: number });
const none = { is: 'none' };

it.each([
  [{ type: 'integer', minimum: 0.1, maximum: 0.9 }, none],
  [{ type: 'number', minimum: 1, exclusiveMaximum: 1 }, none],
  [{ type: 'number', exclusiveMinimum: 1, maximum: 1 }, none],
  [{ type: 'integer', exclusiveMinimum: -1, exclusiveMaximum: 1 }, value(0)],
  [{ type: 'integer', minimum: -3, maximum: -2 }, value(-2)],
  [{ type: 'number', multipleOf: 0.1, exclusiveMinimum: 0.2, exclusiveMaximum: 0.4 }, value(0.3)],
  [{ type: 'number', multipleOf: 0.1, exclusiveMinimum: 0.2, exclusiveMaximum: 0.3 }, none],
  [{ type: 'number', multipleOf: 1e-7, exclusiveMinimum: 0, maximum: 1e-7 }, value(1e-7)],
  [{ type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 }, value(12)],
  [{ type: 'integer', multipleOf: 6, not: { multipleOf: 3 } }, none],
  [{ type: 'integer', multipleOf: 3, not: { multipleOf: 6 }, minimum: 4 }, value(9)],
  [{ type: 'integer', not: { multipleOf: 0.5 } }, none],
  [{ type: 'number', multipleOf: 0.5, not: { type: 'integer' }, minimum: 1 }, value(1.5)],
  [{ type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 2, 3] } }, none],
  [{ type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 2] } }, value(3)],
  [{ type: 'integer', minimum: 2 ** 53, maximum: 2 ** 53, not: { multipleOf: 2 } }, none],
  [{ type: 'number', minimum: 0, maximum: -0, not: { const: 0 } }, none],
])('of %j: %j', (raw, answer) => {
  expect(solve(raw)).toEqual(answer);
});

it('knows nothing of numbers that no double holds', () => {
  expect(solve({ type: 'number', minimum: Infinity })).toEqual({ is: 'unknown' });
  expect(solve({ type: 'number', exclusiveMinimum: Number.MAX_VALUE })).toEqual({ is: 'unknown' });
});

it('knows nothing of what would take more powers of ten than are computed', () => {
  expect(solve({ type: 'number', allOf: [{ multipleOf: 5e-324 }, { minimum: Number.MAX_VALUE }] })).toEqual(
    value(Number.MAX_VALUE),
  );
});
