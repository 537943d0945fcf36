import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from '../../contracts/compatibility.js';
import type { SchemaSource } from '../../contracts/source.js';
import { fingerprintOf } from '../findings/fingerprint.js';
import { demandedSchema } from './demanded-schema.js';

const D2020 = 'https://json-schema.org/draft/2020-12/schema';
const D04 = 'http://json-schema.org/draft-04/schema#';

/** The rules and fingerprints that a change from `older` has. */
function found(schema: object, others: Record<string, object> = {}, older: object = {}): string[][] {
  const references = Object.entries(others).map(([name, one]) => ({ name, text: JSON.stringify(one) }));
  const reader: SchemaSource = { text: JSON.stringify(schema), references };
  const { $schema } = schema as { $schema?: string };
  const { findings } = checkCompatibility({
    ...{ format: 'JSON', level: 'BACKWARD', candidate: reader.text, references, defaultDialect: 'draft-07' },
    history: [{ version: 1, format: 'JSON', text: JSON.stringify({ ...($schema && { $schema }), ...older }) }],
  });
  return findings
    .filter(({ severity }) => severity !== 'notice')
    .map((finding) => [finding.rule, fingerprintOf('orders', finding, demandedSchema(finding, reader))]);
}

const price = (maximum: number): object => ({ type: 'integer', maximum });

describe('what is demanded by way of a reference', () => {
  it.each<[string, (worse: boolean) => [schema: object, others?: Record<string, object>]]>([
    ['another text', (w) => [{ oneOf: [{ $ref: './d.json' }, { type: 'null' }] }, { './d.json': price(w ? 1 : 9) }]],
    [
      'another text, where the finding stands in it',
      (w) => [{ $ref: './d.json' }, { './d.json': { not: { maximum: w ? 9 : 1 } } }],
    ],
    [
      'another text, whose name has a pointer in front',
      (w) => [{ $ref: '/s/d.json' }, { '/s/d.json': { not: { maximum: w ? 9 : 1 } } }],
    ],
    [
      'a text that another text refers to',
      (w) => [
        { not: { $ref: 'https://example.com/d.json' } },
        {
          'https://example.com/d.json': { $ref: 'https://example.com/e.json#/definitions/x' },
          'https://example.com/e.json': { definitions: { x: price(w ? 9 : 1) } },
        },
      ],
    ],
    [
      'a plain name',
      (w) => [{ $schema: D2020, not: { $ref: '#p' }, $defs: { x: { $anchor: 'p', ...price(w ? 9 : 1) } } }],
    ],
    [
      'a name that depends on the way',
      (w) => [
        { $schema: D2020, not: { $dynamicRef: '#p' }, $defs: { x: { $dynamicAnchor: 'p', ...price(w ? 9 : 1) } } },
      ],
    ],
    [
      'the URI of a part',
      (w) => [
        {
          $schema: D2020,
          not: { $ref: 'https://example.com/p' },
          $defs: { x: { $id: 'https://example.com/p', ...price(w ? 9 : 1) } },
        },
      ],
    ],
    [
      'the URI of a part in draft-04',
      (w) => [
        {
          $schema: D04,
          not: { $ref: 'https://example.com/p' },
          definitions: { x: { id: 'https://example.com/p', ...price(w ? 9 : 1) } },
        },
      ],
    ],
    [
      'words beside a reference',
      (w) => [{ $schema: D2020, not: { $ref: '#/$defs/x', maximum: w ? 9 : 1 }, $defs: { x: { type: 'integer' } } }],
    ],
    [
      'a reference that comes again',
      (w) => {
        const node = {
          type: 'object',
          properties: { next: { $ref: '#/definitions/n' }, v: price(w ? 9 : 1) },
          required: ['v'],
        };
        return [{ not: { $ref: '#/definitions/n' }, definitions: { n: node } }];
      },
    ],
  ])('belongs to the fingerprint: %s', (_, schemaOf) => {
    const [accepted, worse] = [found(...schemaOf(false)), found(...schemaOf(true))];
    expect([accepted.length, worse.length]).toEqual([1, 1]);
    expect(worse[0]![0]).toBe(accepted[0]![0]);
    expect(worse).not.toEqual(accepted);
  });

  it('is the same where it is written in place, described, or the other text changes elsewhere', () => {
    const d = { title: 'D', definitions: { p: { description: 'A price.', ...price(9) } } };
    const one = found({ not: { $ref: 'd.json#/definitions/p' } }, { 'd.json': d });
    expect(one).toHaveLength(1);
    expect(found({ not: price(9) })).toEqual(one);
    const more = { ...d, definitions: { ...d.definitions, q: {} } };
    expect(found({ not: { $ref: 'd.json#/definitions/p' } }, { 'd.json': more })).toEqual(one);
  });
});

describe('words that are annotations in a schema', () => {
  it.each<[string, object, object]>([
    ['a constant', { not: { const: { title: 'a' } } }, { not: { const: { title: 'b' } } }],
    ['a list of values', { not: { enum: [{ description: 'a' }] } }, { not: { enum: [{ description: 'b' }] } }],
    [
      'names of properties',
      { not: { properties: { title: false }, required: ['a'] } },
      { not: { properties: { examples: false }, required: ['a'] } },
    ],
    [
      'boolean schemas of such names',
      { not: { properties: { title: true } } },
      { not: { properties: { title: false } } },
    ],
  ])('count in %s', (_, one, other) => {
    const [accepted, worse] = [found(one), found(other)];
    expect([accepted.length, worse.length]).toEqual([1, 1]);
    expect(worse).not.toEqual(accepted);
  });
});

const closed = { unevaluatedProperties: false };

describe('what a closed reader describes', () => {
  it.each<[string, object, object]>([
    ['a property', { properties: { a: {} }, ...closed }, closed],
    [
      'a property by allOf',
      { allOf: [{ properties: { a: {}, b: {} } }], ...closed },
      { allOf: [{ properties: { a: {} } }], ...closed },
    ],
    [
      'a property by a reference',
      { $ref: '#/$defs/x', $defs: { x: { properties: { a: {} } } }, ...closed },
      { $ref: '#/$defs/x', $defs: { x: { properties: {} } }, ...closed },
    ],
    [
      'a property of an alternative',
      { anyOf: [{ properties: { a: {} } }, true], ...closed },
      { anyOf: [{ properties: { b: {} } }, true], ...closed },
    ],
    [
      'a property, beside additionalProperties',
      { properties: { a: {} }, additionalProperties: false },
      { additionalProperties: false },
    ],
    [
      'a pattern, beside additionalProperties',
      { patternProperties: { '^a': {}, '^b': {} }, additionalProperties: false },
      { patternProperties: { '^a': {} }, additionalProperties: false },
    ],
    ['an item', { prefixItems: [{}, {}], unevaluatedItems: false }, { prefixItems: [{}], unevaluatedItems: false }],
    ['an item, beside items', { prefixItems: [{}, {}], items: false }, { prefixItems: [{}], items: false }],
    [
      'a property, where others are restricted',
      { properties: { a: {} }, additionalProperties: { type: 'string' } },
      { additionalProperties: { type: 'string' } },
    ],
    [
      'a property, where others are restricted by a reference',
      { properties: { a: {} }, additionalProperties: { $ref: '#/$defs/x' }, $defs: { x: { type: 'string' } } },
      { additionalProperties: { $ref: '#/$defs/x' }, $defs: { x: { type: 'string' } } },
    ],
    [
      'an item, where others are restricted',
      { prefixItems: [{}], items: { type: 'string' } },
      { items: { type: 'string' } },
    ],
    ['a forbidden pattern', { patternProperties: { '^a': false } }, { patternProperties: { '^b': false } }],
  ])('belongs to the fingerprint: %s', (_, one, other) => {
    const [accepted, worse] = [found({ $schema: D2020, ...one }), found({ $schema: D2020, ...other })];
    expect([accepted.length, worse.length]).toEqual([1, 1]);
    expect(worse[0]![0]).toBe(accepted[0]![0]);
    expect(worse).not.toEqual(accepted);
  });

  it('is told by names alone: what is asked of them changes nothing', () => {
    const one = (a: object): string[][] =>
      found({ $schema: D2020, properties: { a }, ...closed }, {}, { properties: { a: { const: 1 } } });
    expect(one({})).toHaveLength(1);
    expect(one({ const: 1, title: 'A' })).toEqual(one({}));
  });
});
