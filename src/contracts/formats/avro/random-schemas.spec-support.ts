import { UnionDatum, type Datum } from './datum.js';
import type { Ranks } from './inhabited.js';
import type { AvroType } from './schema.js';

/** Answers a whole number from 0 to below `below`. */
export type Random = (below: number) => number;

/** Mulberry32: the same numbers for the same seed, so that a pair that fails can be looked at again. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

const oneOf = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!;
const chance = (random: Random, oneIn: number): boolean => random(oneIn) === 0;

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];
const NAMES = ['A', 'B', 'C', 'constructor'];
const NAMESPACES = [undefined, undefined, undefined, 'x', 'y'];
const FIELDS = ['a', 'b', 'c', '__proto__'];
const SYMBOLS = ['P', 'Q', 'R', 'toString'];

/** A schema as JSON; its few names make that two of them often meet. */
export function randomSchema(random: Random): unknown {
  return new Drawer(random).type(3);
}

class Drawer {
  /** Full names by their kind, so that a union may be kept from holding one twice. */
  private readonly defined = new Map<string, boolean>();

  constructor(private readonly random: Random) {}

  type(depth: number): unknown {
    const { random } = this;
    if (depth === 0 || chance(random, 3)) return this.leaf();
    switch (random(6)) {
      case 0:
        return { type: 'array', items: this.type(depth - 1) };
      case 1:
        return { type: 'map', values: this.type(depth - 1) };
      case 2:
        return this.union(depth);
      case 3:
        return this.named() ?? this.leaf();
      default:
        return this.record(depth) ?? this.leaf();
    }
  }

  private leaf(): unknown {
    const { random } = this;
    const names = [...this.defined.keys()];
    if (names.length > 0 && chance(random, 5))
      return `.${oneOf(random, names)}`.replace(/^\.(?=.*\.)/, '').replace(/^\./, '');
    if (chance(random, 8)) {
      const precision = 3 + random(2);
      return { type: 'bytes', logicalType: 'decimal', precision, scale: random(2) };
    }
    return oneOf(random, PRIMITIVES);
  }

  private union(depth: number): unknown[] {
    const drawn = Array.from({ length: this.random(5) }, () => this.type(depth - 1));
    const seen = new Set<string>();
    return drawn.filter((branch) => {
      if (Array.isArray(branch)) return false;
      const { type, name, namespace } = (typeof branch === 'string' ? { type: branch } : branch) as Record<
        string,
        string
      >;
      const key = name === undefined ? String(type) : namespace === undefined ? name : `${namespace}.${name}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }

  private names(): Record<string, unknown> | null {
    const { random } = this;
    const [name, namespace] = [oneOf(random, NAMES), oneOf(random, NAMESPACES) ?? ''];
    const fullName = namespace === '' ? name : `${namespace}.${name}`;
    if (this.defined.has(fullName)) return null;
    this.defined.set(fullName, true);
    return { name, namespace, ...(chance(random, 4) ? { aliases: [oneOf(random, [...NAMES, 'x.A'])] } : {}) };
  }

  private named(): unknown {
    const { random } = this;
    const names = this.names();
    if (names === null) return null;
    if (chance(random, 2)) return { ...names, type: 'fixed', size: 1 + random(2) };
    const symbols = SYMBOLS.filter(() => !chance(random, 3));
    const fallback = symbols.length > 0 && chance(random, 3) ? { default: oneOf(random, symbols) } : {};
    return { ...names, type: 'enum', symbols, ...fallback };
  }

  private record(depth: number): unknown {
    const { random } = this;
    const names = this.names();
    if (names === null) return null;
    const fields = FIELDS.filter(() => !chance(random, 3)).map((name) => {
      const type = this.type(depth - 1);
      const fallback = chance(random, 3) ? defaultFor(type) : undefined;
      const aliases = chance(random, 6) ? { aliases: [oneOf(random, FIELDS)] } : {};
      return { name, type, ...aliases, ...(fallback === undefined ? {} : { default: fallback }) };
    });
    return { ...names, type: 'record', fields };
  }
}

/** A default for the simple types; undefined for the others. */
function defaultFor(type: unknown): unknown {
  if (Array.isArray(type)) return type.length === 0 ? undefined : defaultFor(type[0]);
  const defaults: Record<string, unknown> = {
    null: null,
    boolean: true,
    int: 1,
    long: 1,
    float: 1,
    double: 1,
    bytes: '',
    string: '',
  };
  if (typeof type === 'string') return Object.hasOwn(defaults, type) ? defaults[type] : undefined;
  const { type: kind } = type as { type: string };
  return kind === 'array' ? [] : kind === 'map' ? {} : undefined;
}

/** A schema that differs from another in a place or two: what people do to their schemas. */
export function mutated(random: Random, schema: unknown): unknown {
  let copy = structuredClone(schema);
  for (let change = 0; change <= random(2); change++) copy = mutatedOnce(random, copy);
  return copy;
}

function mutatedOnce(random: Random, schema: unknown): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const holder = { root: schema };
  const walk = (node: unknown, within: Record<string, unknown>, key: string): void => {
    places.push({ holder: within, key });
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach((one, index) => walk(one, node as never, String(index)));
    const { items, values, fields } = node as Record<string, unknown>;
    if (items !== undefined) walk(items, node as never, 'items');
    if (values !== undefined) walk(values, node as never, 'values');
    if (Array.isArray(fields)) fields.forEach((field: { type: unknown }) => walk(field.type, field as never, 'type'));
  };
  walk(schema, holder, 'root');
  const { holder: within, key } = oneOf(random, places);
  within[key] = changed(random, within[key]);
  return holder.root;
}

function changed(random: Random, type: unknown): unknown {
  if (typeof type === 'string') {
    if (chance(random, 2)) return ['null', type].slice(type === 'null' ? 1 : 0);
    return oneOf(random, PRIMITIVES);
  }
  if (Array.isArray(type)) return type.filter(() => !chance(random, 3));
  const node = { ...(type as Record<string, unknown>) };
  if (Array.isArray(node['symbols'])) node['symbols'] = node['symbols'].slice(random(2));
  if (typeof node['default'] === 'string') delete node['default'];
  if (typeof node['size'] === 'number') node['size'] = 1 + random(2);
  if (typeof node['name'] === 'string' && chance(random, 4)) node['namespace'] = oneOf(random, ['', 'x', 'y']);
  if (Array.isArray(node['fields'])) {
    if (chance(random, 2)) node['fields'] = node['fields'].filter(() => !chance(random, 3));
    else node['fields'] = [...(node['fields'] as unknown[]), addedField(random)];
  }
  return node;
}

function addedField(random: Random): unknown {
  const type = oneOf(random, PRIMITIVES);
  return { name: oneOf(random, ['d', 'e']), type, ...(chance(random, 2) ? { default: defaultFor(type) } : {}) };
}

/** Any value of a type that has one. */
export function randomDatum(type: AvroType, ranks: Ranks, random: Random, depth = 6): Datum {
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
      return chance(random, 2);
    case 'int':
      return random(2 ** 31) - 2 ** 30;
    case 'long':
      return oneOf(random, [0, -1, 2 ** 40, random(2 ** 31)]);
    case 'float':
      return oneOf(random, [0, -1.5, 3.25]);
    case 'double':
      return oneOf(random, [0, 0.1, -1e300]);
    case 'bytes':
      return Uint8Array.from({ length: random(4) }, () => random(256));
    case 'fixed':
      return Uint8Array.from({ length: type.sizeBytes }, () => random(256));
    case 'string':
      return oneOf(random, ['', 'text', 'Grüße', '😀']);
    case 'enum':
      return oneOf(random, type.symbols);
    case 'record':
      return type.fields.map((field) => randomDatum(field.type, ranks, random, depth - 1));
    case 'array':
      return many(random, type.items, ranks, depth);
    case 'map':
      return new Map(many(random, type.values, ranks, depth).map((value, index) => [`k${index}`, value]));
    case 'union': {
      const ranked = type.branches.map((branch, index) => ({ index, rank: ranks[branch.id] ?? Infinity }));
      const possible = ranked.filter(({ rank }) => rank !== Infinity).sort((a, b) => a.rank - b.rank);
      const { index } = depth > 0 ? oneOf(random, possible) : possible[0]!;
      return new UnionDatum(index, randomDatum(type.branches[index]!, ranks, random, depth - 1));
    }
  }
}

function many(random: Random, type: AvroType, ranks: Ranks, depth: number): Datum[] {
  if (depth <= 0 || ranks[type.id] === null) return [];
  return Array.from({ length: random(3) }, () => randomDatum(type, ranks, random, depth - 1));
}
