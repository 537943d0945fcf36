import type { Random } from './random.js';

export type Schema = boolean | { [keyword: string]: unknown };

const NAMES = ['a', 'b', 'ab', 'c'] as const;
const PATTERNS = ['^a', 'b$', '^[a-c]+$', '^.{0,2}$', '^(a|b)*$', '[^a]', '^\\d+$', '^(?!a)'];
const TYPES = ['string', 'integer', 'number', 'boolean', 'null', 'object', 'array'];
const SCALARS = [null, true, false, 0, 1, 2, -1, 0.5, 1.5, 3, '', 'a', 'b', 'ab', 'ba', '1', 'abc'];

type Drawn = (random: Random, depth: number, isLate: boolean) => Record<string, unknown>;

const size = (random: Random): number => random.below(4);
const bound = (random: Random): number => random.pick([-2, -1, 0, 0.5, 1, 2, 2.5, 4]);

/** A value of JSON, small. */
export function drawValue(random: Random, depth = 2): unknown {
  const kind = depth === 0 ? 0 : random.below(10);
  if (kind < 7) return random.pick(SCALARS);
  if (kind < 8) return Array.from({ length: random.below(4) }, () => drawValue(random, depth - 1));
  return Object.fromEntries(random.some(NAMES, 3).map((name) => [name, drawValue(random, depth - 1)]));
}

const children = (random: Random, depth: number, isLate: boolean, min: number, max: number): Schema[] =>
  Array.from({ length: min + random.below(max - min + 1) }, () => drawSchema(random, depth, isLate));

const named = (random: Random, depth: number, isLate: boolean): Record<string, Schema> =>
  Object.fromEntries(random.some(NAMES, 3).map((name) => [name, drawSchema(random, depth, isLate)]));

/** Each draws one or more keywords that often stand together. `isLate` is 2020-12, else draft-07. */
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
  (random) => ({ multipleOf: random.pick([1, 2, 3, 0.5, 0.1, 1.5]) }),
  (random) => ({ [random.pick(['minLength', 'maxLength'])]: size(random) }),
  (random) => ({ pattern: random.pick(PATTERNS) }),
  (random, depth, isLate) => ({ type: 'object', properties: named(random, depth, isLate) }),
  (random, depth, isLate) => ({ properties: named(random, depth, isLate), required: random.some(NAMES, 2) }),
  (random, depth, isLate) => ({ properties: named(random, depth, isLate), additionalProperties: false }),
  (random, depth, isLate) => ({ additionalProperties: drawSchema(random, depth, isLate) }),
  (random, depth, isLate) => ({ patternProperties: { [random.pick(PATTERNS)]: drawSchema(random, depth, isLate) } }),
  (random, depth, isLate) => ({ propertyNames: drawSchema(random, Math.min(depth, 1), isLate) }),
  (random) => ({ required: random.some(NAMES, 2) }),
  (random) => ({ [random.pick(['minProperties', 'maxProperties'])]: size(random) }),
  (random, depth, isLate) => {
    const [trigger, other] = [random.pick(NAMES), random.pick(NAMES)];
    const needs = random.isLikely(0.5) ? [other] : drawSchema(random, depth, isLate);
    if (!isLate) return { dependencies: { [trigger]: needs } };
    return { [Array.isArray(needs) ? 'dependentRequired' : 'dependentSchemas']: { [trigger]: needs } };
  },
  (random, depth, isLate) => ({ items: drawSchema(random, depth, isLate) }),
  (random, depth, isLate) => ({ type: 'array', items: drawSchema(random, depth, isLate), maxItems: size(random) }),
  (random, depth, isLate) => {
    const prefix = children(random, depth, isLate, 1, 2);
    const rest = drawSchema(random, depth, isLate);
    return isLate ? { prefixItems: prefix, items: rest } : { items: prefix, additionalItems: rest };
  },
  (random, depth, isLate) => ({
    contains: drawSchema(random, depth, isLate),
    ...(isLate && random.isLikely(0.5) ? { [random.pick(['minContains', 'maxContains'])]: size(random) } : {}),
  }),
  (random) => ({ [random.pick(['minItems', 'maxItems'])]: size(random) }),
  () => ({ uniqueItems: true }),
  (random, depth, isLate) => ({ allOf: children(random, depth, isLate, 1, 2) }),
  (random, depth, isLate) => ({ anyOf: children(random, depth, isLate, 1, 3) }),
  (random, depth, isLate) => ({ oneOf: children(random, depth, isLate, 1, 3) }),
  (random, depth, isLate) => ({ not: drawSchema(random, depth, isLate) }),
  (random, depth, isLate) => ({
    if: drawSchema(random, depth, isLate),
    then: drawSchema(random, depth, isLate),
    ...(random.isLikely(0.5) ? { else: drawSchema(random, depth, isLate) } : {}),
  }),
  (random, depth, isLate) => ({ $ref: '#/definitions/d', ...(isLate ? drawKeywords(random, depth, isLate) : {}) }),
  (random, depth, isLate) => (isLate ? { unevaluatedProperties: drawSchema(random, Math.min(depth, 1), isLate) } : {}),
  (random, depth, isLate) => (isLate ? { unevaluatedItems: drawSchema(random, Math.min(depth, 1), isLate) } : {}),
];

const drawKeywords = (random: Random, depth: number, isLate: boolean): Record<string, unknown> =>
  random.pick(KEYWORDS)(random, Math.max(depth - 1, 0), isLate);

function drawSchema(random: Random, depth: number, isLate: boolean): Schema {
  if (depth <= 0 || random.isLikely(0.12)) {
    return random.pick<Schema>([true, false, {}, { type: random.pick(TYPES) }, { const: random.pick(SCALARS) }]);
  }
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  return Object.assign({}, ...Array.from({ length: count }, () => drawKeywords(random, depth, isLate))) as Schema;
}

/** A whole schema, with a definition that it may refer to, and that may refer to itself. */
export function drawRoot(random: Random, isLate: boolean): Schema {
  const schema = drawSchema(random, 3, isLate);
  if (typeof schema === 'boolean' || !JSON.stringify(schema).includes('#/definitions/d')) return schema;
  return { ...schema, definitions: { d: drawSchema(random, 2, isLate) } };
}

/** The same schema but for a change somewhere, as a developer would make one; or written in other words. */
export function mutate(random: Random, schema: Schema, isLate: boolean): Schema {
  if (typeof schema === 'boolean' || random.isLikely(0.1)) return random.isLikely(0.5) ? schema : { allOf: [schema] };
  const keywords = Object.keys(schema);
  const keyword = random.pick(keywords.length === 0 ? ['type'] : keywords);
  switch (random.below(7)) {
    case 0:
      return Object.fromEntries(Object.entries(schema).filter(([one]) => one !== keyword || one === 'definitions'));
    case 1:
      return { ...schema, ...drawKeywords(random, 2, isLate) };
    case 2:
      return random.pick<Schema>([
        { allOf: [schema] },
        { anyOf: [schema, drawSchema(random, 1, isLate)] },
        { oneOf: [schema, false] },
        { not: { not: schema } },
      ]);
    default:
      return { ...schema, [keyword]: mutateHeld(random, schema[keyword], isLate) };
  }
}

const isSchemaLike = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mutateHeld(random: Random, held: unknown, isLate: boolean): unknown {
  if (typeof held === 'number') return Math.max(0.5, held + random.pick([-1, 1, 0.5]) + 0.5) - 0.5 || held;
  if (Array.isArray(held) && held.some(isSchemaLike)) {
    const at = random.below(held.length);
    return held.map((one: unknown, i) => (i === at && isSchemaLike(one) ? mutate(random, one, isLate) : one));
  }
  if (!isSchemaLike(held) || typeof held === 'boolean') return held;
  const entries = Object.entries(held);
  const isMap =
    entries.length > 0 &&
    entries.every(([name]) => (NAMES as readonly string[]).includes(name) || PATTERNS.includes(name) || name === 'd');
  if (!isMap) return mutate(random, held, isLate);
  const at = random.below(entries.length);
  return Object.fromEntries(
    entries.map(([name, one], i) => [name, i === at && isSchemaLike(one) ? mutate(random, one, isLate) : one]),
  );
}
