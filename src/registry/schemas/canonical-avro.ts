/** The order in which Avro's own libraries write what they know; all else follows by name. */
const ORDER = [
  'type',
  'name',
  'namespace',
  'doc',
  'size',
  'items',
  'values',
  'symbols',
  'fields',
  'aliases',
  'default',
];
const NAMED = ['record', 'error', 'enum', 'fixed'];
const PRIMITIVE = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * The schema as Avro's libraries would write it after reading: `{"type": "string"}` is `"string"`, `{"name": "a.B"}` is B
 * in the namespace a, a namespace is written where it changes. Null for what is no JSON or nested too deeply.
 */
export function canonicalAvro(text: string): string | null {
  // What a number would lose when it is parsed and written again tells two schemas apart: then the text is kept.
  if (/\d{16}|\d\.\d*0[,\s\]}]|\d[eE]/.test(text)) return null;
  try {
    return JSON.stringify(schema(JSON.parse(text) as Json, ''));
  } catch {
    return null;
  }
}

function schema(value: Json, namespace: string): Json {
  if (Array.isArray(value)) return value.map((branch) => schema(branch, namespace));
  if (typeof value === 'string') return reference(value, namespace);
  if (value === null || typeof value !== 'object') return value;
  const { type } = value;
  const isNamed = typeof type === 'string' && NAMED.includes(type);
  if (!isNamed && Object.keys(value).length === 1 && type !== undefined) return schema(type, namespace);
  return isNamed ? named(value, namespace) : ordered(value, (name, item) => part(name, item, namespace));
}

function part(name: string, item: Json, namespace: string): Json {
  if (name === 'items' || name === 'values') return schema(item, namespace);
  if (name === 'type' && typeof item !== 'string') return schema(item, namespace);
  if (name === 'fields' && Array.isArray(item)) return item.map((field) => fieldOf(field, namespace));
  return item;
}

function fieldOf(field: Json, namespace: string): Json {
  if (field === null || typeof field !== 'object' || Array.isArray(field)) return field;
  return ordered(field, (name, item) => (name === 'type' ? schema(item, namespace) : item));
}

function named(value: { [name: string]: Json }, enclosing: string): Json {
  const { namespace: given, ...rest } = value;
  const full = fullName(value.name, typeof given === 'string' ? given : enclosing);
  if (full === null) return value;
  const [own, simple] = [full.slice(0, Math.max(0, full.lastIndexOf('.'))), full.slice(full.lastIndexOf('.') + 1)];
  const written = { ...rest, name: simple, ...(own === enclosing ? {} : { namespace: own }) };
  return ordered(written, (name, item) => part(name, item, own));
}

function fullName(name: Json | undefined, namespace: string): string | null {
  if (typeof name !== 'string') return null;
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** A name as short as its place allows. */
function reference(name: string, namespace: string): string {
  if (PRIMITIVE.includes(name) || namespace === '') return name;
  const simple = name.slice(namespace.length + 1);
  const isOfNamespace = name.startsWith(`${namespace}.`) && !simple.includes('.') && !PRIMITIVE.includes(simple);
  return isOfNamespace ? simple : name;
}

function ordered(value: { [name: string]: Json }, write: (name: string, item: Json) => Json): Json {
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const names = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, write(name, value[name]!)]));
}
