import type { OutlinedField } from '../outline.js';

/** A field of the older version and what became of it. */
export interface FieldPair {
  older: OutlinedField;
  newer: OutlinedField;
  /** How it was recognised, where name and place do not say it. */
  by: 'alias' | 'number' | 'description' | 'place' | null;
}

export interface Pairing {
  pairs: FieldPair[];
  /** Topmost first only: what they hold went or came with them. */
  added: OutlinedField[];
  removed: OutlinedField[];
}

/**
 * Which field became which: by name, then by what the schema itself says (an alias, a Protobuf number), then by an equal
 * description and type, and at last by an equal name and type elsewhere. Ambiguous ones stay added and removed.
 */
export function pairFields(
  older: readonly OutlinedField[],
  newer: readonly OutlinedField[],
  isCut: IsCut = { older: false, newer: false },
): Pairing {
  const trees: Trees = { older: byParent(older), newer: byParent(newer), isCut };
  const pairing: Pairing = { pairs: [], added: [], removed: [] };
  const [olderRoot, newerRoot] = [older[0], newer[0]];
  if (olderRoot === undefined || newerRoot === undefined) return pairing;
  descend(trees, { older: olderRoot, newer: newerRoot, by: null }, pairing);
  return pairMoved(trees, pairing);
}

/** Whether fields may be missing in an outline: then a place without any may have some. */
export type IsCut = Record<'older' | 'newer', boolean>;

interface Trees {
  older: Map<string, OutlinedField[]>;
  newer: Map<string, OutlinedField[]>;
  isCut: IsCut;
}

function byParent(fields: readonly OutlinedField[]): Map<string, OutlinedField[]> {
  const children = new Map<string, OutlinedField[]>();
  for (const field of fields) {
    if (field.path === '') continue;
    const parent = field.path.slice(0, field.path.lastIndexOf('/'));
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [field]);
    else known.push(field);
  }
  return children;
}

function descend(trees: Trees, pair: FieldPair, pairing: Pairing): void {
  pairing.pairs.push(pair);
  const before = taken(trees.older, pair.older.path);
  const after = taken(trees.newer, pair.newer.path);
  const siblings: Siblings = { before, after, pairs: [] };
  for (const recognise of [byName, byNumber, byAlias, byDescription]) recognise(siblings);
  for (const child of siblings.pairs) descend(trees, child, pairing);
  if (after.length > 0 || !trees.isCut.newer) for (const field of siblings.before) pairing.removed.push(field);
  if (before.length > 0 || !trees.isCut.older) for (const field of siblings.after) pairing.added.push(field);
}

/** A union and its branches may stand at one path: what is inside is told once. */
function taken(children: Map<string, OutlinedField[]>, path: string): OutlinedField[] {
  const found = children.get(path) ?? [];
  children.delete(path);
  return found;
}

/** Children of one parent that are not paired yet, and those that are. */
interface Siblings {
  before: OutlinedField[];
  after: OutlinedField[];
  pairs: FieldPair[];
}

type Recognise = (siblings: Siblings) => void;

const byName: Recognise = (siblings) => pairBy(siblings, ({ name }) => [name], null);

const byNumber: Recognise = (siblings) => pairBy(siblings, ({ facets }) => keyOf(facets['number']), 'number');

/** An alias names the field as others called it, so either side may carry it. */
const byAlias: Recognise = (siblings) =>
  pairBy(siblings, ({ name, facets }) => [name, ...aliasesIn(facets['aliases'])], 'alias');

const byDescription: Recognise = (siblings) =>
  pairBy(siblings, ({ description, type }) => (description === null ? [] : [`${type}: ${description}`]), 'description');

function pairBy(siblings: Siblings, keysOf: (field: OutlinedField) => string[], by: FieldPair['by']): void {
  const candidates = uniqueByKey(siblings.before, keysOf);
  const wanted = uniqueByKey(siblings.after, keysOf);
  const paired = new Set<OutlinedField>();
  for (const newer of siblings.after) {
    const found = keysOf(newer)
      .filter((key) => wanted.get(key) === newer)
      .map((key) => candidates.get(key))
      .find((older) => older !== undefined && older !== null && !paired.has(older));
    if (found === undefined || found === null) continue;
    paired.add(found).add(newer);
    siblings.pairs.push({ older: found, newer, by });
  }
  if (paired.size === 0) return;
  siblings.before = siblings.before.filter((field) => !paired.has(field));
  siblings.after = siblings.after.filter((field) => !paired.has(field));
}

/** Null where two fields have the same key: neither is recognised by it then. */
function uniqueByKey(
  fields: readonly OutlinedField[],
  keysOf: (field: OutlinedField) => string[],
): Map<string, OutlinedField | null> {
  const found = new Map<string, OutlinedField | null>();
  for (const field of fields) for (const key of new Set(keysOf(field))) found.set(key, found.has(key) ? null : field);
  return found;
}

function pairMoved(trees: Trees, pairing: Pairing): Pairing {
  const moving: Siblings = { before: pairing.removed, after: pairing.added, pairs: [] };
  pairBy(moving, ({ name, type }) => (name === '*' ? [] : [`${name}: ${type}`]), 'place');
  const result: Pairing = { pairs: pairing.pairs, removed: moving.before, added: moving.after };
  for (const pair of moving.pairs) descend(trees, pair, result);
  return result;
}

const keyOf = (number: unknown): string[] => (typeof number === 'number' ? [String(number)] : []);

const aliasesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((alias): alias is string => typeof alias === 'string') : [];
