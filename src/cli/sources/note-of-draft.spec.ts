import { noteOfDraft } from './note-of-draft.js';

/** Every note as `place: message`, without what they share. */
const told = (schema: Record<string, unknown>): string[] =>
  noteOfDraft(schema).map(({ readerPath, message }) => `${readerPath}: ${message.replace(/ means nothing in.*/, '')}`);

describe('of a schema that names no draft it is told that draft-07 ignores', () => {
  it('keywords of later drafts, once each, at the first place', () => {
    const properties = { 'a/b': { prefixItems: [true] }, c: { prefixItems: [{ unevaluatedItems: false }] } };
    expect(told({ properties, dependentRequired: { a: ['c'] }, $defs: { d: { $dynamicRef: '#x' } } })).toEqual([
      '/dependentRequired: `dependentRequired`',
      '/properties/a~1b/prefixItems: `prefixItems` (and in 1 other place)',
      '/$defs/d/$dynamicRef: `$dynamicRef`',
      '/properties/c/prefixItems/0/unevaluatedItems: `unevaluatedItems`',
    ]);
  });

  it('what is demanded beside a reference', () => {
    expect(told({ properties: { a: { $ref: '#/definitions/b', maxLength: 3, description: 'A.' } } })).toEqual([
      '/properties/a/maxLength: `maxLength` beside `$ref`',
    ]);
  });

  it('with the default and what to do', () => {
    expect(noteOfDraft({ prefixItems: [] })).toMatchObject([
      {
        ...{ rule: 'keyword-ignored', severity: 'notice' },
        message: '`prefixItems` means nothing in draft-07, which is assumed where no `$schema` stands: name the draft.',
        fix: 'Name the draft that is meant, such as "$schema": "https://json-schema.org/draft/2020-12/schema".',
      },
    ]);
  });
});

it.each([
  ['names its draft', { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [true] }],
  ['names draft-07 itself', { $schema: 'http://json-schema.org/draft-07/schema#', prefixItems: [true] }],
  ['has such names for its data alone', { properties: { prefixItems: {} }, enum: [{ prefixItems: 1 }] }],
  ['keeps its definitions in $defs', { $defs: { a: {} }, properties: { b: { $ref: '#/$defs/a', title: 'B' } } }],
  ['refers from its root', { $ref: '#/definitions/a', definitions: { a: {} } }],
])('nothing is told of a schema that %s', (_, schema) => {
  expect(told(schema)).toEqual([]);
});
