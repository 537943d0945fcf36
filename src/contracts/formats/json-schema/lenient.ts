import { SUBSCHEMA_KEYWORDS } from './dialect.js';
import { isJsonObject, type JsonObject } from './reading/json-objects.js';
import { decodeFragment, escapePointer, tokensOf } from './reading/pointers.js';

/**
 * LENIENT, the writer: it sends only what it declares. Objects that describe properties and leave the rest open are read as
 * closed, wherever one schema alone describes the object: where several do, closing one would forbid what another declares.
 */
export function asDeclared(schema: unknown): unknown {
  const describers = new Describers(schema);
  if (describers.areUncertain) return schema;
  const close = (one: unknown, pointer: string): unknown => {
    if (!isJsonObject(one)) return one;
    const result = mapSubschemas(one, (child, place) => close(child, pointer + place));
    return describers.areAlone(pointer) && declaresItsProperties(one)
      ? { ...result, additionalProperties: false }
      : result;
  };
  return close(schema, '');
}

/** LENIENT, the reader: a required property with a default is filled in before anybody misses it. */
export function withDefaultsFilledIn(schema: unknown): unknown {
  if (!isJsonObject(schema)) return schema;
  // Under these, less demanded would mean more refused.
  const result = mapSubschemas(schema, withDefaultsFilledIn, ['not', 'if', 'oneOf']);
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isJsonObject(properties)) return result;
  const hasDefault = (name: unknown): boolean => {
    const property = Object.hasOwn(properties, name as string) ? properties[name as string] : null;
    return isJsonObject(property) && Object.hasOwn(property, 'default');
  };
  return { ...result, required: required.filter((name) => !hasDefault(name)) };
}

/** It says which properties there are, leaves open what else there may be, and requires none that it does not describe. */
function declaresItsProperties(schema: JsonObject): boolean {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return false;
  const isOpen = ['additionalProperties', 'unevaluatedProperties', 'patternProperties'].every(
    (one) => !(one in schema),
  );
  const names = Array.isArray(required) ? (required as string[]) : [];
  return isOpen && !speaksElsewhere(schema) && names.every((name) => Object.hasOwn(properties, name));
}

/** Keywords by which other schemas speak of the same value. */
const COMPOSING = [
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

const NAMING = ['$anchor', '$dynamicAnchor', '$recursiveAnchor', '$dynamicRef', '$recursiveRef'];

const speaksElsewhere = (schema: JsonObject): boolean => '$ref' in schema || COMPOSING.some((one) => one in schema);

/** From a value to one inside it of which nothing else speaks. */
const DESCENDING = ['properties', 'items', 'prefixItems', 'additionalItems', 'additionalProperties'];

/** Which schemas of a text are the only ones that describe their value, in every way by which they are reached. */
class Describers {
  private readonly alone = new Set<string>();
  private readonly among = new Set<string>();
  /** Some schema has a name besides its place: who refers to it is not followed. */
  areUncertain = false;

  constructor(private readonly root: unknown) {
    this.reach(root, '', true);
  }

  areAlone(pointer: string): boolean {
    return this.alone.has(pointer) && !this.among.has(pointer);
  }

  private reach(schema: unknown, pointer: string, isAlone: boolean): void {
    const reached = isAlone ? this.alone : this.among;
    if (!isJsonObject(schema) || reached.has(pointer)) return;
    reached.add(pointer);
    this.areUncertain ||=
      NAMING.some((one) => one in schema) || (pointer !== '' && ('$id' in schema || 'id' in schema));
    for (const [child, place, keyword] of subschemas(schema)) {
      if (keyword === '$defs' || keyword === 'definitions') continue;
      const staysAlone = DESCENDING.includes(keyword)
        ? !('patternProperties' in schema)
        : isOnlyObject(schema, keyword, child);
      this.reach(child, pointer + place, isAlone && staysAlone);
    }
    this.follow(schema, isAlone);
  }

  private follow(schema: JsonObject, isAlone: boolean): void {
    const { $ref } = schema;
    if (typeof $ref !== 'string') return;
    const ownId = isJsonObject(this.root) ? (this.root['$id'] ?? this.root['id']) : undefined;
    if (typeof ownId === 'string' && $ref.startsWith(ownId.replace(/#$/, ''))) this.areUncertain = true;
    if (!$ref.startsWith('#')) return;
    const pointer = decodeFragment($ref.slice(1));
    const isPlain = !COMPOSING.some((one) => one in schema) && !('properties' in schema);
    this.reach(valueAt(this.root, pointer), pointer, isAlone && isPlain);
  }
}

/** `anyOf: [{an object}, {"type": "null"}]`: only one of the alternatives speaks of objects. */
function isOnlyObject(schema: JsonObject, keyword: string, child: unknown): boolean {
  if ((keyword !== 'anyOf' && keyword !== 'oneOf') || 'properties' in schema || '$ref' in schema) return false;
  if (COMPOSING.some((one) => one !== keyword && one in schema)) return false;
  return (schema[keyword] as unknown[]).every((other) => other === child || refusesObjects(other));
}

const refusesObjects = (schema: unknown): boolean =>
  isJsonObject(schema) && 'type' in schema && ![schema['type']].flat().includes('object');

function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const name of tokensOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
}

function* subschemas(schema: JsonObject): Generator<[schema: unknown, place: string, keyword: string]> {
  for (const keyword of Object.keys(schema)) {
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    const held = schema[keyword];
    if (holding === undefined || typeof held !== 'object' || held === null) continue;
    if (!Array.isArray(held) && !holding.startsWith('map')) yield [held, `/${keyword}`, keyword];
    else for (const [name, one] of Object.entries(held)) yield [one, `/${keyword}/${escapePointer(name)}`, keyword];
  }
}

/** The schema with each direct subschema changed, but for those under some keywords. */
function mapSubschemas(
  schema: JsonObject,
  change: (schema: unknown, place: string) => unknown,
  except: readonly string[] = [],
): JsonObject {
  const result: Record<string, unknown> = { ...schema };
  for (const keyword of Object.keys(schema)) {
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    const held = schema[keyword];
    if (holding === undefined || except.includes(keyword) || typeof held !== 'object' || held === null) continue;
    if (Array.isArray(held)) result[keyword] = held.map((one, i) => change(one, `/${keyword}/${i}`));
    else if (!holding.startsWith('map')) result[keyword] = change(held, `/${keyword}`);
    else {
      const changed = Object.entries(held).map(([name, one]) => [
        name,
        change(one, `/${keyword}/${escapePointer(name)}`),
      ]);
      result[keyword] = Object.fromEntries(changed) as unknown;
    }
  }
  return result;
}
