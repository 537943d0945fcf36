import fc from 'fast-check';
import { DIALECTS, type Dialect } from '../dialect.js';
import { SchemaDocument } from '../document.js';
import { evaluate } from '../evaluate.js';

const META_SCHEMAS: Record<Dialect, string> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

const KEYWORDS = [
  ...['type', 'enum', 'const', 'multipleOf', 'minimum', 'maxLength', 'minItems', 'uniqueItems', 'required', 'items'],
  ...['additionalItems', 'additionalProperties', 'properties', 'allOf', 'not', 'contains', 'propertyNames', 'title'],
  ...['examples', 'readOnly', 'format', 'description', 'minContains', 'dependentRequired', 'prefixItems', 'deprecated'],
  ...['unevaluatedItems', 'definitions', '$defs', '$anchor', '$comment', 'contentMediaType', 'patternProperties'],
];
const value = fc.constantFrom<unknown>(
  ...[null, true, false, -1, 0, 1, 1.5, '', 'a', 'string', [], ['a'], ['a', 'a'], ['string', 'null'], [1], [1, 1]],
  ...[{}, { a: {} }, { a: true }, { a: ['b'] }, { a: 1 }, [{}], [true], { type: 'x' }, { a: { type: 'x' } }, '#a'],
);

it.each(DIALECTS)('what is told of a keyword of %s is what its meta-schema refuses', (dialect) => {
  const metaSchema = new SchemaDocument({ $ref: META_SCHEMAS[dialect] }, dialect);
  const schemas = fc.oneof(
    fc.tuple(fc.constantFrom(...KEYWORDS), value).map(([keyword, held]) => ({ [keyword]: held })),
    value,
  );
  fc.assert(
    fc.property(schemas, (schema) => {
      // ajv's copy of draft-07 wants different values; json-schema.org's does not (Validation, 6.1.2: SHOULD).
      fc.pre(!(dialect === 'draft-07' && Object.hasOwn(Object(schema) as object, 'enum')));
      const isFine = new SchemaDocument(schema, dialect).problems.length === 0;
      expect([schema, isFine]).toEqual([schema, evaluate(metaSchema.root, schema)]);
    }),
    { seed: 1, numRuns: 1_500 },
  );
});

it.each<[string, unknown[], boolean]>([
  ['that are all different', [], true],
  [
    'of which two are the same, in another order',
    [
      { b: 1, a: 1 },
      { a: 1, b: 1 },
    ],
    false,
  ],
  ['of which one is a number beyond all, and one null', [{ a: 1e999 }, { a: null }], true],
])('an enum of 20,000 objects %s is read at once', (_, more, isFine) => {
  const values = [...Array.from({ length: 20_000 }, (_unused, i) => ({ i })), ...more];
  expect(new SchemaDocument({ enum: values }, 'draft-04').problems.length === 0).toBe(isFine);
});
