import { SUBSCHEMA_KEYWORDS } from './dialect.js';

type Schema = Record<string, unknown>;

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a schema is one of several about the same value, closing one of them would forbid what another declares. */
const COMPOSING = [
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'dependentSchemas',
  'dependencies',
];
/** From a value to a value inside it. */
const DESCENDING = ['properties', 'items', 'prefixItems', 'additionalItems'];

/**
 * LENIENT, the writer: it sends only what it declares. Objects that describe properties and leave the rest open are read
 * as closed, wherever one schema alone describes the object.
 */
export function asDeclared(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const result: Schema = { ...schema };
  for (const keyword of DESCENDING) {
    if (result[keyword] !== undefined)
      result[keyword] = mapHeld(result[keyword], SUBSCHEMA_KEYWORDS[keyword]!, asDeclared);
  }
  const closes =
    isObject(schema['properties']) &&
    ['additionalProperties', 'unevaluatedProperties', 'patternProperties'].every(
      (name) => schema[name] === undefined,
    ) &&
    // What is required is sent, described or not.
    ((schema['required'] as string[] | undefined) ?? []).every((name) =>
      Object.hasOwn(schema['properties'] as object, name),
    ) &&
    COMPOSING.every((name) => schema[name] === undefined);
  return closes ? { ...result, additionalProperties: false } : result;
}

/** LENIENT, the reader: a required property with a default is filled in before anybody misses it. */
export function withDefaultsFilledIn(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const result: Schema = { ...schema };
  for (const [keyword, holding] of Object.entries(SUBSCHEMA_KEYWORDS)) {
    // Under "not" less demanded would mean more refused.
    if (keyword === 'not' || keyword === 'if' || keyword === 'oneOf' || result[keyword] === undefined) continue;
    result[keyword] = mapHeld(result[keyword], holding, withDefaultsFilledIn);
  }
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isObject(properties)) return result;
  const hasDefault = (name: unknown): boolean => {
    const property = Object.hasOwn(properties, name as string) ? properties[name as string] : null;
    return isObject(property) && Object.hasOwn(property, 'default');
  };
  return { ...result, required: required.filter((name) => !hasDefault(name)) };
}

function mapHeld(held: unknown, holding: string, change: (schema: unknown) => unknown): unknown {
  if (Array.isArray(held)) return held.map(change);
  if (!holding.startsWith('map') || !isObject(held)) return change(held);
  return Object.fromEntries(Object.entries(held).map(([name, schema]) => [name, change(schema)]));
}
