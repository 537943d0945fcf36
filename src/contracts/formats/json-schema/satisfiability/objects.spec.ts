import { SchemaDocument } from '../document.js';
import { schema } from './formula.js';
import { Solver } from './solver.js';

/** A value of the schema; that there is none; or that neither was found. */
function solve(raw: unknown) {
  const { root } = new SchemaDocument(raw, '2020-12');
  return new Solver(() => false).solve([schema(root, true)]);
}

/** That some property whose name matches has a value that `value` refuses. */
const has = (pattern: string, value: object | boolean) => ({ not: { patternProperties: { [pattern]: value } } });

describe('properties that must be there by the pattern of their name', () => {
  it('are one and the same where there is room for one', () => {
    const raw = { type: 'object', maxProperties: 1, allOf: [has('^a', false), has('b$', false)] };
    expect(solve(raw)).toEqual({ is: 'value', value: { ab: null } });
  });

  it('are none where one name cannot be all of them', () => {
    expect(solve({ type: 'object', maxProperties: 1, allOf: [has('^a$', false), has('^b$', false)] })).toEqual({
      is: 'none',
    });
  });

  it('share the few names that are allowed in the only way that fits', () => {
    const [text, number] = [{ not: { type: 'string' } }, { not: { type: 'number' } }];
    const raw = (names: string[]) => ({
      type: 'object',
      propertyNames: { enum: names },
      allOf: [has('^a', number), has('^a', text), has('b$', text)],
    });
    for (const names of [
      ['a', 'ab'],
      ['ab', 'a'],
    ]) {
      expect(solve(raw(names))).toEqual({ is: 'value', value: { a: 0, ab: 'text' } });
    }
    expect(solve(raw(['a', 'b']))).toEqual({ is: 'none' });
  });
});

describe('how many properties', () => {
  it.each([
    [{ minProperties: 2, properties: { a: { const: 1 } }, additionalProperties: false }, { is: 'none' }],
    [
      { minProperties: 1, properties: { a: { const: 1 } }, additionalProperties: false },
      { is: 'value', value: { a: 1 } },
    ],
    [{ minProperties: 3, propertyNames: { pattern: '^[ab]$' } }, { is: 'none' }],
    [
      { minProperties: 2, propertyNames: { pattern: '^[ab]$' } },
      { is: 'value', value: { a: null, b: null } },
    ],
    [{ required: ['a', 'b'], maxProperties: 1 }, { is: 'none' }],
    [{ required: ['ab'], propertyNames: { maxLength: 1 } }, { is: 'none' }],
    [{ required: ['ab'], patternProperties: { '^a': { type: 'string' }, b$: { type: 'null' } } }, { is: 'none' }],
    [{ minProperties: 10_000 }, { is: 'unknown' }],
  ])('%j asks for: %j', (raw, answer) => {
    expect(solve({ type: 'object', ...raw })).toEqual(answer);
  });
});

it('takes names that every object inherits for names like any other', () => {
  const raw = JSON.parse(
    '{"type":"object","required":["__proto__","constructor",""],"properties":{"__proto__":{"const":1},"constructor":{"const":2},"":{"const":3}}}',
  ) as unknown;
  const expected = JSON.parse('{"__proto__":1,"constructor":2,"":3}') as object;
  const answer = solve(raw);
  expect(answer).toEqual({ is: 'value', value: expected });
  expect(Object.keys((answer as { value: object }).value)).toEqual(['__proto__', 'constructor', '']);
});
