import fc from 'fast-check';
import { rejectionsByAjv } from './ajv-judge.js';
import { DIALECTS, type Dialect } from './dialect.js';
import { SchemaDocument } from './document.js';
import { evaluate } from './evaluate.js';

const NAMES = ['a', 'b', 'ab', 'constructor', 'toString', '__proto__', ''];

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2, 3, -1, 0.5, 0.3, 0.1, 1e21, '', 'a', 'ab', 'abc', '\u{1F600}'),
  fc.integer({ min: -5, max: 12 }),
);
const name = fc.constantFrom(...NAMES);

/** Objects as JSON.parse makes them: `__proto__` is a name like any other. */
const objectOf = <T>(value: fc.Arbitrary<T>, maxKeys = 3): fc.Arbitrary<Record<string, T>> =>
  fc
    .array(fc.tuple(name, value), { maxLength: maxKeys })
    .map((entries) => Object.defineProperties({}, descriptors(entries)) as Record<string, T>);

function descriptors<T>(entries: [string, T][]): PropertyDescriptorMap {
  const all = Object.create(null) as PropertyDescriptorMap;
  for (const [key, value] of entries) all[key] = { value, enumerable: true, configurable: true, writable: true };
  return all;
}

const event: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    objectOf(tie('value')),
  ),
})).value;

const count = fc.integer({ min: 0, max: 3 });
const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const PATTERNS = ['a', '^a', 'b$', '^(a|b)*$', '^.$', '^$', '\\w', '^[^a]'];

type Keywords = Record<string, fc.Arbitrary<unknown>>;

/** Every keyword with a meaning in the draft, each with what may stand there. */
function keywordsOf(dialect: Dialect, schema: fc.Arbitrary<unknown>): Keywords {
  const at = DIALECTS.indexOf(dialect);
  const schemas = fc.array(schema, { minLength: 1, maxLength: 3 });
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
  const number = fc.constantFrom(-1, 0, 1, 1.5, 2, 3);
  const patterned = fc.array(fc.tuple(fc.constantFrom(...PATTERNS), schema), { maxLength: 2 }).map(Object.fromEntries);
  const keywords: Keywords = {
    type: fc.oneof(
      fc.constantFrom(...TYPES),
      fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
    ),
    enum: fc.uniqueArray(event, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
    minimum: number,
    maximum: number,
    multipleOf: fc.constantFrom(1, 2, 0.1, 0.5, 3),
    minLength: count,
    maxLength: count,
    pattern: fc.constantFrom(...PATTERNS),
    items: at < 4 ? fc.oneof(schema, schemas) : schema,
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    properties: objectOf(schema),
    patternProperties: patterned,
    additionalProperties: schema,
    required: names,
    minProperties: count,
    maxProperties: count,
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: schema,
    $ref: fc.constantFrom('#/definitions/x', '#/definitions/y'),
  };
  if (at < 4) keywords['additionalItems'] = schema;
  if (at < 3) keywords['dependencies'] = objectOf(fc.oneof(schema, names), 2);
  if (at === 0) Object.assign(keywords, { exclusiveMinimum: fc.boolean(), exclusiveMaximum: fc.boolean() });
  else {
    Object.assign(keywords, { exclusiveMinimum: number, exclusiveMaximum: number, const: event });
    Object.assign(keywords, { contains: schema, propertyNames: schema });
  }
  if (at >= 2) Object.assign(keywords, { if: schema, then: schema, else: schema });
  if (at >= 3) {
    Object.assign(keywords, { dependentRequired: objectOf(names, 2), dependentSchemas: objectOf(schema, 2) });
    Object.assign(keywords, { minContains: count, maxContains: count });
    Object.assign(keywords, { unevaluatedProperties: schema, unevaluatedItems: schema });
  }
  if (at === 4) keywords['prefixItems'] = schemas;
  return keywords;
}

function schemaOf(dialect: Dialect): fc.Arbitrary<Record<string, unknown>> {
  const flag = dialect === 'draft-04' ? [] : [fc.boolean()];
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const keywords = keywordsOf(dialect, tie('schema'));
    const keyword = fc
      .constantFrom(...Object.keys(keywords))
      .chain((key) => fc.tuple(fc.constant(key), keywords[key]!));
    const object = fc.array(keyword, { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as unknown);
    return { schema: fc.oneof({ depthSize: 'small', maxDepth: 4 }, fc.constant({}), ...flag, object) };
  });
  return fc.record({ root: schema, x: schema, y: schema }).map(({ root, x, y }) => {
    const definitions = { x, y };
    return typeof root === 'object' ? { ...root, definitions } : { allOf: [root], definitions };
  });
}

const hasContains = (schema: unknown): boolean => JSON.stringify(schema).includes('"contains"');
const hasUnevaluatedItems = (schema: unknown): boolean => JSON.stringify(schema).includes('"unevaluatedItems"');

/** The same with so many properties that ajv is given, of each event, those that it has. */
function widened(schema: unknown, alike: unknown): unknown {
  const pad = Array.from({ length: 600 }, (_, i): [string, unknown] => [`pad${i}`, {}]);
  const same = NAMES.map((one): [string, unknown] => [one, alike]);
  const properties = Object.defineProperties({}, descriptors([...pad, ...same]));
  return {
    allOf: [{ properties }, { ...(schema as object), definitions: {} }],
    definitions: (schema as Definitions).definitions,
  };
}

interface Definitions {
  definitions: unknown;
}

function expectAgreement(document: SchemaDocument, events: readonly unknown[]): void {
  expect(document.problems).toEqual([]);
  for (const one of events) {
    const answer = evaluate(document.root, one);
    // A reference to itself without a step into the value has no meaning.
    const rejections = answer === null ? null : rejectionsByAjv(document, one);
    if (rejections !== null) expect([one, rejections.length === 0]).toEqual([one, answer]);
  }
}

/** Some by default, many where somebody asks for them. */
const numRuns = Number(process.env['PLUMBLINE_PROPERTY_RUNS'] ?? 400);

describe.each(DIALECTS)('%s', (dialect) => {
  it('is read by ajv and by the evaluator alike, whatever the schema and the event', () => {
    fc.assert(
      fc.property(schemaOf(dialect), fc.array(event, { minLength: 1, maxLength: 6 }), (schema, events) => {
        // What `contains` finds in another schema than the one with unevaluatedItems is not told to ajv: see `ajvFormOf`.
        fc.pre(!(dialect === '2020-12' && hasContains(schema) && hasUnevaluatedItems(schema)));
        expectAgreement(new SchemaDocument(schema, dialect), events);
      }),
      { seed: Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1), numRuns },
    );
  });

  it('is read alike where it has so many properties that ajv is given only those of the event', () => {
    const alike = fc.constantFrom({}, { type: 'string' }, { maxLength: 1, minimum: 1 });
    fc.assert(
      fc.property(schemaOf(dialect), alike, fc.array(event, { minLength: 1, maxLength: 6 }), (schema, same, events) => {
        fc.pre(!(dialect === '2020-12' && hasContains(schema) && hasUnevaluatedItems(schema)));
        expectAgreement(new SchemaDocument(widened(schema, same), dialect), events);
      }),
      { seed: Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1), numRuns: numRuns / 4 },
    );
  });
});
