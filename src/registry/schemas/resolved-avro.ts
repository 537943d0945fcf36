import type { ReferencedSchema, SchemaSource } from '../../contracts/source.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** An Avro schema with what it refers to written where it is first named; null where that cannot be. */
export function resolvedAvro({ text, references = [] }: SchemaSource): string | null {
  try {
    const definitions = new Map(
      references.map(({ name, text: one }: ReferencedSchema) => [name, JSON.parse(one) as Json]),
    );
    return JSON.stringify(inlined(JSON.parse(text) as Json, '', definitions, new Set()));
  } catch {
    return null; // No JSON, or nested beyond the stack.
  }
}

/** `written` are the names that have their definition already: they are only named again. */
function inlined(schema: Json, namespace: string, definitions: ReadonlyMap<string, Json>, written: Set<string>): Json {
  if (typeof schema === 'string') {
    const full = [schema, `${namespace}.${schema}`].find((name) => definitions.has(name));
    if (full === undefined || written.has(full)) return schema;
    written.add(full);
    return inlined(definitions.get(full)!, '', definitions, written);
  }
  if (Array.isArray(schema)) return schema.map((branch) => inlined(branch, namespace, definitions, written));
  if (schema === null || typeof schema !== 'object') return schema;
  const within = namespaceOf(schema, namespace);
  const inner = (value: Json): Json => inlined(value, within, definitions, written);
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      if (name === 'items' || name === 'values' || name === 'type') return [name, inner(value)];
      if (name === 'fields' && Array.isArray(value)) return [name, value.map((field) => fieldOf(field, inner))];
      return [name, value];
    }),
  );
}

function fieldOf(field: Json, inner: (value: Json) => Json): Json {
  if (field === null || typeof field !== 'object' || Array.isArray(field) || field.type === undefined) return field;
  return { ...field, type: inner(field.type) };
}

function namespaceOf({ name, namespace }: { [name: string]: Json }, enclosing: string): string {
  if (typeof name === 'string' && name.includes('.')) return name.slice(0, name.lastIndexOf('.'));
  return typeof namespace === 'string' ? namespace : enclosing;
}
