import type { SchemaNode } from '../document.js';
import { JSON_TYPES, type JsonType } from '../values.js';

/**
 * What is asked of one JSON value. Everything but `type` and `listed` speaks of one kind of value and asks nothing of the
 * others, as JSON Schema's keywords do: `bound` of a text is fulfilled.
 */
export type Atom =
  | { readonly is: 'type'; readonly types: ReadonlySet<JsonType> }
  | { readonly is: 'listed'; readonly values: readonly unknown[]; readonly holds: boolean }
  | { readonly is: 'bound'; readonly side: 'least' | 'greatest'; readonly value: number; readonly isExclusive: boolean }
  | { readonly is: 'multiple'; readonly of: number; readonly holds: boolean }
  /** Characters of a string, items of an array, properties of an object. */
  | { readonly is: 'size'; readonly of: 'string' | 'array' | 'object'; readonly min: number; readonly max: number }
  | { readonly is: 'pattern'; readonly pattern: string; readonly holds: boolean }
  /** Each property whose name is `names` (the name itself, or a formula about names) has a value of which `value` holds. */
  | { readonly is: 'every-property'; readonly names: string | Formula; readonly value: Formula }
  | { readonly is: 'some-property'; readonly names: string | Formula; readonly value: Formula }
  | { readonly is: 'absent'; readonly name: string }
  | { readonly is: 'every-name'; readonly name: Formula }
  /** Each item from index `from` on, up to and without `to`. */
  | { readonly is: 'every-item'; readonly from: number; readonly to: number; readonly value: Formula }
  | { readonly is: 'some-item'; readonly from: number; readonly to: number; readonly value: Formula }
  /** How many items `item` holds of. */
  | { readonly is: 'count'; readonly item: Formula; readonly min: number; readonly max: number }
  | { readonly is: 'unique'; readonly holds: boolean };

/** A statement about one JSON value. Formulas are shared and compared by `id`: the same one is never built twice at one place. */
export type Formula = { readonly id: number } & (
  | Atom
  | { readonly is: 'constant'; readonly holds: boolean }
  /** Nothing is known of it: whoever meets it may neither rely on it nor on its contrary. */
  | { readonly is: 'unknown'; readonly why: string }
  | { readonly is: 'schema'; readonly node: SchemaNode; readonly holds: boolean }
  | { readonly is: 'all'; readonly parts: readonly Formula[] }
  | { readonly is: 'any'; readonly parts: readonly Formula[] }
  /** Exactly one of the parts holds; or, where `holds` is false, none or several do. */
  | { readonly is: 'exactly-one'; readonly parts: readonly Formula[]; readonly holds: boolean }
);

let nextId = 1;

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
const formula = (content: WithoutId<Formula>): Formula => ({ id: nextId++, ...content }) as Formula;

export const TRUE = formula({ is: 'constant', holds: true });
export const FALSE = formula({ is: 'constant', holds: false });

export const atom = (content: Atom): Formula => formula(content);
export const unknown = (why: string): Formula => formula({ is: 'unknown', why });

const literals = new WeakMap<SchemaNode, { holds?: Formula; fails?: Formula }>();

/** That a value satisfies `node`, or that it does not. */
export function schema(node: SchemaNode, holds: boolean): Formula {
  if (node.isNever) return holds ? FALSE : TRUE;
  if (Object.keys(node.keywords).length === 0) return holds ? TRUE : FALSE;
  let known = literals.get(node);
  if (known === undefined) literals.set(node, (known = {}));
  return (known[holds ? 'holds' : 'fails'] ??= formula({ is: 'schema', node, holds }));
}

export function all(parts: readonly Formula[]): Formula {
  const kept = parts.filter((part) => part !== TRUE);
  if (kept.includes(FALSE)) return FALSE;
  return kept.length < 2 ? (kept[0] ?? TRUE) : formula({ is: 'all', parts: kept });
}

export function any(parts: readonly Formula[]): Formula {
  const kept = parts.filter((part) => part !== FALSE);
  if (kept.includes(TRUE)) return TRUE;
  return kept.length < 2 ? (kept[0] ?? FALSE) : formula({ is: 'any', parts: kept });
}

export const exactlyOne = (parts: readonly Formula[], holds: boolean): Formula =>
  formula({ is: 'exactly-one', parts, holds });

const types = new Map<string, Formula>();

/** That a value is of one of these types. */
export function ofTypes(allowed: Iterable<JsonType>): Formula {
  const set = new Set(allowed);
  const key = JSON_TYPES.filter((type) => set.has(type)).join();
  let known = types.get(key);
  if (known === undefined) types.set(key, (known = atom({ is: 'type', types: set })));
  return known;
}

/** That a value equals one of these, or none of them. The list must not change any more: what is asked of it is kept. */
export const listed = (values: readonly unknown[], holds: boolean): Formula => atom({ is: 'listed', values, holds });

export const notOfTypes = (refused: ReadonlySet<JsonType>): Formula =>
  ofTypes(JSON_TYPES.filter((type) => !refused.has(type)));

/** That it is an object with a property of that name, with a value that `value` holds of. */
export const hasProperty = (names: string | Formula, value: Formula): Formula =>
  value === FALSE ? FALSE : all([ofTypes(['object']), atom({ is: 'some-property', names, value })]);

/** That it is an array with an item there that `value` holds of. */
export const hasItem = (from: number, to: number, value: Formula): Formula =>
  value === FALSE ? FALSE : all([ofTypes(['array']), atom({ is: 'some-item', from, to, value })]);

/** The contrary of a formula about a property's name or of a schema. */
export function negate(one: Formula): Formula {
  switch (one.is) {
    case 'constant':
      return one.holds ? FALSE : TRUE;
    case 'schema':
      return schema(one.node, !one.holds);
    case 'listed':
      return listed(one.values, !one.holds);
    case 'pattern':
      return all([ofTypes(['string']), atom({ is: 'pattern', pattern: one.pattern, holds: !one.holds })]);
    case 'all':
      return any(one.parts.map(negate));
    case 'any':
      return all(one.parts.map(negate));
    case 'exactly-one':
      return exactlyOne(one.parts, !one.holds);
    case 'type':
      return notOfTypes(one.types);
    case 'some-property':
      return atom({ is: 'every-property', names: one.names, value: negate(one.value) });
    default:
      return unknown('the contrary of a part of the schema is not known.');
  }
}
