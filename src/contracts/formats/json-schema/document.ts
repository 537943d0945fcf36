import type { IsOver } from '../schema-format.js';
import { dialectOf, isAtLeast, isKeywordOf, SUBSCHEMA_KEYWORDS, type Dialect } from './dialect.js';

export type SchemaObject = Readonly<Record<string, unknown>>;

/** A schema at its place in a document. The same place is always the same object. */
export interface SchemaNode {
  readonly id: number;
  /** `true` stands as {}. */
  readonly keywords: SchemaObject;
  /** The schema `false`: nothing satisfies it. */
  readonly isNever: boolean;
  readonly pointer: string;
  readonly document: SchemaDocument;
}

let nextNodeId = 1;

export const escapePointer = (token: string | number): string => String(token).replace(/~/g, '~0').replace(/\//g, '~1');
const unescapePointer = (token: string): string => token.replace(/~1/g, '/').replace(/~0/g, '~');
const isObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What these hold is data: it stays as it is, whatever refers to it. */
const DATA_KEYWORDS = ['const', 'default', 'dependentRequired', 'enum', 'examples', 'required', 'type'];

/** What a JSON pointer leads to, and the object or array that holds it. */
interface Place {
  holder: object;
  token: string;
  value: unknown;
  pointer: string;
  /** No keyword of JSON Schema says that a schema stands here: only a reference does. */
  isOutside: boolean;
}

/**
 * A JSON Schema with what its dialect ignores taken away: keywords of other drafts and, before 2019-09, whatever stands
 * beside a `$ref`. `normalised` is what a validator is given, so that it and the prover read the same schema.
 */
export class SchemaDocument {
  readonly dialect: Dialect;
  readonly normalised: unknown;
  readonly root: SchemaNode;
  /** An embedded `$id` changes what references below it mean: they are then left unresolved. */
  hasEmbeddedResources = false;
  private readonly anchors = new Map<string, SchemaNode>();
  private readonly nodes = new Map<string, SchemaNode>();
  private readonly ownId: string | null;
  /** The objects that are schemas and have been normalised. */
  private readonly schemas = new WeakSet<object>();
  /** Fragments of the references found, to be looked at once the places known to be schemas are normalised. */
  private readonly fragments: string[] = [];

  constructor(
    schema: unknown,
    defaultDialect: Dialect,
    /** True once the time of the check that it was read for is used up: whoever walks it stops. */
    readonly isOver: IsOver = () => false,
  ) {
    const metaSchema = isObject(schema) && typeof schema['$schema'] === 'string' ? schema['$schema'] : null;
    this.dialect = (metaSchema === null ? null : dialectOf(metaSchema)) ?? defaultDialect;
    const id = isObject(schema) ? (schema['$id'] ?? schema['id']) : undefined;
    this.ownId = typeof id === 'string' ? id.replace(/#$/, '') : null;
    this.normalised = this.normalise(schema, '');
    for (let fragment = this.fragments.pop(); fragment !== undefined; fragment = this.fragments.pop()) {
      this.normaliseReferenced(fragment);
    }
    this.root = this.node('', this.normalised);
    this.collectAnchors(this.normalised, '');
  }

  /** The node at `pointer`, whose schema is `schema`. */
  node(pointer: string, schema: unknown): SchemaNode {
    const known = this.nodes.get(pointer);
    if (known) return known;
    const keywords = isObject(schema) ? schema : {};
    const node = { id: nextNodeId++, keywords, isNever: schema === false, pointer, document: this };
    this.nodes.set(pointer, node);
    return node;
  }

  /** What `reference` points at inside this document; null where it leads elsewhere or nowhere. */
  resolve(reference: string): SchemaNode | null {
    const fragment = this.hasEmbeddedResources ? null : this.fragmentOf(reference);
    if (fragment === null) return null;
    if (fragment === '') return this.root;
    if (!fragment.startsWith('/')) return this.anchors.get(fragment) ?? null;
    const place = this.placeOf(fragment);
    if (place === null) return null;
    const { value, pointer } = place;
    const isSchema = isObject(value) ? this.schemas.has(value) : typeof value === 'boolean';
    return isSchema ? this.node(pointer, value) : null;
  }

  /** The fragment of a reference into this document; null for one that leads elsewhere. */
  private fragmentOf(reference: string): string | null {
    const [base = '', fragment = ''] = reference.split('#', 2);
    return base === '' || base === this.ownId ? fragment : null;
  }

  private placeOf(fragment: string): Place | null {
    let value: unknown = this.normalised;
    let place: Place | null = null;
    let isOutside = false;
    for (const encoded of fragment.slice(1).split('/')) {
      const token = unescapePointer(decodeFragment(encoded));
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return null;
      if (this.schemas.has(value)) isOutside = !Object.hasOwn(SUBSCHEMA_KEYWORDS, token);
      if (isOutside && DATA_KEYWORDS.includes(token)) return null;
      const pointer: string = `${place?.pointer ?? ''}/${escapePointer(token)}`;
      place = { holder: value, token, value: (value as SchemaObject)[token], pointer, isOutside };
      value = place.value;
    }
    return place;
  }

  /** A place that only a reference makes a schema, such as `#/components/X`, is read by the same rules as every other. */
  private normaliseReferenced(fragment: string): void {
    const place = this.placeOf(fragment);
    if (place === null || !place.isOutside || !isObject(place.value)) return;
    define(place.holder as Record<string, unknown>, place.token, this.normalise(place.value, place.pointer));
  }

  private normalise(schema: unknown, pointer: string): unknown {
    if (!isObject(schema) || this.schemas.has(schema)) return schema;
    const ignoresSiblings = typeof schema['$ref'] === 'string' && !isAtLeast(this.dialect, '2019-09');
    const kept = Object.entries(schema).filter(([keyword]) =>
      ignoresSiblings ? ['$ref', 'definitions', '$defs'].includes(keyword) : isKeywordOf(this.dialect, keyword),
    );
    const result: Record<string, unknown> = {};
    for (const [keyword, value] of kept) {
      const holding = SUBSCHEMA_KEYWORDS[keyword];
      define(
        result,
        keyword,
        holding === undefined ? structuredClone(value) : this.normaliseHeld(value, `${pointer}/${keyword}`, holding),
      );
    }
    if (this.dialect === 'draft-04') exclusiveBoundsAsNumbers(result);
    if (pointer !== '' && this.opensResource(result)) this.hasEmbeddedResources = true;
    this.schemas.add(result);
    const fragment = typeof result['$ref'] === 'string' ? this.fragmentOf(result['$ref']) : null;
    if (fragment?.startsWith('/')) this.fragments.push(fragment);
    return result;
  }

  private normaliseHeld(value: unknown, pointer: string, holding: string): unknown {
    const isMap = holding === 'map' || holding === 'map-or-names';
    if (Array.isArray(value)) {
      return isMap || holding === 'one' ? value : value.map((item, i) => this.normalise(item, `${pointer}/${i}`));
    }
    if (!isMap || !isObject(value)) return this.normalise(value, pointer);
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      define(result, name, this.normalise(item, `${pointer}/${escapePointer(name)}`));
    }
    return result;
  }

  private opensResource(schema: SchemaObject): boolean {
    const id = schema[this.dialect === 'draft-04' ? 'id' : '$id'];
    return typeof id === 'string' && !id.startsWith('#');
  }

  private collectAnchors(schema: unknown, pointer: string): void {
    if (!isObject(schema)) return;
    const id = schema[this.dialect === 'draft-04' ? 'id' : '$id'];
    if (typeof id === 'string' && id.startsWith('#')) this.anchors.set(id.slice(1), this.node(pointer, schema));
    for (const key of ['$anchor', '$dynamicAnchor']) {
      const anchor = schema[key];
      if (typeof anchor === 'string') this.anchors.set(anchor, this.node(pointer, schema));
    }
    for (const [place, subschema] of subschemasOf(schema)) this.collectAnchors(subschema, `${pointer}${place}`);
  }
}

/** Every direct subschema with its pointer from `schema`. */
export function* subschemasOf(schema: SchemaObject): Generator<[pointer: string, schema: unknown]> {
  for (const [keyword, holding] of Object.entries(SUBSCHEMA_KEYWORDS)) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) yield [`/${keyword}/${i}`, item];
    } else if (holding.startsWith('map') && isObject(value)) {
      for (const [name, item] of Object.entries(value)) yield [`/${keyword}/${escapePointer(name)}`, item];
    } else {
      yield [`/${keyword}`, value];
    }
  }
}

/** `node`'s subschema under `keyword` (and a name or index in it); null where there is none. */
export function childNode(node: SchemaNode, keyword: string, key?: string | number): SchemaNode | null {
  const held = node.keywords[keyword];
  if (key === undefined) {
    return isObject(held) || typeof held === 'boolean' ? node.document.node(`${node.pointer}/${keyword}`, held) : null;
  }
  if (typeof held !== 'object' || held === null || !Object.hasOwn(held, key)) return null;
  const schema = (held as SchemaObject)[key];
  if (!isObject(schema) && typeof schema !== 'boolean') return null;
  return node.document.node(`${node.pointer}/${keyword}/${escapePointer(key)}`, schema);
}

/** All of `node`'s subschemas in the list under `keyword`. */
export function childNodes(node: SchemaNode, keyword: string): SchemaNode[] {
  const held = node.keywords[keyword];
  return Array.isArray(held) ? held.map((_, i) => childNode(node, keyword, i)).filter((child) => child !== null) : [];
}

function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Assignment that makes `__proto__` a name like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Draft-04 says `exclusiveMinimum: true` beside `minimum`; later drafts say the bound itself. */
function exclusiveBoundsAsNumbers(schema: Record<string, unknown>): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const isExclusive = schema[exclusive] === true;
    delete schema[exclusive];
    if (!isExclusive || schema[bound] === undefined) continue;
    schema[exclusive] = schema[bound];
    delete schema[bound];
  }
}

/** A JSON Schema that was read: as it was written, and as its dialect understands it. */
export interface JsonSchema {
  readonly raw: unknown;
  readonly document: SchemaDocument;
}
