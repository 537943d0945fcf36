import { SchemaDocument } from './document.js';
import { findEndless, unfoldsBeyond } from './unfolding.js';

const endless = (raw: unknown): string | null => findEndless(new SchemaDocument(raw, '2020-12').root)?.pointer ?? null;

describe('a schema that asks itself of the same value', () => {
  it.each([
    [{ allOf: [{ $ref: '#' }] }, ''],
    [{ not: { $ref: '#' } }, ''],
    [
      { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }] }, b: { if: { $ref: '#/$defs/a' } } } },
      '/$defs/a',
    ],
    [{ items: { $ref: '#/$defs/a' }, $defs: { a: { dependentSchemas: { x: { $ref: '#/$defs/a' } } } } }, '/$defs/a'],
  ])('is found in %j at "%s"', (raw, pointer) => {
    expect(endless(raw)).toBe(pointer);
  });

  it.each([
    [{ type: 'object' }],
    [{ properties: { next: { $ref: '#' } }, items: { $ref: '#' }, propertyNames: { $ref: '#' } }],
    [{ allOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }], $defs: { a: { contains: { $ref: '#' } } } }],
  ])('is not found in %j, which asks it of what is inside the value', (raw) => {
    expect(endless(raw)).toBeNull();
  });
});

it('tells schemas that ask 2^n schemas of one value', () => {
  const levels = Array.from({ length: 30 }, (_, i): [string, object] => [
    `d${i}`,
    { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
  ]);
  const raw = { $ref: '#/$defs/d0', $defs: { ...Object.fromEntries(levels), d30: {} } };
  const { root } = new SchemaDocument(raw, '2020-12');
  expect(unfoldsBeyond(root, 5_000)).toBe(true);
  expect(
    unfoldsBeyond(new SchemaDocument({ allOf: [{ $ref: '#/$defs/a' }], $defs: { a: {} } }, '2020-12').root, 5),
  ).toBe(false);
});
