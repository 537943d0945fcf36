import { fullNameOf, namesIn } from '../../contracts/formats/avro/files.js';
import { isPrimitiveName, namespaceOf, qualified } from '../../contracts/formats/avro/names.js';
import type { SchemaSource } from '../../contracts/source.js';

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [name: string]: Json;
}

const NAMED = ['record', 'error', 'enum', 'fixed'];

/** An Avro schema with what it refers to written where it is first named, by the rules that names are read by; null where that cannot be. */
export function resolvedAvro({ text, references = [] }: SchemaSource): string | null {
  try {
    const files = references.map((reference) => JSON.parse(reference.text) as Json);
    return JSON.stringify(new Inlining(files).schema(JSON.parse(text) as Json, ''));
  } catch {
    return null; // No JSON, nested beyond the stack, or not to be written in one.
  }
}

class Inlining {
  /** What is defined in what is written so far: from then on it is named. */
  private readonly written = new Set<string>();
  private readonly roots = new Map<string, JsonObject>();
  /** All that the references define, within their types too. */
  private readonly elsewhere: ReadonlySet<string>;

  constructor(files: readonly Json[]) {
    this.elsewhere = new Set(files.flatMap((file) => namesIn(file).defined));
    for (const file of files.filter(isObject)) {
      const name = definedBy(file, '');
      if (name !== null) this.roots.set(name, file);
    }
  }

  schema(schema: Json, namespace: string): Json {
    if (typeof schema === 'string') return this.named(schema, namespace);
    if (Array.isArray(schema)) return schema.map((branch) => this.schema(branch, namespace));
    if (!isObject(schema)) return schema;
    const { type, items, values } = schema;
    if (type === 'array' && items !== undefined) return { ...schema, items: this.schema(items, namespace) };
    if (type === 'map' && values !== undefined) return { ...schema, values: this.schema(values, namespace) };
    const name = definedBy(schema, namespace);
    if (name !== null) return this.definition(schema, name);
    if (typeof type !== 'string' || isPrimitiveName(type)) return schema;
    const found = this.named(type, namespace);
    if (typeof found === 'string') return schema;
    if (Object.keys(schema).length > 1) throw new Error('The attributes beside a name have no place.');
    return found;
  }

  private definition(schema: JsonObject, name: string): Json {
    if (this.written.has(name)) throw new Error('A type is defined twice.');
    this.written.add(name);
    const { fields } = schema;
    if (!Array.isArray(fields)) return schema;
    const within = (field: Json): Json =>
      isObject(field) && field.type !== undefined
        ? { ...field, type: this.schema(field.type, namespaceOf(name)) }
        : field;
    return { ...schema, fields: fields.map(within) };
  }

  /** Where the enclosing namespace has no such name, it is looked for in none. */
  private named(name: string, namespace: string): Json {
    if (isPrimitiveName(name)) return name;
    const isKnown = (one: string): boolean => this.written.has(one) || this.elsewhere.has(one);
    const meant = [qualified(name, namespace), name].find(isKnown);
    if (meant === undefined || this.written.has(meant)) return name;
    const root = this.roots.get(meant);
    if (root === undefined) throw new Error('It is defined within a type that is not written yet.');
    const isInherited = typeof root.namespace !== 'string' && !String(root.name).includes('.');
    const inner = this.definition(root, meant) as JsonObject;
    return isInherited && namespace !== '' ? { ...inner, namespace: '' } : inner;
  }
}

const isObject = (json: Json): json is JsonObject => json !== null && typeof json === 'object' && !Array.isArray(json);

/** The full name of the type that a schema defines; null where it defines none. */
function definedBy({ type, name, namespace }: JsonObject, enclosing: string): string | null {
  const isNamed = typeof type === 'string' && NAMED.includes(type) && typeof name === 'string';
  return isNamed ? fullNameOf(name, namespace, enclosing) : null;
}
