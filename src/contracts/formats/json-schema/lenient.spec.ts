import { asDeclared, withDefaultsFilledIn } from './lenient.js';

const text = { type: 'string' };
const address = { type: 'object', properties: { street: text } };
const closed = { ...address, additionalProperties: false };

describe('a writer that sends only what it declares', () => {
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
      { items: { $ref: '#/$defs/a' }, $defs: { a: closed } },
    ],
    [
      'beside null',
      { items: { anyOf: [address, { type: 'null' }] } },
      { items: { anyOf: [closed, { type: 'null' }] } },
    ],
  ])('has closed objects %s', (_, schema, expected) => expect(asDeclared(schema)).toEqual(expected));

  it.each<[string, unknown]>([
    ['an object that describes no property', { type: 'object' }],
    ['an object that was opened on purpose', { ...address, additionalProperties: text }],
    ['an object whose required property is not described', { ...address, required: ['city'] }],
    ['an object of several schemas', { allOf: [address, { properties: { city: text } }] }],
    ['alternatives that both are objects', { anyOf: [address, { type: 'object', required: ['city'] }] }],
    ['a schema that a condition asks', { if: address, then: { required: ['city'] } }],
    [
      'a definition that is one of several elsewhere',
      {
        type: 'array',
        prefixItems: [{ $ref: '#/$defs/a' }, { allOf: [{ $ref: '#/$defs/a' }, {}] }],
        $defs: { a: address },
      },
    ],
    ['a definition that nothing refers to', { $defs: { a: address } }],
    ['what refers to itself', { $ref: '#' }],
    ['a schema that may be referred to by name', { ...address, $anchor: 'a' }],
    ['a reference that leads nowhere', { $ref: '#/$defs/%' }],
  ])('leaves %s as it is', (_, schema) => expect(asDeclared(schema)).toEqual(schema));
});

describe('a reader that fills in defaults', () => {
  const counted = { properties: { n: { default: 1 }, m: {} }, required: ['n', 'm'] };

  it('does not miss what has one, wherever it is', () => {
    expect(withDefaultsFilledIn({ items: counted })).toEqual({ items: { ...counted, required: ['m'] } });
  });

  it('is as strict as before where less demanded would mean more refused', () => {
    const schema = { not: counted, if: counted, oneOf: [counted] };
    expect(withDefaultsFilledIn(schema)).toEqual(schema);
  });
});
