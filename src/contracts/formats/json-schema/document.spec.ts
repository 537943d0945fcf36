import { checkCompatibility } from '../../compatibility.js';
import type { Dialect } from './dialect.js';
import { SchemaDocument } from './document.js';

const check = (older: unknown, newer: unknown, defaultDialect: Dialect = 'draft-07') =>
  checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
    candidate: JSON.stringify(newer),
    defaultDialect,
  });

describe('a reference to a place that no keyword of JSON Schema describes', () => {
  const older = {
    properties: { a: { $ref: '#/components/X' } },
    components: { X: { $ref: '#/definitions/Y', minimum: 5 } },
    definitions: { Y: { type: 'number' } },
  };
  const newer = { properties: { a: { type: 'number', minimum: 5 } } };

  it('is read like every schema: before 2019-09 nothing beside $ref counts', () => {
    const { verdict, findings } = check(older, newer);
    expect(verdict).toBe('incompatible');
    expect(findings).toMatchObject([{ rule: 'minimum-raised', path: '/a', witness: { event: { a: 4 } } }]);
    expect(check(newer, older)).toEqual({ verdict: 'compatible', findings: [] });
    expect(check(older, newer, '2020-12')).toEqual({ verdict: 'compatible', findings: [] });
  });

  it('leaves the schemas it was given as they were', () => {
    const before = JSON.stringify(older);
    expect(new SchemaDocument(older, 'draft-07').resolve('#/components/X')!.keywords).toEqual({
      $ref: '#/definitions/Y',
    });
    expect(JSON.stringify(older)).toBe(before);
  });

  it.each([
    ['values that are listed', '#/properties/b/enum/0'],
    ['an object of schemas', '#/properties'],
  ])('is left undecided where it leads into %s', (_, $ref) => {
    const listing = { enum: [{ $ref: '#/definitions/Y', minimum: 5 }] };
    const properties = { a: { $ref }, b: listing, minimum: {} };
    const referring = { properties, definitions: older.definitions };
    expect(check(referring, newer).verdict).toBe('unproven');
    expect(new SchemaDocument(referring, 'draft-07').normalised).toEqual(referring);
  });
});
