import { checkCompatibility } from '../../../compatibility.js';
import type { ReferencedSchema } from '../../../source.js';
import { SchemaDocument } from '../document.js';
import { asDeclared, withDefaultsFilledIn } from './lenient.js';

const text = { type: 'string' };
const address = { type: 'object', properties: { street: text } };
const closed = { ...address, additionalProperties: false };
const city = { properties: { city: text } };

const never = () => false;
const read = (schema: unknown) => new SchemaDocument(schema, '2020-12');

describe('a writer that sends only what it declares', () => {
  const declared = (schema: unknown) => asDeclared(read(schema), never).raw;
  const open = { unevaluatedProperties: false };

  it.each<[string, unknown, unknown]>([
    ['at the root', address, closed],
    [
      'in properties and items',
      { items: address, properties: { a: address } },
      { items: closed, properties: { a: closed }, additionalProperties: false },
    ],
    [
      'behind a reference',
      { items: { $ref: '#/$defs/a' }, $defs: { a: address } },
      { items: { $ref: '#/$defs/a', ...open }, $defs: { a: closed } },
    ],
    [
      'beside null',
      { items: { anyOf: [address, { const: null }] } },
      { items: { anyOf: [closed, { const: null }], ...open } },
    ],
    ['that several schemas describe together', { allOf: [address, city] }, { allOf: [address, city], ...open }],
    [
      'of alternatives that each declare their own',
      { oneOf: [address, { type: 'object', ...city }] },
      { oneOf: [address, { type: 'object', ...city }], ...open },
    ],
    [
      'under a condition',
      { ...address, if: { properties: { street: { const: 'x' } } }, then: city },
      { ...address, if: { properties: { street: { const: 'x' } } }, then: city, ...open },
    ],
    [
      'inside one of several that describe an object together',
      { allOf: [{ properties: { a: address } }, city] },
      { allOf: [{ properties: { a: closed } }, city], ...open },
    ],
  ])('has closed objects %s', (_, schema, expected) => expect(declared(schema)).toEqual(expected));

  it.each<[string, unknown]>([
    ['an object that describes no property', { type: 'object' }],
    ['an object that was opened on purpose', { ...address, additionalProperties: text }],
    ['an object whose required property is not described', { ...address, required: ['city'] }],
    ['alternatives one of which is any object', { anyOf: [address, { type: 'object' }] }],
    ['a definition that nothing refers to', { $defs: { a: address } }],
    ['what refers to itself', { $ref: '#' }],
  ])('leaves %s as it is', (_, schema) => expect(declared(schema)).toEqual(schema));

  it('leaves a definition open that is also one of several elsewhere', () => {
    const both = [{ $ref: '#/$defs/a' }, city];
    const schema = { prefixItems: [{ $ref: '#/$defs/a' }, { allOf: both }], $defs: { a: address } };
    expect(declared(schema)).toEqual({
      prefixItems: [
        { $ref: '#/$defs/a', ...open },
        { allOf: both, ...open },
      ],
      $defs: { a: address },
    });
  });
});

describe('a reader that fills in defaults', () => {
  const filled = (schema: unknown) => withDefaultsFilledIn(read(schema), never).raw;
  const counted = { properties: { n: { default: 1 }, m: {} }, required: ['n', 'm'] };

  it('does not miss what has one, wherever it is', () => {
    expect(filled({ items: counted })).toEqual({ items: { ...counted, required: ['m'] } });
  });

  it.each<[string, unknown]>([
    ['the default is refused by its own schema', { properties: { n: { minimum: 2, default: 1 } }, required: ['n'] }],
    ['another keyword counts the properties', { ...counted, maxProperties: 1 }],
    ['another property depends on it', { ...counted, dependentRequired: { n: ['m'] } }],
    ['another schema speaks of the object', { allOf: [counted, {}] }],
    ['less demanded would mean more refused', { not: counted, if: counted, oneOf: [counted, {}] }],
  ])('is as strict as before where %s', (_, schema) => expect(filled(schema)).toEqual(schema));
});

describe('LENIENT', () => {
  const verdict = (older: unknown, newer: unknown, references: ReferencedSchema[] = []) =>
    checkCompatibility({
      format: 'JSON',
      level: 'BACKWARD',
      policy: 'LENIENT',
      history: [{ version: 1, format: 'JSON', text: JSON.stringify(older), references }],
      candidate: JSON.stringify(newer),
      references,
      defaultDialect: 'draft-07',
    }).verdict;
  const kind = (name: string, more: object = {}) => ({
    type: 'object',
    properties: { kind: { const: name }, ...more },
    required: ['kind'],
  });

  it.each<[string, unknown, unknown]>([
    ['of an alternative', { oneOf: [kind('a'), kind('b')] }, { oneOf: [kind('a', { note: text }), kind('b')] }],
    [
      'beside a base',
      { allOf: [kind('a')], properties: { x: {} } },
      { allOf: [kind('a')], properties: { x: {}, note: text } },
    ],
    ['beside null', { anyOf: [kind('a'), { const: null }] }, { anyOf: [kind('a', { note: text }), { const: null }] }],
  ])('takes a new optional property %s, in every draft', (_, older, newer) =>
    expect(verdict(older, newer)).toBe('compatible'),
  );

  it('does not take one that another alternative sends already', () => {
    const older = { oneOf: [kind('a', { note: { type: 'integer' } }), kind('b')] };
    expect(verdict(older, { oneOf: [kind('a', { note: text }), kind('b')] })).toBe('incompatible');
  });

  it('closes what another text describes, where nothing else describes it besides', () => {
    const references = [{ name: 'address.json', text: JSON.stringify(address) }];
    const newer = { properties: { to: { allOf: [{ $ref: 'address.json' }], properties: { note: text } } } };
    expect(verdict({ properties: { to: { $ref: 'address.json' } } }, newer, references)).toBe('compatible');
  });
});
