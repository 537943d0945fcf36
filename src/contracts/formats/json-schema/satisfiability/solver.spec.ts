import type { Dialect } from '../dialect.js';
import { SchemaDocument } from '../document.js';
import { schema } from './formula.js';
import { Solver } from './solver.js';

/** A value of the schema; that there is none; or that neither was found. */
function solve(raw: unknown, dialect: Dialect = '2020-12') {
  const { root } = new SchemaDocument(raw, dialect);
  return new Solver(() => false).solve([schema(root, true)]);
}

describe('what needs no choice', () => {
  it.each([
    [{ const: { a: [1] } }, { is: 'value', value: { a: [1] } }],
    [
      { enum: [1, 'a', null], type: ['string', 'null'] },
      { is: 'value', value: 'a' },
    ],
    [{ allOf: [{ type: 'integer' }, { type: 'string' }] }, { is: 'none' }],
    [
      { type: 'boolean', not: { const: true } },
      { is: 'value', value: false },
    ],
    [{ type: 'boolean', not: { enum: [true, false] } }, { is: 'none' }],
    [{ const: [1, 2], not: { const: [1, 2] } }, { is: 'none' }],
    [{ type: 'array', maxItems: 0, not: { const: [] } }, { is: 'none' }],
    [{ type: 'object', maxProperties: 0, not: { const: {} } }, { is: 'none' }],
  ])('of %j is %j', (raw, answer) => {
    expect(solve(raw)).toEqual(answer);
  });
});

describe('alternatives', () => {
  it.each([
    [{ oneOf: [{ type: 'number' }, { type: 'integer' }] }, { is: 'value', value: 0.5 }],
    [{ oneOf: [{ type: 'integer' }, { type: 'integer', minimum: 0 }], minimum: 0 }, { is: 'none' }],
    [
      { anyOf: [{ type: 'integer' }, { type: 'string' }], minimum: 5, maximum: 4, maxLength: 0 },
      { is: 'value', value: '' },
    ],
    [
      { if: { type: 'integer' }, then: { minimum: 3 }, else: false, not: { minimum: 4 } },
      { is: 'value', value: 3 },
    ],
  ])('of %j leave %j', (raw, answer) => {
    expect(solve(raw)).toEqual(answer);
  });
});

describe('recursion', () => {
  const nodes = (node: object): object => ({ $ref: '#/$defs/node', $defs: { node } });
  const again = { $ref: '#/$defs/node' };

  it('that cannot end has no value', () => {
    expect(solve(nodes({ type: 'object', properties: { next: again }, required: ['next'] }))).toEqual({ is: 'none' });
    expect(solve(nodes({ type: 'array', items: again, minItems: 1 }))).toEqual({ is: 'none' });
    expect(solve(nodes({ type: 'array', contains: again }))).toEqual({ is: 'none' });
  });

  it('that may end has the value that ends first', () => {
    expect(solve(nodes({ type: 'object', properties: { next: again } }))).toEqual({ is: 'value', value: {} });
    expect(solve(nodes({ anyOf: [{ type: 'array', items: again, minItems: 1 }, { type: 'null' }] }))).toEqual({
      is: 'value',
      value: null,
    });
  });

  it('finds two different values of a kind that holds itself', () => {
    const answer = solve({
      type: 'array',
      uniqueItems: true,
      minItems: 2,
      items: { $ref: '#/$defs/node' },
      $defs: { node: { type: 'array', items: { $ref: '#/$defs/node' }, maxItems: 1 } },
    });
    expect(answer).toEqual({ is: 'value', value: [[], [[]]] });
  });

  it('is not cut short inside a question that comes up again beside itself', () => {
    const even = { type: 'object', properties: { next: { $ref: '#/$defs/odd' } } };
    const odd = { type: 'object', properties: { next: { $ref: '#/$defs/even' } }, required: ['next'] };
    const answer = solve({
      allOf: [{ $ref: '#/$defs/odd' }],
      required: ['other'],
      properties: { other: { $ref: '#/$defs/odd' } },
      $defs: { even, odd },
    });
    expect(answer).toEqual({ is: 'value', value: { other: { next: {} }, next: {} } });
  });
});

it('tells the same words apart where dynamic references lead elsewhere', () => {
  const answer = solve({
    $id: 'https://example.com/root',
    type: 'object',
    required: ['child'],
    propertyNames: { enum: ['data', 'child'] },
    allOf: [{ $ref: 'https://example.com/tree' }, { not: { $ref: 'https://example.com/strict' } }],
    $defs: {
      tree: {
        $id: 'https://example.com/tree',
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { data: true, child: { $dynamicRef: '#node' } },
      },
      strict: {
        $id: 'https://example.com/strict',
        $dynamicAnchor: 'node',
        $ref: 'tree',
        unevaluatedProperties: false,
      },
    },
  });
  expect(answer).toEqual({ is: 'value', value: { child: { note: null } } });
});

it('answers unknown, not none, once no more steps may be made', () => {
  const { root } = new SchemaDocument({ type: 'array', contains: { type: 'array', contains: false } }, '2020-12');
  expect(new Solver(() => true).solve([schema(root, true)])).toEqual({ is: 'unknown' });
});
