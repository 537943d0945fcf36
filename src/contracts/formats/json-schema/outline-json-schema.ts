import { definitionsAt, type FieldKind, type Outline, type OutlinedField } from '../../outline.js';
import { walkOutline, type Look } from '../../outline-walk.js';
import type { IsOver } from '../schema-format.js';
import { childNode, escapePointer, type JsonSchema, type SchemaNode } from './document.js';
import { itemSchemas } from './evaluate.js';
import { annotationsOf, facetsOf, maxLengthOf } from './outline-annotations.js';
import { NodeFacts, type Voice } from './outline-view.js';
import { JSON_TYPES, type JsonType } from './values.js';

/** Nobody reads more fields than that, and a schema of a few lines can describe 2^50 of them. */
const MAX_FIELDS = 5_000;
const MAX_DEPTH = 60;

/** A place in the event and everything that the schema says of it. */
interface Place {
  readonly path: string;
  readonly name: string;
  readonly roots: readonly Voice[];
  readonly isRequired: boolean;
  readonly depth: number;
  readonly enclosing: Enclosing | null;
}

/** A value that a place is in, by the schemas that it is of, and around that. */
interface Enclosing {
  readonly ids: ReadonlySet<number>;
  readonly path: string;
  readonly enclosing: Enclosing | null;
}

interface Walk {
  readonly schema: JsonSchema;
  readonly facts: NodeFacts;
}

/**
 * The fields of a JSON Schema. References and `allOf` are merged. A field that only some alternatives (`anyOf`, `oneOf`,
 * `then`, `else`) describe is told once: optional unless all of them require it, with the types of all of them.
 */
export function outlineJsonSchema(schema: JsonSchema, isOver: IsOver = () => false): Outline {
  const { root } = schema.document;
  const walk: Walk = { schema, facts: new NodeFacts() };
  const event: Voice = { node: root, isCertain: true };
  const start = { path: '', name: '', roots: [event], isRequired: true, depth: 0, enclosing: null };
  const { fields, isCut } = walkOutline<Place>(start, (place) => lookAt(walk, place), {
    maxFields: MAX_FIELDS,
    isOver,
  });
  const { title } = root.keywords;
  const outline = {
    name: typeof title === 'string' && title !== '' ? title : null,
    description: fields[0]?.description ?? null,
    fields,
  };
  return isCut ? { ...outline, isCut } : outline;
}

function lookAt(walk: Walk, place: Place): Look<Place> {
  const ids = new Set(place.roots.flatMap(({ node }) => walk.facts.aliasesOf(node)).map(({ id }) => id));
  const recursesTo = enclosingPath(ids, place.enclosing);
  const voices = walk.facts.voicesOf(place.roots);
  const field = fieldOf(walk, place, voices, recursesTo);
  if (recursesTo !== null) return { field, inside: [] };
  const inside = childrenOf(walk, place, voices, { ids, path: place.path, enclosing: place.enclosing });
  return place.depth < MAX_DEPTH ? { field, inside } : { field, inside: [], isCut: inside.length > 0 };
}

function enclosingPath(ids: ReadonlySet<number>, enclosing: Enclosing | null): string | null {
  for (let around = enclosing; around !== null; around = around.enclosing)
    for (const id of ids) if (around.ids.has(id)) return around.path;
  return null;
}

function fieldOf(walk: Walk, place: Place, voices: readonly Voice[], recursesTo: string | null): OutlinedField {
  const { schema, facts } = walk;
  const types = typesOf(facts, place.roots);
  const allowed = valuesOf(facts, place.roots);
  const listed = allowed?.filter((value) => value !== null) ?? null;
  const isEnum = listed !== null && (listed.length > 1 || place.roots.length > 1);
  const isMap = !voices.some(({ node }) => node.keywords['properties'] !== undefined) && describesRest(voices);
  const kind = isEnum ? 'enum' : kindOf(types, isMap);
  // Bounds of one alternative are no bounds of the field, but where a single alternative has it.
  const holding = voices.filter(({ isCertain }) => isCertain);
  const binding = holding.length > 0 ? holding : place.roots.length === 1 ? voices : [];
  const isObject = kind === 'object' || kind === 'map';
  const facets = facetsOf(schema, binding);
  if (listed !== null && listed.length > 0 && !isEnum) facets['const'] = listed[0];
  return {
    path: place.path,
    schemaPath: placeOf(place.roots[0]!.node),
    definitions: definitionsAt(voices.map(({ node }) => `${node.document.name ?? ''}${node.pointer}`)),
    name: place.name,
    kind,
    type: typeText(walk, voices, types, kind),
    isRequired: place.isRequired,
    ...(types.has('null') && allowed?.includes(null) !== false ? { isNullable: true } : {}),
    ...annotationsOf(schema, voices.length > 0 ? voices : place.roots),
    values: isEnum ? [...new Set(listed.map(valueText))] : null,
    ...(allowed !== null && !(isEnum && allowed.every((value) => typeof value === 'string'))
      ? { listed: allowed }
      : {}),
    isOpen: isObject ? !isClosed(facts, place.roots) : null,
    maxLength: maxLengthOf(binding, kind),
    facets,
    recursesTo,
  };
}

/** All types that every certain schema allows; where none is certain, those of any. */
function typesOf(facts: NodeFacts, roots: readonly Voice[]): ReadonlySet<JsonType> {
  const certain = roots.filter(({ isCertain }) => isCertain).map(({ node }) => facts.typesOf(node));
  if (certain.length > 0) return certain.reduce((a, b) => new Set([...a].filter((type) => b.has(type))));
  return new Set(roots.flatMap(({ node }) => [...facts.typesOf(node)]));
}

function valuesOf(facts: NodeFacts, roots: readonly Voice[]): unknown[] | null {
  const certain = roots.filter(({ isCertain }) => isCertain).map(({ node }) => facts.listedBy(node));
  const listed = certain.find((values) => values !== null);
  if (listed !== undefined || certain.length > 0) return listed?.slice() ?? null;
  const all = roots.map(({ node }) => facts.listedBy(node));
  return all.every((values) => values !== null) ? all.flat() : null;
}

const isClosed = (facts: NodeFacts, roots: readonly Voice[]): boolean => {
  const certain = roots.filter(({ isCertain }) => isCertain);
  return certain.length > 0
    ? certain.some(({ node }) => facts.isClosed(node))
    : roots.every(({ node }) => facts.isClosed(node));
};

/** Whether values under any name are described. */
const describesRest = (voices: readonly Voice[]): boolean =>
  voices.some(({ node }) => node.keywords['patternProperties'] !== undefined || restOf(node) !== null);

/** The schema of properties that are not named; null where it says nothing of them, or only that there are none. */
function restOf(node: SchemaNode): SchemaNode | null {
  const rest = childNode(node, 'additionalProperties') ?? childNode(node, 'unevaluatedProperties');
  return rest === null || rest.isNever || Object.keys(rest.keywords).length === 0 ? null : rest;
}

function kindOf(types: ReadonlySet<JsonType>, isMap: boolean): FieldKind {
  if (types.size === JSON_TYPES.length) return 'any';
  const kinds = [...types].filter((type) => type !== 'null').map((type) => (type === 'fraction' ? 'number' : type));
  const distinct = kinds.includes('number') ? kinds.filter((kind) => kind !== 'integer') : kinds;
  if (distinct.length === 0) return types.has('null') ? 'null' : 'any';
  if (distinct.length > 1) return 'union';
  return distinct[0] === 'object' && isMap ? 'map' : distinct[0]!;
}

function typeText(walk: Walk, voices: readonly Voice[], types: ReadonlySet<JsonType>, kind: FieldKind): string {
  if (types.size === JSON_TYPES.length) return 'any';
  if (types.size === 0) return 'nothing';
  const names = typeNames(types);
  const inner = kind === 'array' ? itemVoices(voices) : kind === 'map' ? restVoices(voices) : [];
  if (inner.length === 0) return names.join(' or ');
  const of = typesOf(walk.facts, inner);
  const held = of.size === JSON_TYPES.length ? '' : ` of ${typeNames(of).join(' or ')}`;
  return names.map((name) => (name === 'array' || name === 'object' ? `${kind}${held}` : name)).join(' or ');
}

/** In the order people say them: what it is, and `null` last. */
function typeNames(types: ReadonlySet<JsonType>): string[] {
  const names = [...types].map((type) => (type === 'fraction' ? 'number' : type));
  const distinct = names.includes('number') ? names.filter((name) => name !== 'integer') : names;
  return [...distinct.filter((name) => name !== 'null'), ...distinct.filter((name) => name === 'null')];
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function childrenOf({ facts }: Walk, place: Place, voices: readonly Voice[], enclosing: Enclosing): Place[] {
  const { path, depth, roots } = place;
  const required = requiredIn(facts, roots);
  const named = propertiesOf(voices).map(([name, speaking]) => ({
    path: `${path}/${escapePointer(name)}`,
    name,
    roots: speaking,
    isRequired: required.has(name),
    depth: depth + 1,
    enclosing,
  }));
  const rest = [
    ...prefixVoices(voices).map((speaking, i) => ({ name: String(i), roots: speaking })),
    { name: '*', roots: [...restVoices(voices), ...itemVoices(voices)] },
  ].filter((place) => place.roots.length > 0);
  return [
    ...named,
    ...rest.map((one) => ({ ...one, path: `${path}/${one.name}`, isRequired: false, depth: depth + 1, enclosing })),
  ];
}

function requiredIn(facts: NodeFacts, roots: readonly Voice[]): Set<string> {
  const certain = roots.filter(({ isCertain }) => isCertain).map(({ node }) => facts.requiredBy(node));
  if (certain.length > 0) return new Set(certain.flatMap((names) => [...names]));
  const [first, ...others] = roots.map(({ node }) => facts.requiredBy(node));
  return new Set([...(first ?? [])].filter((name) => others.every((other) => other.has(name))));
}

function propertiesOf(voices: readonly Voice[]): [name: string, speaking: Voice[]][] {
  const properties = new Map<string, Voice[]>();
  for (const { node, isCertain } of voices) {
    const held = node.keywords['properties'];
    if (typeof held !== 'object' || held === null || Array.isArray(held)) continue;
    for (const name of Object.keys(held)) {
      const child = childNode(node, 'properties', name);
      if (child === null || child.isNever) continue;
      const speaking = properties.get(name);
      if (speaking === undefined) properties.set(name, [{ node: child, isCertain }]);
      else speaking.push({ node: child, isCertain });
    }
  }
  return [...properties];
}

function restVoices(voices: readonly Voice[]): Voice[] {
  return voices.flatMap(({ node, isCertain }) => {
    const rest = restOf(node);
    const patterns = Object.keys((node.keywords['patternProperties'] as object | undefined) ?? {})
      .map((pattern) => childNode(node, 'patternProperties', pattern))
      .filter((child) => child !== null && !child.isNever);
    const isSole = patterns.length + (rest === null ? 0 : 1) === 1;
    const all = rest === null ? patterns : [...patterns, rest];
    return all.map((child) => ({ node: child!, isCertain: isCertain && isSole }));
  });
}

function itemVoices(voices: readonly Voice[]): Voice[] {
  return voices.flatMap(({ node, isCertain }) => {
    const { rest } = itemSchemas(node);
    return rest === null || rest.isNever ? [] : [{ node: rest, isCertain }];
  });
}

/** Of each position of a tuple, what speaks of it. */
function prefixVoices(voices: readonly Voice[]): Voice[][] {
  const positions: Voice[][] = [];
  for (const { node, isCertain } of voices) {
    for (const [i, child] of itemSchemas(node).prefix.entries()) (positions[i] ??= []).push({ node: child, isCertain });
  }
  return positions;
}

/** In another text, `name#/pointer`. */
const placeOf = ({ document, pointer }: Voice['node']): string =>
  document.name === null ? pointer : `${document.name}#${pointer}`;
