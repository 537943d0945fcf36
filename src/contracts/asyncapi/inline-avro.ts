import { isJsonObject, type JsonObject } from '../formats/json-schema/reading/json-objects.js';
import type { Bundled, PayloadFault } from './bundle-json-schema.js';
import { follow, wordsOf, type Placed } from './pointers.js';
import { formatOf, multiFormatOf } from './schema-formats.js';

/** More copies than this are a bomb and no schema: what has no name stands where it is referred to, each time. */
const MAX_COPIES = 2_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * An Avro schema by itself. Avro knows no `$ref`: what one leads to stands in its place, and, where that has a name and stands
 * there already, its full name does.
 */
export const inlineAvro = (document: JsonObject, placed: Placed): Bundled => new Inlining(document).inlined(placed);

/** Where something comes to stand, and the namespace that holds there. */
interface Spot {
  at: string;
  namespace: string;
}

class Inlining {
  /** The full names that stand in the schema, each with the pointer of what was referred to. */
  private readonly defined = new Map<string, string>();
  private readonly brought: [at: string, from: string][] = [];
  private readonly faults: PayloadFault[] = [];
  /** Of what is being copied, without end where it comes again. */
  private readonly open = new Set<string>();
  /** Of what was referred to, by its pointer, and of all copies of it. */
  private readonly sizes = new Map<string, number>();
  private characters = 0;

  constructor(private readonly document: JsonObject) {}

  inlined(placed: Placed): Bundled {
    this.note(placed, '');
    const schema = this.type(placed, { at: '', namespace: '' });
    // What lies deeper was brought from elsewhere than what it lies in.
    const brought = new Map([...this.brought].sort(([a], [b]) => b.length - a.length));
    return { schema, brought, faults: this.faults };
  }

  private type({ value, pointer }: Placed, { at, namespace }: Spot): unknown {
    const inner = (step: string, part: unknown, of = namespace) =>
      this.type({ value: part, pointer: `${pointer}/${step}` }, { at: `${at}/${step}`, namespace: of });
    if (Array.isArray(value)) return value.map((branch, i) => inner(String(i), branch));
    if (!isJsonObject(value)) return value;
    if (typeof value['$ref'] === 'string') return this.referred({ value, pointer }, { at, namespace });
    const of = namespaceIn(value, namespace);
    const fields = value['fields'];
    return {
      ...value,
      ...(isHolding(value['type']) ? { type: inner('type', value['type'], of) } : {}),
      ...(value['items'] === undefined ? {} : { items: inner('items', value['items'], of) }),
      ...(value['values'] === undefined ? {} : { values: inner('values', value['values'], of) }),
      ...(Array.isArray(fields) ? { fields: fields.map((field, i) => inner(`fields/${i}`, field, of)) } : {}),
    };
  }

  private referred(placed: Placed, spot: Spot): unknown {
    const end = follow(this.document, placed);
    if (end.lost !== null) return this.fault(wordsOf(end.lost), placed, spot);
    const multi = multiFormatOf(end.value);
    if (multi === null) return this.copied(end, placed, spot);
    const { schema, schemaFormat } = multi;
    if (typeof schemaFormat === 'string' && formatOf(schemaFormat) === 'AVRO')
      return this.copied({ value: schema, pointer: `${end.pointer}/schema` }, placed, spot);
    const reason = `"${String((placed.value as JsonObject)['$ref'])}" is ${String(schemaFormat)}, to which Avro cannot refer.`;
    return this.fault(reason, placed, spot);
  }

  private copied(target: Placed, from: Placed, spot: Spot): unknown {
    const name = fullName(target.value, spot.namespace);
    if (name !== null && this.defined.get(name) === target.pointer) return name;
    const reference = String((from.value as JsonObject)['$ref']);
    if (this.open.has(target.pointer)) return this.fault(wordsOf({ reference, why: 'round' }), from, spot);
    this.characters += this.sizeOf(target);
    if (this.brought.length >= MAX_COPIES || this.characters > MAX_CHARACTERS) {
      const reason = `"${reference}" is one copy too many: what is referred to may stand in a schema ${MAX_COPIES} times, with ${MAX_CHARACTERS} characters.`;
      return this.fault(reason, from, spot);
    }
    this.brought.push([spot.at, target.pointer]);
    this.note(target, spot.namespace);
    if (name === null) this.open.add(target.pointer);
    const copy = this.type(target, spot);
    this.open.delete(target.pointer);
    return copy;
  }

  private sizeOf({ value, pointer }: Placed): number {
    const known = this.sizes.get(pointer);
    if (known !== undefined) return known;
    const size = JSON.stringify(value).length;
    this.sizes.set(pointer, size);
    return size;
  }

  private note({ value, pointer }: Placed, namespace: string): void {
    const name = fullName(value, namespace);
    if (name !== null && !this.defined.has(name)) this.defined.set(name, pointer);
  }

  private fault(reason: string, { value, pointer }: Placed, { at }: Spot): unknown {
    this.faults.push({ reason, from: `${pointer}/$ref`, at: `${at}/$ref` });
    return value;
  }
}

/** A type by its name holds nothing. */
const isHolding = (type: unknown): boolean => typeof type === 'object' && type !== null;

const isNamed = (value: unknown): value is JsonObject & { name: string } =>
  isJsonObject(value) &&
  ['record', 'error', 'enum', 'fixed'].includes(value['type'] as string) &&
  typeof value['name'] === 'string';

/** The full name of a named type (Avro 1.11, "Names"); null for a type without one. */
function fullName(value: unknown, around: string): string | null {
  if (!isNamed(value)) return null;
  const namespace = namespaceIn(value, around);
  const name = value.name.slice(value.name.lastIndexOf('.') + 1);
  return namespace === '' ? name : `${namespace}.${name}`;
}

/** The namespace that holds within a type. */
function namespaceIn(value: JsonObject, around: string): string {
  if (!isNamed(value)) return around;
  const dot = value.name.lastIndexOf('.');
  if (dot >= 0) return value.name.slice(0, dot);
  return typeof value['namespace'] === 'string' ? value['namespace'] : around;
}
