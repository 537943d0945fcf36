import { SchemaDocument } from '../document.js';
import { schema } from './formula.js';
import { Solver } from './solver.js';

/** A value of the schema; that there is none; or that neither was found. */
function solve(raw: object) {
  const { root } = new SchemaDocument({ type: 'array', ...raw }, '2020-12');
  return new Solver(() => false).solve([schema(root, true)]);
}

describe('items', () => {
  it.each([
    [{ minItems: 1, items: false }, { is: 'none' }],
    [
      { minItems: 2, prefixItems: [{ const: 1 }], items: { const: 2 } },
      { is: 'value', value: [1, 2] },
    ],
    [{ minItems: 3, prefixItems: [true, true], items: false }, { is: 'none' }],
    [{ not: { items: { type: 'integer' } }, prefixItems: [{ const: 1 }], maxItems: 1 }, { is: 'none' }],
    [
      { not: { items: { type: 'integer' } }, prefixItems: [{ const: 1 }] },
      { is: 'value', value: [1, null] },
    ],
    [{ minItems: 2_000 }, { is: 'unknown' }],
  ])('of %j: %j', (raw, answer) => {
    expect(solve(raw)).toEqual(answer);
  });
});

describe('contains', () => {
  it.each([
    [{ contains: { const: 1 }, items: { const: 2 } }, { is: 'none' }],
    [{ contains: { const: 1 }, minContains: 2, maxItems: 1 }, { is: 'none' }],
    [{ contains: { const: 1 }, minContains: 2, uniqueItems: true }, { is: 'none' }],
    [{ contains: { type: 'integer' }, maxContains: 1, minItems: 2, items: { type: 'integer' } }, { is: 'none' }],
    [
      { contains: { const: 1 }, minContains: 0, maxContains: 0, minItems: 1 },
      { is: 'value', value: [null] },
    ],
    [
      { allOf: [{ contains: { const: 1 } }, { contains: { minimum: 1, type: 'integer' } }], maxItems: 1 },
      { is: 'value', value: [1] },
    ],
  ])('in %j: %j', (raw, answer) => {
    expect(solve(raw)).toEqual(answer);
  });

  it('finds room for hundreds', () => {
    expect(solve({ contains: { const: 1 }, minContains: 500 })).toEqual({ is: 'value', value: Array(500).fill(1) });
  });
});

describe('items that differ, or must not', () => {
  it.each([
    [{ uniqueItems: true, minItems: 3, items: { enum: [1, 2] } }, { is: 'none' }],
    [{ uniqueItems: true, minItems: 2, items: { enum: [1, 1.0] } }, { is: 'none' }],
    [{ uniqueItems: true, minItems: 3, items: { type: 'boolean' } }, { is: 'none' }],
    [
      { uniqueItems: true, prefixItems: [{ enum: [1, 2] }, { const: 1 }], minItems: 2 },
      { is: 'value', value: [2, 1] },
    ],
    [
      { uniqueItems: true, prefixItems: [{ enum: [1, 2, 3] }, { enum: [1, 2] }, { enum: [1, 2] }], minItems: 3 },
      { is: 'value', value: [3, 2, 1] },
    ],
    [{ uniqueItems: true, not: { uniqueItems: true } }, { is: 'none' }],
    [{ not: { uniqueItems: true }, prefixItems: [{ const: 1 }], items: { const: 2 }, maxItems: 2 }, { is: 'none' }],
    [
      { not: { uniqueItems: true }, prefixItems: [{ const: 1 }], items: { const: 2 } },
      { is: 'value', value: [1, 2, 2] },
    ],
  ])('%j: %j', (raw, answer) => {
    expect(solve(raw)).toEqual(answer);
  });
});
