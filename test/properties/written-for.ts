import type { Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import type { Schema } from './random-schema.js';

type Keywords = Record<string, unknown>;

const SINGLE = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'items', 'additionalItems'];
const OPEN = ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies', 'definitions'];

/** A drawn schema as a text may hold it, and as the draft's meta-schema wants it: draft-04 knows fewer forms. */
export function writtenFor(dialect: Dialect, schema: Schema): Schema {
  const plain = JSON.parse(JSON.stringify(schema)) as Schema;
  return dialect === 'draft-04' || dialect === 'draft-06' ? older(plain, dialect) : plain;
}

function older(schema: Schema, dialect: Dialect): Schema {
  if (typeof schema === 'boolean') return dialect === 'draft-04' ? (schema ? {} : { not: {} }) : schema;
  const result: Keywords = {};
  for (const [keyword, held] of Object.entries(schema)) result[keyword] = olderHeld(keyword, held, dialect);
  if (Array.isArray(result['enum'])) result['enum'] = distinct(result['enum']);
  if (dialect === 'draft-04') asDraft04(result);
  return result;
}

function olderHeld(keyword: string, held: unknown, dialect: Dialect): unknown {
  const one = (schema: unknown): unknown => (Array.isArray(schema) ? schema : older(schema as Schema, dialect));
  if (LISTS.includes(keyword) && Array.isArray(held)) return held.map(one);
  if (SINGLE.includes(keyword) || OPEN.includes(keyword)) return one(held);
  if (!MAPS.includes(keyword)) return held;
  return Object.fromEntries(Object.entries(held as Keywords).map(([name, schema]) => [name, one(schema)]));
}

function asDraft04(schema: Keywords): void {
  if ((schema['required'] as string[] | undefined)?.length === 0) delete schema['required'];
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'number') continue;
    schema[inclusive] = schema[exclusive];
    schema[exclusive] = true;
  }
}

const distinct = (values: unknown[]): unknown[] => {
  const seen = new Map(values.map((value) => [canonical(value), value]));
  return [...seen.values()];
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
