import { toldDialect } from './told-dialect.js';

it.each<[string, unknown, string | null]>([
  [
    'its $schema',
    { $schema: 'http://json-schema.org/draft-06/schema#', items: { exclusiveMinimum: true, minimum: 1 } },
    'draft-06',
  ],
  ['a bound that is exclusive by a flag', { properties: { a: { minimum: 0, exclusiveMinimum: true } } }, 'draft-04'],
  [
    'a part that was copied with its $schema',
    { items: { $schema: 'http://json-schema.org/draft-04/schema#' } },
    'draft-04',
  ],
  ['nothing', { minimum: 0, exclusiveMinimum: 1, enum: [{ minimum: 0, exclusiveMinimum: true }] }, null],
  [
    'nothing: a resource with a name of its own speaks for itself',
    { items: { $id: 'urn:a', $schema: 'http://json-schema.org/draft-04/schema#' } },
    null,
  ],
  ['nothing: a property may be called so', { properties: { exclusiveMinimum: true, minimum: {} } }, null],
  ['nothing', true, null],
])('the draft is told by %s', (_, schema, dialect) => expect(toldDialect(schema)).toBe(dialect));
