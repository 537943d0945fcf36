import { isAtLeast, type Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import type { Random } from './random.js';

export type Schema = boolean | { [keyword: string]: unknown };

/** Most are plain; the last ones are what objects inherit in JavaScript, and what is easily taken for nothing. */
export const NAMES = ['a', 'b', 'ab', 'c'] as const;
const HOSTILE_NAMES = ['__proto__', 'constructor', 'toString', ''] as const;
const PATTERNS = [
  ...['^a', 'b$', '^[a-c]+$', '^.{0,2}$', '^(a|b)*$', '[^a]', '^\\d+$', '^(?!a)'],
  ...['^[^\\d]*$', '^\\w$', '\\bb', '^(ab|ba){1,2}$', '^(?=.*b)[ab]{2,}$', '^$', '(?=a)(?=ab)ab'],
];
const TYPES = ['string', 'integer', 'number', 'boolean', 'null', 'object', 'array'];
const SCALARS = [null, true, false, 0, 1, 2, -1, 0.5, 1.5, 3, '', 'a', 'b', 'ab', 'ba', '1', 'abc'];
const NUMBERS = [-2, -1, 0, 0.5, 1, 2, 2.5, 4];
const ODD_NUMBERS = [0.1, 0.3, 1e-7, 2 ** 53, -(2 ** 53) + 1, 1e21, 1.1, -0.1];
/** Definitions that a schema may refer to, and that may refer to each other. */
const DEFINITIONS = ['d', 'e'];

type Drawn = (random: Random, depth: number, dialect: Dialect) => Record<string, unknown>;

const isLate = (dialect: Dialect): boolean => isAtLeast(dialect, '2019-09');
const size = (random: Random): number => random.below(4);
const bound = (random: Random): number => random.pick(random.isLikely(0.1) ? ODD_NUMBERS : NUMBERS);

/** Names of properties: now and then one that is easily taken for something else. */
export const drawNames = (random: Random, max: number): string[] =>
  random.some<string>(random.isLikely(0.06) ? [...NAMES, ...HOSTILE_NAMES] : NAMES, max);

/** A value of JSON, small. */
export function drawValue(random: Random, depth = 2): unknown {
  const kind = depth === 0 ? 0 : random.below(10);
  if (kind < 7) return random.isLikely(0.05) ? random.pick(ODD_NUMBERS) : random.pick(SCALARS);
  if (kind < 8) return Array.from({ length: random.below(4) }, () => drawValue(random, depth - 1));
  return Object.fromEntries(drawNames(random, 3).map((name) => [name, drawValue(random, depth - 1)]));
}

const children = (random: Random, depth: number, dialect: Dialect, min: number, max: number): Schema[] =>
  Array.from({ length: min + random.below(max - min + 1) }, () => drawSchema(random, depth, dialect));

const named = (random: Random, depth: number, dialect: Dialect): Record<string, Schema> =>
  Object.fromEntries(drawNames(random, 3).map((name) => [name, drawSchema(random, depth, dialect)]));

const reference = (random: Random): Schema => ({ $ref: `#/definitions/${random.pick(DEFINITIONS)}` });

/** Each draws one or more keywords that often stand together. */
const KEYWORDS: readonly Drawn[] = [
  (random) => ({
    type: random.isLikely(0.6) ? random.pick(TYPES) : [...new Set([random.pick(TYPES), random.pick(TYPES)])],
  }),
  (random) => ({ type: random.pick(TYPES) }),
  (random) => ({ enum: Array.from({ length: 1 + random.below(3) }, () => drawValue(random)) }),
  (random) => ({ const: drawValue(random) }),
  (random) => ({ minimum: bound(random) }),
  (random) => ({ maximum: bound(random) }),
  (random) => ({ [random.pick(['exclusiveMinimum', 'exclusiveMaximum'])]: bound(random) }),
  (random) => ({ multipleOf: random.pick([1, 2, 3, 0.5, 0.1, 1.5, 1e-7, 0.3]) }),
  (random) => ({ [random.pick(['minLength', 'maxLength'])]: size(random) }),
  (random) => ({ pattern: random.pick(PATTERNS) }),
  (random, depth, dialect) => ({ type: 'object', properties: named(random, depth, dialect) }),
  (random, depth, dialect) => ({ properties: named(random, depth, dialect), required: drawNames(random, 2) }),
  (random, depth, dialect) => ({ properties: named(random, depth, dialect), additionalProperties: false }),
  (random, depth, dialect) => ({ additionalProperties: drawSchema(random, depth, dialect) }),
  (random, depth, dialect) => ({ patternProperties: { [random.pick(PATTERNS)]: drawSchema(random, depth, dialect) } }),
  (random, depth, dialect) => ({
    not: { patternProperties: { [random.pick(PATTERNS)]: drawSchema(random, Math.min(depth, 1), dialect) } },
    maxProperties: size(random),
  }),
  (random, depth, dialect) => ({ propertyNames: drawSchema(random, Math.min(depth, 1), dialect) }),
  (random) => ({ required: drawNames(random, 2) }),
  (random) => ({ [random.pick(['minProperties', 'maxProperties'])]: size(random) }),
  (random, depth, dialect) => {
    const [trigger, other] = [random.pick(NAMES), random.pick(NAMES)];
    const needs = random.isLikely(0.5) ? [other] : drawSchema(random, depth, dialect);
    if (!isLate(dialect)) return { dependencies: { [trigger]: needs } };
    return { [Array.isArray(needs) ? 'dependentRequired' : 'dependentSchemas']: { [trigger]: needs } };
  },
  (random, depth, dialect) => ({ items: drawSchema(random, depth, dialect) }),
  (random, depth, dialect) => ({ type: 'array', items: drawSchema(random, depth, dialect), maxItems: size(random) }),
  (random, depth, dialect) => {
    const prefix = children(random, depth, dialect, 1, 2);
    const rest = drawSchema(random, depth, dialect);
    return dialect === '2020-12' ? { prefixItems: prefix, items: rest } : { items: prefix, additionalItems: rest };
  },
  (random, depth, dialect) => ({
    contains: drawSchema(random, depth, dialect),
    ...(isLate(dialect) && random.isLikely(0.6) ? { [random.pick(['minContains', 'maxContains'])]: size(random) } : {}),
  }),
  (random, depth, dialect) => ({
    type: 'array',
    contains: drawSchema(random, Math.min(depth, 1), dialect),
    uniqueItems: true,
    ...(isLate(dialect) ? { minContains: size(random), maxContains: 1 + size(random) } : {}),
  }),
  (random) => ({ [random.pick(['minItems', 'maxItems'])]: size(random) }),
  () => ({ uniqueItems: true }),
  (random, depth, dialect) => ({
    uniqueItems: true,
    minItems: size(random),
    items: drawSchema(random, depth, dialect),
  }),
  (random, depth, dialect) => ({ allOf: children(random, depth, dialect, 1, 2) }),
  (random, depth, dialect) => ({ anyOf: children(random, depth, dialect, 1, 3) }),
  (random, depth, dialect) => ({ oneOf: children(random, depth, dialect, 1, 3) }),
  (random, depth, dialect) => ({ not: drawSchema(random, depth, dialect) }),
  (random, depth, dialect) => ({
    if: drawSchema(random, depth, dialect),
    then: drawSchema(random, depth, dialect),
    ...(random.isLikely(0.5) ? { else: drawSchema(random, depth, dialect) } : {}),
  }),
  (random, depth, dialect) => ({
    ...(reference(random) as object),
    ...(isLate(dialect) ? drawKeywords(random, depth, dialect) : {}),
  }),
  (random, depth, dialect) => drawUnevaluated(random, depth, dialect, 'unevaluatedProperties'),
  (random, depth, dialect) => drawUnevaluated(random, depth, dialect, 'unevaluatedItems'),
  (random, _, dialect) => {
    if (!isLate(dialect)) return {};
    const again = dialect === '2019-09' ? { $recursiveRef: '#' } : { $dynamicRef: '#node' };
    return random.pick([{ properties: { a: again } }, { items: again }, { additionalProperties: again }]);
  },
];

/** Beside alternatives it matters which of them looked at what. */
function drawUnevaluated(random: Random, depth: number, dialect: Dialect, keyword: string): Record<string, unknown> {
  if (!isLate(dialect)) return {};
  const child = random.isLikely(0.5) ? false : drawSchema(random, Math.min(depth, 1), dialect);
  if (random.isLikely(0.4)) return { [keyword]: child };
  const beside = random.pick(['anyOf', 'oneOf', 'allOf', 'if', 'not', '$ref']);
  const held =
    beside === 'if' || beside === 'not' ? drawSchema(random, depth, dialect) : children(random, depth, dialect, 1, 2);
  return { ...(beside === '$ref' ? (reference(random) as object) : { [beside]: held }), [keyword]: child };
}

const drawKeywords = (random: Random, depth: number, dialect: Dialect): Record<string, unknown> =>
  random.pick(KEYWORDS)(random, Math.max(depth - 1, 0), dialect);

export function drawSchema(random: Random, depth: number, dialect: Dialect): Schema {
  if (depth <= 0 || random.isLikely(0.12)) {
    return random.pick<Schema>([true, false, {}, { type: random.pick(TYPES) }, { const: random.pick(SCALARS) }]);
  }
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  return Object.assign({}, ...Array.from({ length: count }, () => drawKeywords(random, depth, dialect))) as Schema;
}

/** A whole schema, with the definitions that it may refer to, and that may refer to each other. */
export function drawRoot(random: Random, dialect: Dialect): Schema {
  const schema = random.isLikely(0.1) ? reference(random) : drawSchema(random, 3, dialect);
  const text = JSON.stringify(schema);
  if (typeof schema === 'boolean' || !/#\/definitions|#node|\$recursiveRef/.test(text)) return schema;
  const definitions = Object.fromEntries(DEFINITIONS.map((name) => [name, drawDefinition(random, dialect)]));
  // A reference without anything beside it would hide the definitions' own anchors in older drafts.
  return { ...anchored(random, schema, dialect), definitions };
}

function anchored(random: Random, schema: Record<string, unknown>, dialect: Dialect): Record<string, unknown> {
  if (dialect === '2020-12') return { ...schema, $dynamicAnchor: 'node' };
  return dialect === '2019-09' && random.isLikely(0.5) ? { ...schema, $recursiveAnchor: true } : schema;
}

/** Half of them are recursive: trees, lists, chains that end and chains that cannot. */
function drawDefinition(random: Random, dialect: Dialect): Schema {
  if (random.isLikely(0.5)) return drawSchema(random, 2, dialect);
  const [again, other] = [reference(random), drawSchema(random, 1, dialect)];
  const name = random.pick(NAMES);
  return random.pick<() => Schema>([
    () => ({ type: 'object', properties: { [name]: again, c: other }, required: drawNames(random, 2) }),
    () => ({ type: random.pick<unknown>(['array', ['array', 'null']]), items: again, minItems: random.below(3) }),
    () => ({ type: 'array', items: { anyOf: [again, other] }, uniqueItems: true, minItems: random.below(3) }),
    () => ({ anyOf: [other, { type: 'object', properties: { [name]: again }, required: [name] }] }),
    () => ({ oneOf: [other, { type: 'array', contains: again }] }),
    () => ({ type: 'object', additionalProperties: again, minProperties: random.below(2) }),
    () => ({ properties: { [name]: { not: again } }, not: { required: [name], properties: { [name]: other } } }),
  ])();
}
