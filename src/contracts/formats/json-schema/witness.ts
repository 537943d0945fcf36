import type { Claim, Obstacle } from './claim.js';
import {
  conjunctionOf,
  finiteValues,
  itemOf,
  namedProperties,
  numericBound,
  propertyOf,
  requiredNames,
  tightest,
  type Conjunction,
} from './conjunction.js';
import { childNode, childNodes, type SchemaNode } from './document.js';
import { evaluate, itemSchemas } from './evaluate.js';
import { isEqual, lengthOf, type JsonType } from './values.js';

/** Tried at each place at most. */
const MAX_CANDIDATES = 48;
const MAX_DEPTH = 8;
/** Longer texts and arrays would show nothing that a person can read. */
const MAX_SIZE = 300;

const GUESSES = ['', 'a', 'text', '1', 'A1', '2026-01-01', '2026-01-01T00:00:00Z', 'a@b.example', 'ABC', 'abc-123'];

/**
 * Whole events that may show an obstacle: first a value at the obstacle's place, then around it what the writer demands.
 * Whether one does is the judges' to say.
 */
export function* suspectEvents(obstacle: Obstacle): Generator<unknown> {
  const { claim } = obstacle;
  for (const value of [...obstacle.suspects, ...candidates(claim.writer, claim.reader, 0)]) {
    const event = complete(claim, value);
    if (event !== undefined) yield event;
  }
}

/** Builds the event around a value, from the inside out. */
function complete(claim: Claim, value: unknown): unknown {
  let event = value;
  for (const { writer, step } of [...claim.frames].reverse()) {
    if (step.kind === 'property') {
      const holder = sample(writer, 'object') as Record<string, unknown> | undefined;
      if (holder === undefined) return undefined;
      event = { ...holder, [step.name]: event };
    } else {
      const items = Array.from({ length: step.index }, (_, i) => sample(itemOf(writer, i)));
      const least = Math.min(tightest(writer, 'minItems') ?? 0, MAX_SIZE);
      while (items.length + 1 < least) items.push(sample(itemOf(writer, items.length + 1)));
      items.splice(step.index, 0, event);
      event = items;
    }
  }
  return event;
}

/** One value the conjunction allows, as far as that is known; undefined where none was found. */
function sample(conjunction: Conjunction, type?: JsonType, depth = 0): unknown {
  for (const value of candidates(conjunction, null, depth)) {
    if (type !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) continue;
    if (conjunction.nodes.every((node) => evaluate(node, value) !== false)) return value;
  }
  return undefined;
}

/** Values near the edges of what `writer` allows, and of what `reader` does. */
function* candidates(writer: Conjunction, reader: SchemaNode | null, depth: number): Generator<unknown> {
  if (depth > MAX_DEPTH || writer.nodes.some((node) => node.document.isOver())) return;
  const listed = finiteValues(writer);
  if (listed !== null) {
    yield* listed.slice(0, MAX_CANDIDATES);
    return;
  }
  const other = reader === null ? null : conjunctionOf([reader]);
  yield* writer.nodes.flatMap((node) => branchValues(node));
  if (writer.types.has('object')) yield* objects(writer, other, depth);
  if (writer.types.has('string')) yield* strings(writer, other);
  if (writer.types.has('integer') || writer.types.has('fraction')) yield* numbers(writer, other);
  if (writer.types.has('array')) yield* arrays(writer, other, depth);
  if (writer.types.has('boolean')) yield* [true, false];
  if (writer.types.has('null')) yield null;
  yield* listedAnywhere(other);
  yield* branchCandidates(writer, depth);
}

/** Values that stand in the alternatives of a schema. */
function branchValues(node: SchemaNode): unknown[] {
  return ['anyOf', 'oneOf'].flatMap((keyword) => childNodes(node, keyword)).flatMap((branch) => listedIn(branch));
}

function* branchCandidates(writer: Conjunction, depth: number): Generator<unknown> {
  for (const keyword of ['anyOf', 'oneOf', 'if', 'not']) {
    for (const node of writer.nodes) {
      const single = childNode(node, keyword);
      const branches = single === null ? childNodes(node, keyword) : [single];
      for (const branch of branches) {
        const rest = writer.nodes.filter((other) => other !== node);
        yield* take(candidates(conjunctionOf([...rest, branch]), null, depth + 2), 8);
      }
    }
  }
}

function listedIn({ keywords }: SchemaNode): unknown[] {
  if (Object.hasOwn(keywords, 'const')) return [keywords['const']];
  return Array.isArray(keywords['enum']) ? (keywords['enum'] as unknown[]) : [];
}

function listedAnywhere(conjunction: Conjunction | null): unknown[] {
  return (conjunction?.nodes ?? []).flatMap((node) => {
    const excluded = childNode(node, 'not');
    return [...listedIn(node), ...branchValues(node), ...(excluded === null ? [] : listedIn(excluded))];
  });
}

function* numbers(writer: Conjunction, reader: Conjunction | null): Generator<number> {
  const found = new Set<number>([1, 0, -1, 7, 0.5, -0.5, 1.5]);
  for (const conjunction of [writer, reader]) {
    if (conjunction === null) continue;
    for (const side of ['minimum', 'maximum'] as const) {
      const bound = numericBound(conjunction, side);
      if (bound !== null) for (const step of [0, 1, -1, 0.5, -0.5]) found.add(bound.value + step);
    }
    const step = tightest(conjunction, 'multipleOf');
    if (step !== null) for (const times of [1, -1, 2, 3, 5, 7, 1.5]) found.add(step * times);
  }
  yield* found;
}

function* strings(writer: Conjunction, reader: Conjunction | null): Generator<string> {
  yield* GUESSES;
  for (const conjunction of [writer, reader]) {
    if (conjunction === null) continue;
    for (const keyword of ['minLength', 'maxLength']) {
      const bound = tightest(conjunction, keyword);
      if (bound === null) continue;
      for (const length of [bound, bound - 1, bound + 1])
        if (length >= 0 && length <= MAX_SIZE) yield 'x'.repeat(length);
    }
    for (const value of listedAnywhere(conjunction)) if (typeof value === 'string') yield value;
  }
  const pattern = writer.nodes.map((node) => node.keywords['pattern']).find((one) => typeof one === 'string');
  if (pattern !== undefined) yield* literalsOf(pattern);
}

/** Texts that match very simple patterns: what is left when the signs are taken away, padded to a length. */
function* literalsOf(pattern: string): Generator<string> {
  const plain = pattern.replace(/^\^|\$$/g, '');
  const filled = plain
    .replace(/\\d|\[0-9\]/g, '1')
    .replace(/\\w|\[a-z\]|\[a-zA-Z\]|\[a-zA-Z0-9\]|\[a-z0-9\]/g, 'a')
    .replace(/\[A-Z\]|\[A-Z0-9\]/g, 'A')
    .replace(/\\([.\-/])/g, '$1')
    .replace(/(.)\{(\d+)(?:,\d*)?\}/g, (_, char: string, times: string) =>
      char.repeat(Math.min(Number(times), MAX_SIZE)),
    )
    .replace(/[+*?]/g, '');
  if (lengthOf(filled) <= MAX_SIZE) yield filled;
}

function* arrays(writer: Conjunction, reader: Conjunction | null, depth: number): Generator<unknown[]> {
  const least = Math.min(tightest(writer, 'minItems') ?? 0, MAX_SIZE);
  yield arrayOf(writer, least, depth);
  yield [];
  const prefixes = [writer, reader].flatMap((one) => one?.nodes.map((node) => itemSchemas(node).prefix.length) ?? []);
  const sizes = [writer, reader].flatMap((one) =>
    one === null
      ? []
      : [tightest(one, 'minItems'), tightest(one, 'maxItems')].flatMap((n) => (n === null ? [] : [n - 1, n, n + 1])),
  );
  for (const size of new Set([1, 2, ...prefixes, ...prefixes.map((n) => n + 1), ...sizes])) {
    if (size >= least && size <= MAX_SIZE) yield arrayOf(writer, size, depth);
  }
  const readerNode = reader?.nodes.find((node) => node.keywords['items'] !== undefined) ?? null;
  const readerItem = readerNode === null ? null : (itemSchemas(readerNode).prefix[0] ?? itemSchemas(readerNode).rest);
  for (const item of take(candidates(itemOf(writer, 0), readerItem, depth + 1), 12)) {
    yield [item];
    yield [item, item];
  }
}

/** `size` items, each another one where that is to be had. */
function arrayOf(writer: Conjunction, size: number, depth: number): unknown[] {
  const items: unknown[] = [];
  for (let i = 0; i < size; i++) {
    const choices = [...take(candidates(itemOf(writer, i), null, depth + 1), 12)];
    items.push(choices.find((value) => !items.some((item) => isEqual(item, value))) ?? choices[0] ?? i);
  }
  return items;
}

const FILLERS: readonly unknown[] = ['text', 1, true, null, [], {}];

function* objects(writer: Conjunction, reader: Conjunction | null, depth: number): Generator<object> {
  const base: Record<string, unknown> = {};
  for (const name of requiredNames(writer))
    assign(base, name, sample(propertyOf(writer, name), undefined, depth + 1) ?? null);
  yield base;
  const names = new Set([...namedProperties(writer), ...(reader === null ? [] : namedProperties(reader))]);
  const full = { ...base };
  for (const name of namedProperties(writer)) {
    const value = Object.hasOwn(base, name) ? base[name] : sample(propertyOf(writer, name), undefined, depth + 1);
    if (value !== undefined) assign(full, name, value);
  }
  yield full;
  for (const name of names) {
    const readerNode =
      reader?.nodes.map((node) => childNode(node, 'properties', name)).find((node) => node !== null) ?? null;
    for (const value of take(candidates(propertyOf(writer, name), readerNode, depth + 1), depth < 2 ? 12 : 3)) {
      yield { ...base, [name]: value };
    }
  }
  for (const filler of FILLERS) yield { ...base, note: filler };
  const least = Math.min(tightest(writer, 'minProperties') ?? 0, MAX_SIZE);
  const padded = { ...full };
  const wanted = Math.max(
    least,
    Math.min((reader === null ? null : tightest(reader, 'maxProperties')) ?? 0, MAX_SIZE) + 1,
  );
  for (let i = 0; Object.keys(padded).length < wanted; i++) assign(padded, `extra${i}`, i);
  yield padded;
}

/** Assignment that makes `__proto__` a name like any other. */
function assign(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
  let left = count;
  if (left <= 0) return;
  for (const value of values) {
    yield value;
    if (--left === 0) return;
  }
}
