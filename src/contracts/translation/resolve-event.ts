import { pairFields } from '../diff/pair-fields.js';
import type { Outline, OutlinedField } from '../outline.js';
import type { Format } from '../source.js';

/** What the format itself does to an event that is read with another version, each with its place. */
export interface Resolved {
  event: unknown;
  /** Such as `/note: dropped` and `/currency: its default "EUR"`. */
  done: string[];
}

/**
 * Reads an event of one version as another one by what the schemas declare, as the format's readers do without any rule:
 * Avro takes fields by name or alias, fills defaults in and drops what the reader has not; Protobuf takes fields by
 * number and keeps no unknown one in JSON. JSON Schema only judges, so an event of JSON stays as it is.
 */
export function resolveEvent(format: Format, event: unknown, from: Outline, to: Outline): Resolved {
  if (format === 'JSON') return { event, done: [] };
  const pairs = pairFields(from.fields, to.fields).pairs.filter(
    ({ by }) => by === null || by === 'alias' || by === 'number',
  );
  const names = new Map(pairs.map(({ older, newer }) => [newer.path, namesOf(format, older)]));
  const resolution: Resolution = { format, names, children: childrenOf(to), recursions: recursionsOf(to), done: [] };
  return { event: resolve(resolution, '', event, '', 0), done: resolution.done };
}

/** Protobuf's JSON calls a field by its own name or in camelCase, and parsers take both (ProtoJSON, "Field names"). */
function namesOf(format: Format, { name, facets }: OutlinedField): string[] {
  if (format !== 'PROTOBUF') return [name];
  const inJson = facets['json_name'];
  const camelCase = name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
  return [name, typeof inJson === 'string' ? inJson : camelCase];
}

interface Resolution {
  format: Format;
  /** How the older version calls a field of the newer one. */
  names: Map<string, readonly string[]>;
  children: Map<string, OutlinedField[]>;
  recursions: Map<string, string>;
  done: string[];
}

const MAX_DEPTH = 200;

function resolve(resolution: Resolution, described: string, value: unknown, place: string, depth: number): unknown {
  const path = resolution.recursions.get(described) ?? described;
  const children = resolution.children.get(path) ?? [];
  if (children.length === 0 || typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  const rest = children.find(({ name }) => name === '*');
  const inside = (step: string | number): string => `${place}/${step}`;
  if (Array.isArray(value)) {
    if (rest === undefined) return value;
    return value.map((item, i) => resolve(resolution, rest.path, item, inside(i), depth + 1));
  }
  const held = value as Record<string, unknown>;
  if (rest !== undefined) {
    return fromEntries(
      Object.entries(held).map(([key, one]) => [key, resolve(resolution, rest.path, one, inside(key), depth + 1)]),
    );
  }
  const taken = new Set<string>();
  const entries = children.flatMap((child): [string, unknown][] => {
    const names = resolution.names.get(child.path) ?? [];
    const name = names.find((one) => Object.hasOwn(held, one));
    if (name !== undefined) {
      taken.add(name);
      if (!names.includes(child.name)) resolution.done.push(`${inside(child.name)}: taken from "${name}"`);
      return [[child.name, resolve(resolution, child.path, held[name], inside(child.name), depth + 1)]];
    }
    if (resolution.format !== 'AVRO' || !Object.hasOwn(child.facets, 'default')) return [];
    resolution.done.push(`${inside(child.name)}: its default ${JSON.stringify(child.facets['default'])}`);
    return [[child.name, child.facets['default']]];
  });
  for (const key of Object.keys(held)) if (!taken.has(key)) resolution.done.push(`${inside(key)}: dropped`);
  return fromEntries(entries);
}

/** Names such as `__proto__` are names like any other. */
function fromEntries(entries: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** Of objects; a union's branches are left to its own form. */
function childrenOf({ fields }: Outline): Map<string, OutlinedField[]> {
  const kinds = new Map(fields.map(({ path, kind }) => [path, kind]));
  const children = new Map<string, OutlinedField[]>();
  for (const field of fields) {
    const parent = field.path.slice(0, Math.max(0, field.path.lastIndexOf('/')));
    if (field.path === '' || kinds.get(parent) === 'union') continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [field]);
    else siblings.push(field);
  }
  return children;
}

const recursionsOf = ({ fields }: Outline): Map<string, string> =>
  new Map(fields.flatMap(({ path, recursesTo }) => (recursesTo === null ? [] : [[path, recursesTo] as const])));
