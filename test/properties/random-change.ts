import type { Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import type { Random } from './random.js';
import { drawSchema, type Schema } from './random-schema.js';

type Keywords = Record<string, unknown>;

const isObject = (value: unknown): value is Keywords =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchemaLike = (value: unknown): value is Schema => isObject(value) || typeof value === 'boolean';
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies', 'definitions'];
const OWN_TO_ROOT = ['definitions', '$dynamicAnchor', '$recursiveAnchor'];

/** The same schema but for a change somewhere, as a developer would make one; or written in other words. */
export function mutate(random: Random, schema: Schema, dialect: Dialect): Schema {
  if (typeof schema === 'boolean' || random.isLikely(0.1)) return random.isLikely(0.5) ? schema : { allOf: [schema] };
  const keywords = Object.keys(schema);
  const keyword = random.pick(keywords.length === 0 ? ['type'] : keywords);
  switch (random.below(7)) {
    case 0:
      return Object.fromEntries(Object.entries(schema).filter(([one]) => one !== keyword || OWN_TO_ROOT.includes(one)));
    case 1:
      return { ...schema, ...(drawSchema(random, 2, dialect) as object) };
    case 2:
      return random.pick<Schema>([
        { allOf: [schema] },
        { anyOf: [schema, drawSchema(random, 1, dialect)] },
        { oneOf: [schema, false] },
        { not: { not: schema } },
      ]);
    default:
      return { ...schema, [keyword]: mutateHeld(random, keyword, schema[keyword], dialect) };
  }
}

/** A whole schema changed: what only the root may hold stays there. */
export function mutateRoot(random: Random, schema: Schema, dialect: Dialect): Schema {
  return withRootParts(schema, (inner) => mutate(random, inner, dialect), random.isLikely(0.5));
}

function withRootParts(schema: Schema, change: (inner: Schema) => Schema, isChangedInside: boolean): Schema {
  if (typeof schema === 'boolean' || schema['definitions'] === undefined) return change(schema);
  if (isChangedInside) return change(schema);
  const entries = Object.entries(schema);
  const root = Object.fromEntries(entries.filter(([keyword]) => OWN_TO_ROOT.includes(keyword)));
  const changed = change(Object.fromEntries(entries.filter(([keyword]) => !OWN_TO_ROOT.includes(keyword))));
  return { ...(changed === true ? {} : changed === false ? { not: {} } : changed), ...root };
}

function mutateHeld(random: Random, keyword: string, held: unknown, dialect: Dialect): unknown {
  if (typeof held === 'number') return Math.max(0.5, held + random.pick([-1, 1, 0.5]) + 0.5) - 0.5 || held;
  if (Array.isArray(held) && held.some(isSchemaLike)) {
    const at = random.below(held.length);
    return held.map((one: unknown, i) => (i === at && isSchemaLike(one) ? mutate(random, one, dialect) : one));
  }
  if (!isObject(held)) return held;
  if (!MAPS.includes(keyword)) return mutate(random, held, dialect);
  const entries = Object.entries(held);
  const at = random.below(entries.length);
  return Object.fromEntries(
    entries.map(([name, one], i) => [name, i === at && isSchemaLike(one) ? mutate(random, one, dialect) : one]),
  );
}

/** The same events in other words. Only for a whole schema: what it looked at (for unevaluated*) may get lost on the way. */
export function rewrite(random: Random, schema: Schema): Schema {
  return withRootParts(schema, (inner) => random.pick(REWRITES)(random, inner), false);
}

const negated = (schema: Schema): Schema => ({ not: schema });

const REWRITES: readonly ((random: Random, schema: Schema) => Schema)[] = [
  (_, schema) => ({ allOf: [schema] }),
  (_, schema) => ({ anyOf: [schema, { not: {} }] }),
  (_, schema) => ({ anyOf: [schema, schema] }),
  (_, schema) => ({ oneOf: [{ not: {} }, schema] }),
  (_, schema) => ({ not: { not: schema } }),
  (_, schema) => ({ not: { allOf: [{ not: schema }, {}] } }),
  (_, schema) => ({ anyOf: TYPES.map((type) => ({ type, allOf: [schema] })) }),
  (random, schema) => {
    const name = random.pick(['a', 'b', 'x']);
    return { anyOf: [{ allOf: [{ required: [name] }, schema] }, { allOf: [negated({ required: [name] }), schema] }] };
  },
  (random, schema) => ({
    allOf: [schema, { anyOf: [{ minimum: random.below(3) }, { not: { minimum: random.below(3) + 3 } }] }],
  }),
  (_, schema) => {
    if (typeof schema === 'boolean' || !Array.isArray(schema['anyOf'])) return { allOf: [schema, schema] };
    const { anyOf, ...rest } = schema;
    const isLookedAt = Object.keys(schema).some((keyword) => keyword.startsWith('unevaluated'));
    return isLookedAt
      ? schema
      : {
          ...rest,
          allOf: [{ not: { allOf: (anyOf as Schema[]).map(negated) } }, ...((rest['allOf'] as Schema[]) ?? [])],
        };
  },
];
const TYPES = ['string', 'number', 'boolean', 'null', 'object', 'array'];
