import fc from 'fast-check';
import type { Outline, OutlinedField } from '../../outline.js';
import { SchemaDocument } from './document.js';
import { outlineJsonSchema } from './outline-json-schema.js';
import { longestMatch } from './outline-pattern-length.js';

const outline = (raw: unknown): Outline => outlineJsonSchema({ raw, document: new SchemaDocument(raw, '2020-12') });

/** What is most telling of a field, in a line: `/a string required`. */
const line = ({ path, type, isRequired, recursesTo }: OutlinedField): string =>
  `${path} ${type}${isRequired ? ' required' : ''}${recursesTo === null ? '' : ` as ${recursesTo || 'the event'}`}`;

const lines = (schema: unknown): string[] => outline(schema).fields.map(line);

describe('the outline of a JSON Schema', () => {
  it('tells all of a field', () => {
    const email = {
      type: ['string', 'null'],
      description: 'Where the receipt goes.',
      format: 'email',
      maxLength: 254,
      minLength: 3,
      'confluent:tags': ['PII'],
      'x-sensitivity': 'high',
      deprecated: true,
      'x-deprecated-since': '2026-01-01',
    };
    const schema = {
      title: 'orders.created',
      description: 'An order was placed.',
      type: 'object',
      properties: { email },
    };
    expect(outline({ ...schema, required: ['email'], additionalProperties: false })).toEqual({
      name: 'orders.created',
      description: 'An order was placed.',
      fields: [
        expect.objectContaining({ path: '', kind: 'object', isOpen: false, isRequired: true }),
        {
          path: '/email',
          schemaPath: '/properties/email',
          definitions: ['/properties/email'],
          name: 'email',
          kind: 'string',
          type: 'string or null',
          isRequired: true,
          isNullable: true,
          description: 'Where the receipt goes.',
          format: 'email',
          tags: ['PII', 'high'],
          isDeprecated: true,
          deprecatedSince: '2026-01-01',
          values: null,
          isOpen: null,
          maxLength: 254,
          facets: { minLength: 3 },
          recursesTo: null,
        },
      ],
    });
  });

  it('lists arrays, tuples and maps by their items and values', () => {
    expect(
      lines({
        type: 'object',
        properties: {
          lines: { type: 'array', items: { type: 'object', properties: { 'sku/a~b': { type: 'string' } } } },
          point: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'integer' }], items: false },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          counts: { type: 'object', patternProperties: { '^n': { type: 'integer' } }, additionalProperties: false },
        },
      }),
    ).toEqual([
      ' object required',
      '/lines array of object',
      '/lines/* object',
      '/lines/*/sku~1a~0b string',
      '/point array',
      '/point/0 number',
      '/point/1 integer',
      '/labels map of string',
      '/labels/* string',
      '/counts map of integer',
      '/counts/* integer',
    ]);
  });

  it('merges what references and allOf say of one value', () => {
    const { fields } = outline({
      allOf: [{ $ref: '#/$defs/base' }, { properties: { id: { maxLength: 36 } }, required: ['id'] }],
      $defs: {
        base: { type: 'object', properties: { id: { $ref: '#/$defs/id' } } },
        id: { type: 'string', maxLength: 99 },
      },
    });
    expect(fields.map(line)).toEqual([' object required', '/id string required']);
    expect(fields[1]!.maxLength).toBe(36);
  });

  it('tells a field of alternatives once: required where all require it, with the types of all', () => {
    const card = {
      type: 'object',
      properties: { kind: { const: 'card' }, ref: { type: 'string' } },
      required: ['kind', 'ref'],
    };
    const cash = {
      type: 'object',
      properties: { kind: { const: 'cash' }, ref: { type: 'integer' } },
      required: ['kind'],
    };
    const { fields } = outline({ oneOf: [card, cash] });
    expect(fields.map(line)).toEqual([' object required', '/kind string required', '/ref string or integer']);
    expect(fields[1]).toMatchObject({ kind: 'enum', values: ['card', 'cash'] });
  });

  it('reads an alternative beside null as the field itself', () => {
    const schema = { properties: { at: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] } } };
    expect(outline(schema).fields[1]).toMatchObject({ kind: 'string', type: 'string or null', format: 'date-time' });
  });

  it('reads enum, const and alternatives of constants', () => {
    const { fields } = outline({
      properties: { a: { enum: ['x', 2, null] }, b: { const: 'only' }, c: { oneOf: [{ const: 'p' }, { const: 'q' }] } },
    });
    expect(fields[1]).toMatchObject({ kind: 'enum', values: ['x', '2'] });
    expect(fields[2]).toMatchObject({ kind: 'string', values: null, facets: { const: 'only' } });
    expect(fields[3]).toMatchObject({ kind: 'enum', values: ['p', 'q'] });
  });

  it('ends where a type holds itself', () => {
    expect(
      lines({
        type: 'object',
        properties: { name: { type: 'string' }, parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      }),
    ).toEqual([' object required', '/name string', '/parent object or null as the event']);
  });

  it.each<[string, object, boolean]>([
    ['says nothing of others', {}, true],
    ['forbids others', { additionalProperties: false }, false],
    ['describes others', { additionalProperties: { type: 'string' } }, false],
    ['forbids what is not evaluated', { unevaluatedProperties: false }, false],
    ['refers to one that forbids others', { $ref: '#/$defs/closed' }, false],
    [
      'has alternatives that all forbid others',
      { oneOf: [{ additionalProperties: false }, { $ref: '#/$defs/closed' }] },
      false,
    ],
  ])('an object that %s', (_, more, isOpen) => {
    const $defs = { closed: { type: 'object', additionalProperties: false } };
    expect(outline({ type: 'object', properties: { a: {} }, $defs, ...more }).fields[0]!.isOpen).toBe(isOpen);
  });

  it('keeps a description beside $ref, which draft-07 ignores when it validates', () => {
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const properties = { a: { $ref: '#/definitions/id', description: 'Names it.' } };
    const schema = {
      $schema,
      type: 'object',
      properties,
      definitions: { id: { type: 'string', description: 'An id.' } },
    };
    expect(outline(schema).fields[1]).toMatchObject({ type: 'string', description: 'Names it.' });
  });

  it('treats hostile names as names', () => {
    const text =
      '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}},"required":["toString"]}';
    expect(lines(JSON.parse(text))).toEqual([' object required', '/__proto__ string', '/constructor integer']);
  });

  it('says that it is cut where a few lines describe more fields than there are atoms', () => {
    const $defs: Record<string, unknown> = {};
    for (let i = 0; i < 50; i++) {
      $defs[`d${i}`] = { properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } } };
    }
    $defs['d50'] = { type: 'string' };
    const { fields, isCut } = outline({ $ref: '#/$defs/d0', $defs });
    // Both fields of an object or none: the last place has none.
    expect(fields).toHaveLength(4_999);
    expect(isCut).toBe(true);
  });

  it('ends on towers of alternatives that refer to each other', () => {
    const $defs: Record<string, unknown> = {};
    for (let i = 0; i < 60; i++) {
      $defs[`d${i}`] = { anyOf: [{ $ref: `#/$defs/d${(i + 1) % 60}` }, { $ref: `#/$defs/d${(i + 7) % 60}` }] };
    }
    expect(outline({ $ref: '#/$defs/d0', $defs }).fields).toHaveLength(1);
  });

  it('has every path once, and parents before children, for any schema', () => {
    const leaf = fc.constantFrom(
      { type: 'string' },
      { type: 'integer' },
      { const: 1 },
      true,
      { $ref: '#/$defs/s' },
      {},
    );
    const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.record({ properties: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('schema')) }),
        fc.record({ items: tie('schema'), type: fc.constant('array') }),
        fc.record({ additionalProperties: tie('schema'), patternProperties: fc.record({ '^x': tie('schema') }) }),
        fc
          .array(tie('schema'), { minLength: 1, maxLength: 3 })
          .chain((branches) => fc.constantFrom('anyOf', 'oneOf', 'allOf').map((keyword) => ({ [keyword]: branches }))),
        fc.record({ if: tie('schema'), then: tie('schema') }),
      ),
    }));
    fc.assert(
      fc.property(schema, schema, (root, shared) => {
        const whole =
          typeof root === 'object' && root !== null ? { ...root, $defs: { s: shared } } : { $defs: { s: shared } };
        const paths = outline(whole).fields.map(({ path }) => path);
        expect(paths[0]).toBe('');
        const seen = new Set<string>();
        for (const path of paths) {
          expect(seen.has(path)).toBe(false);
          if (path !== '') expect(seen.has(path.slice(0, path.lastIndexOf('/')))).toBe(true);
          seen.add(path);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the longest text that a pattern matches', () => {
  it.each<[string, number | null]>([
    ['^[A-Z]{3}$', 3],
    ['^\\d{2,4}(-[a-f]{1,3})?$', 8],
    ['^(GB|\\p{L}{4})$', 4],
    ['[A-Z]{3}', null],
    ['^a+$', null],
    ['^a|b$', null],
    ['^(a)\\1$', null],
    ['(', null],
  ])('%s', (pattern, length) => {
    expect(longestMatch(pattern)).toBe(length);
  });
});
