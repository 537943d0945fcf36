import { dialectOf, SUBSCHEMA_KEYWORDS, type Dialect } from '../dialect.js';
import { isJsonObject, type JsonObject } from './json-objects.js';

/**
 * The draft that a text tells: by `$schema` or, where it has none, by what only one draft can mean. `exclusiveMinimum: true`
 * is draft-04's, and a part that was copied with its `$schema` tells what the whole was written in. Null where nothing tells.
 */
export function toldDialect(schema: unknown): Dialect | null {
  if (!isJsonObject(schema)) return null;
  const named = schema['$schema'];
  if (typeof named === 'string') return dialectOf(named);
  const queue: unknown[] = [schema];
  for (const one of queue) {
    if (!isJsonObject(one)) continue;
    const told = toldBy(one);
    if (told !== null) return told;
    for (const keyword of Object.keys(one)) queue.push(...heldBy(one, keyword));
  }
  return null;
}

function toldBy(schema: JsonObject): Dialect | null {
  const { $schema, $id, id, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  // With a name of its own it is a resource of its own, which may be of another draft.
  if (typeof $schema === 'string' && $id === undefined && id === undefined) return dialectOf($schema);
  const isFlag =
    (typeof exclusiveMinimum === 'boolean' && typeof minimum === 'number') ||
    (typeof exclusiveMaximum === 'boolean' && typeof maximum === 'number');
  return isFlag ? 'draft-04' : null;
}

/** The schemas directly under a keyword. */
function heldBy(schema: JsonObject, keyword: string): readonly unknown[] {
  const holding = SUBSCHEMA_KEYWORDS[keyword];
  const held = schema[keyword];
  if (holding === undefined) return [];
  if (Array.isArray(held)) return held;
  return holding.startsWith('map') && isJsonObject(held) ? Object.values(held) : [held];
}
