import { drawNames, drawValue, type Schema } from './random-schema.js';
import type { Random } from './random.js';

type Keywords = { [keyword: string]: unknown };

/** A value that a schema may well accept, or nearly: it is guided by the schema's words, not by what they mean together. */
export function drawEvent(random: Random, schema: Schema | undefined, root: Schema, depth = 4): unknown {
  if (schema === undefined || typeof schema === 'boolean' || depth === 0 || random.isLikely(0.1))
    return drawValue(random, 1);
  const choices: (() => unknown)[] = [];
  const into = (one: unknown): void => {
    if (one !== undefined) choices.push(() => drawEvent(random, one as Schema, root, depth - 1));
  };
  if (Object.hasOwn(schema, 'const')) choices.push(() => schema['const']);
  if (Array.isArray(schema['enum'])) choices.push(() => random.pick(schema['enum'] as unknown[]));
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) for (const one of (schema[keyword] as Schema[]) ?? []) into(one);
  for (const keyword of ['if', 'then', 'else', 'not']) into(schema[keyword]);
  if (schema['$recursiveRef'] !== undefined || schema['$dynamicRef'] !== undefined) into(root);
  if (typeof schema['$ref'] === 'string') into(definitionOf(root, schema['$ref']));
  if (speaksOfObjects(schema)) choices.push(() => drawObject(random, schema, root, depth));
  if (speaksOfArrays(schema)) choices.push(() => drawArray(random, schema, root, depth));
  choices.push(() => drawOfType(random, schema));
  return random.pick(choices)();
}

function definitionOf(root: Schema, reference: string): unknown {
  const definitions = ((root as Keywords)['definitions'] ?? {}) as Keywords;
  return definitions[reference.split('/').at(-1)!];
}

const has = (schema: Keywords, keywords: readonly string[]): boolean => keywords.some((one) => one in schema);
const speaksOfObjects = (schema: Keywords): boolean =>
  schema['type'] === 'object' ||
  has(schema, [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
  ]);
const speaksOfArrays = (schema: Keywords): boolean =>
  schema['type'] === 'array' || has(schema, ['items', 'prefixItems', 'contains', 'minItems', 'uniqueItems']);

function drawObject(random: Random, schema: Keywords, root: Schema, depth: number): unknown {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const names = new Set([...((schema['required'] as string[] | undefined) ?? []), ...drawNames(random, 3)]);
  const additional = schema['additionalProperties'] as Schema | undefined;
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      drawEvent(random, Object.hasOwn(properties, name) ? properties[name] : additional, root, depth - 1),
    ]),
  );
}

function drawArray(random: Random, schema: Keywords, root: Schema, depth: number): unknown {
  const { items, prefixItems, additionalItems, contains } = schema;
  const prefix = (Array.isArray(items) ? items : (prefixItems ?? [])) as Schema[];
  const rest = (Array.isArray(items) ? additionalItems : items) as Schema | undefined;
  return Array.from({ length: random.below(4) }, (_, i) =>
    drawEvent(random, prefix[i] ?? (random.isLikely(0.4) ? (contains as Schema) : undefined) ?? rest, root, depth - 1),
  );
}

function drawOfType(random: Random, schema: Keywords): unknown {
  const near = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].flatMap((keyword) =>
    typeof schema[keyword] === 'number' ? [schema[keyword]] : [],
  );
  if (near.length > 0) return random.pick(near) + random.pick([-1, -0.5, 0, 0, 0.5, 1]);
  const length = schema['minLength'] ?? schema['maxLength'];
  if (typeof length === 'number') return 'ab1a'.slice(0, Math.max(0, length + random.pick([-1, 0, 1])));
  return drawValue(random, 2);
}
