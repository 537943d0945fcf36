import { isAtLeast, type Dialect } from '../dialect.js';
import { areDistinct } from '../values.js';
import { isJsonObject } from './json-objects.js';

/** What is wrong with a keyword's value, after "`minLength` must be "; null where nothing is. */
type Form = (value: unknown, dialect: Dialect) => string | null;

const form =
  (words: string, isFine: (value: unknown) => boolean): Form =>
  (value) =>
    isFine(value) ? null : words;

const text = form('a text', (value) => typeof value === 'string');
const flag = form('true or false', (value) => typeof value === 'boolean');
const number = form('a number', (value) => typeof value === 'number');
const count = form(
  'a whole number that is not negative',
  (value) => typeof value === 'number' && (Number.isInteger(value) || value === Infinity) && value >= 0,
);
const positive = form('a number greater than 0', (value) => typeof value === 'number' && value > 0);
const list = form('an array', Array.isArray);
const schemaMap = form('an object of schemas', isJsonObject);

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const ofTypes = `one of ${TYPES.join(', ')}, or an array of different ones`;

const type = form(ofTypes, (value) => {
  if (!Array.isArray(value)) return TYPES.includes(value as string);
  return value.length > 0 && value.every((one) => TYPES.includes(one as string)) && areDistinct(value);
});

/** Draft-04 wants one name at least. */
const names: Form = (value, dialect) => {
  const least = dialect === 'draft-04' ? 1 : 0;
  const isFine =
    Array.isArray(value) &&
    value.length >= least &&
    value.every((name) => typeof name === 'string') &&
    new Set(value).size === value.length;
  return isFine ? null : `an array of different texts${least > 0 ? ', one at least' : ''}`;
};

/** Before draft-07 no value may come twice, and there must be one. */
const values: Form = (value, dialect) => {
  if (!Array.isArray(value)) return 'an array of values';
  if (isAtLeast(dialect, 'draft-07')) return null;
  return value.length > 0 && areDistinct(value) ? null : `an array of different values in ${dialect}`;
};

const schemas = form('an array of schemas, one at least', (value) => Array.isArray(value) && value.length > 0);

const schema: Form = (value, dialect) => {
  if (isJsonObject(value) || (typeof value === 'boolean' && dialect !== 'draft-04')) return null;
  return dialect === 'draft-04' ? 'a schema (an object in draft-04)' : 'a schema: an object, or true or false';
};

/** Draft-04 knows `false` here alone. */
const schemaOrFlag = form(
  'a schema: an object, or true or false',
  (value) => isJsonObject(value) || typeof value === 'boolean',
);

const items: Form = (value, dialect) => {
  if (!Array.isArray(value)) return dialect === 'draft-04' ? schemaOrNone(value) : schema(value, dialect);
  if (isAtLeast(dialect, '2020-12')) return 'a schema; an array of them is called prefixItems since 2020-12';
  return schemas(value, dialect);
};
const schemaOrNone = (value: unknown): string | null => (isJsonObject(value) ? null : 'a schema, or an array of them');

const exclusiveBound: Form = (value, dialect) => {
  if (dialect === 'draft-04') return typeof value === 'boolean' ? null : 'true or false in draft-04, beside the bound';
  if (typeof value === 'boolean') return 'the bound itself, a number; true and false are of draft-04';
  return number(value, dialect);
};

const dependentNames = form(
  'an object that lists names by name',
  (value) => isJsonObject(value) && Object.values(value).every((one) => names(one, '2020-12') === null),
);

/** Either an array of names or a schema, which is looked at when it is walked. */
const dependencies: Form = (value, dialect) => {
  const words = 'an object of schemas or of arrays of names';
  if (!isJsonObject(value)) return words;
  return Object.values(value).every((one) => !Array.isArray(one) || names(one, dialect) === null) ? null : words;
};

const identifier: Form = (value, dialect) => {
  if (typeof value !== 'string') return 'a text';
  const hasName = /#./.test(value);
  return hasName && isAtLeast(dialect, '2019-09')
    ? `a URI without a fragment; that is called $anchor since 2019-09`
    : null;
};

const anchor: Form = (value, dialect) => {
  const pattern = isAtLeast(dialect, '2020-12') ? /^[A-Za-z_][-A-Za-z0-9._]*$/ : /^[A-Za-z][-A-Za-z0-9.:_]*$/;
  return typeof value === 'string' && pattern.test(value) ? null : 'a name of letters, digits, "-", "_" and "."';
};

const vocabularies = form(
  'an object that says true or false by URI',
  (value) => isJsonObject(value) && Object.values(value).every((one) => typeof one === 'boolean'),
);

const FORMS = new Map<string, Form>(
  Object.entries({
    $id: identifier,
    id: text,
    $schema: text,
    $ref: text,
    $anchor: anchor,
    $dynamicAnchor: anchor,
    $dynamicRef: text,
    $recursiveRef: text,
    $recursiveAnchor: flag,
    $vocabulary: vocabularies,
    $comment: text,
    title: text,
    description: text,
    examples: list,
    deprecated: flag,
    readOnly: flag,
    writeOnly: flag,
    format: text,
    contentMediaType: text,
    contentEncoding: text,
    contentSchema: schema,
    type,
    enum: values,
    multipleOf: positive,
    minimum: number,
    maximum: number,
    exclusiveMinimum: exclusiveBound,
    exclusiveMaximum: exclusiveBound,
    minLength: count,
    maxLength: count,
    pattern: text,
    minItems: count,
    maxItems: count,
    uniqueItems: flag,
    minContains: count,
    maxContains: count,
    minProperties: count,
    maxProperties: count,
    required: names,
    dependentRequired: dependentNames,
    dependencies,
    items,
    prefixItems: schemas,
    additionalItems: schemaOrFlag,
    additionalProperties: schemaOrFlag,
    unevaluatedItems: schema,
    unevaluatedProperties: schema,
    contains: schema,
    propertyNames: schema,
    not: schema,
    if: schema,
    then: schema,
    else: schema,
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    properties: schemaMap,
    patternProperties: schemaMap,
    dependentSchemas: schemaMap,
    definitions: schemaMap,
    $defs: schemaMap,
  }),
);

/** Annotations that a draft's meta-schema does not describe yet: they may hold anything there. */
const DESCRIBED_SINCE: ReadonlyMap<string, Dialect> = new Map([
  ['examples', 'draft-06'],
  ['$comment', 'draft-07'],
  ['readOnly', 'draft-07'],
  ['writeOnly', 'draft-07'],
  ['contentMediaType', 'draft-07'],
  ['contentEncoding', 'draft-07'],
  ['contentSchema', '2019-09'],
  ['deprecated', '2019-09'],
  ['$vocabulary', '2019-09'],
]);

/**
 * What a keyword's value must be and is not, in words that follow "must be"; null where it is fine. It says what the draft's
 * meta-schema says, but for subschemas, which are looked at where they stand: a walk that reads the schema anyway needs no
 * second one by a compiled meta-schema, which costs tens of milliseconds to compile and speaks of `oneOf`, not of keywords.
 */
export function demandUnmet(keyword: string, value: unknown, dialect: Dialect): string | null {
  const demand = FORMS.get(keyword);
  if (demand === undefined) return null;
  const since = DESCRIBED_SINCE.get(keyword);
  return since !== undefined && !isAtLeast(dialect, since) ? null : demand(value, dialect);
}
