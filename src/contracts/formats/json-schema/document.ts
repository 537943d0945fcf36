import type { IsOver, SchemaProblem } from '../schema-format.js';
import { SUBSCHEMA_KEYWORDS, type Dialect } from './dialect.js';
import { DynamicScope } from './reading/dynamic-scope.js';
import { isJsonObject, type JsonObject } from './reading/json-objects.js';
import { Library, type Target } from './reading/library.js';
import { escapePointer } from './reading/pointers.js';
import {
  dynamicReferenceOf,
  problemsOf,
  resolveReferences,
  type DynamicReference,
} from './reading/resolve-references.js';
import { SchemaWalk } from './reading/schema-walk.js';
import { toldDialect } from './reading/told-dialect.js';
import { NAMELESS } from './reading/uris.js';

export { escapePointer };
export type SchemaObject = JsonObject;

/**
 * A schema at its place in a document, reached by a way that binds the same dynamic anchors. The same place by the same way
 * is always the same object; where nothing is dynamic, there is one way.
 */
export interface SchemaNode {
  readonly id: number;
  /** `true` stands as {}. */
  readonly keywords: SchemaObject;
  /** The schema `false`: nothing satisfies it. */
  readonly isNever: boolean;
  /** Into the text of `document`. */
  readonly pointer: string;
  readonly document: SchemaDocument;
  /** What dynamic references below it ask. */
  readonly scope: DynamicScope;
}

/** A schema that another one names, parsed. */
export interface ParsedReference {
  name: string;
  schema: unknown;
  inexactNumbers?: ReadonlyMap<string, string>;
}

export interface DocumentSource {
  references?: readonly ParsedReference[];
  /** The numbers of the text that parsing rounded: pointer and literal. */
  inexactNumbers?: ReadonlyMap<string, string>;
  /** Keywords that are read although the draft does not know them. */
  extraKeywords?: ReadonlySet<string>;
}

const CLOSING: ReadonlySet<string> = new Set(['unevaluatedProperties']);

let nextNodeId = 1;
const NONE: ReadonlyMap<string, string> = new Map();

/** What all documents of one schema share. */
interface Holdings {
  library: Library;
  documents: Map<SchemaWalk, SchemaDocument>;
  source: DocumentSource;
}

/**
 * A JSON Schema as its draft understands it, with everything it refers to: each text it names, and each meta-schema, is a
 * document of its own, which may be of another draft; `resolve` leads from one into another.
 */
export class SchemaDocument {
  readonly dialect: Dialect;
  /** Without what the draft ignores: keywords of other drafts and, before 2019-09, whatever stands beside a `$ref`. */
  readonly normalised: unknown;
  readonly root: SchemaNode;
  /** What its text is called where another one refers to it; null for the schema that was asked for. */
  readonly name: string | null;
  /** The numbers that reading rounded, by pointer: an answer that rests on one of them is not exact. */
  readonly inexactNumbers: ReadonlyMap<string, string>;
  private readonly walk: SchemaWalk;
  private readonly holdings: Holdings;
  private readonly nodes = new Map<string, SchemaNode>();
  private readonly scopedNodes = new Map<DynamicScope, Map<string, SchemaNode>>();
  private readonly targets = new Map<string, Target | null>();
  private readonly dynamicReferences = new Map<string, DynamicReference | null>();

  constructor(
    readonly raw: unknown,
    defaultDialect: Dialect,
    /** True once the time of the check that it was read for is used up: whoever walks it stops. */
    readonly isOver: IsOver = () => false,
    source: DocumentSource = {},
    /** Given for a text that another document holds. */
    shelved?: { walk: SchemaWalk; holdings: Holdings },
  ) {
    this.dialect = shelved?.walk.dialect ?? toldDialect(raw) ?? defaultDialect;
    this.walk = shelved?.walk ?? new SchemaWalk(raw, this.dialect, NAMELESS, source.extraKeywords);
    this.holdings = shelved?.holdings ?? this.open(source);
    this.holdings.documents.set(this.walk, this);
    if (shelved === undefined) resolveReferences(this.holdings.library);
    this.normalised = this.walk.normalised;
    this.name = this.holdings.library.nameOf(this.walk);
    this.inexactNumbers = source.inexactNumbers ?? NONE;
    this.root = this.node('', this.normalised, DynamicScope.start().entering(this.walk.resource));
  }

  /** Everything that is wrong with the schema and with what it refers to; an event is only judged where there is nothing. */
  get problems(): SchemaProblem[] {
    return problemsOf(this.holdings.library);
  }

  /** Whether anything in it refers to a schema, its own or another one. */
  get hasReferences(): boolean {
    return this.walk.references.length > 0;
  }

  /** This document and those of the references it was given; not the meta-schemas. */
  get documents(): SchemaDocument[] {
    const { library } = this.holdings;
    return [library.main, ...library.named.map((one) => one.walk)].map((walk) => this.documentOf(walk));
  }

  /**
   * The same schema with other texts: `change` is handed each, its own and those that it refers to by name. A changed text may
   * say `unevaluatedProperties` in every draft.
   */
  changed(change: (schema: unknown, text: SchemaDocument) => unknown, isOver: IsOver = this.isOver): SchemaDocument {
    const { source } = this.holdings;
    const [, ...others] = this.documents;
    const references = (source.references ?? []).map((one, i) => ({ ...one, schema: change(one.schema, others[i]!) }));
    const changed = { ...source, references, extraKeywords: CLOSING };
    return new SchemaDocument(change(this.raw, this), this.dialect, isOver, changed);
  }

  /** The node at `pointer`, whose schema is `schema`, as seen from `scope`. */
  node(pointer: string, schema: unknown, scope: DynamicScope = this.root.scope): SchemaNode {
    const resource = this.walk.resources.size > 1 ? this.walk.resources.get(pointer) : undefined;
    const inner = resource === undefined ? scope : scope.entering(resource);
    const nodes = this.nodesOf(inner);
    const known = nodes.get(pointer);
    if (known) return known;
    const keywords = isJsonObject(schema) ? schema : {};
    const node = { id: nextNodeId++, keywords, isNever: schema === false, pointer, document: this, scope: inner };
    nodes.set(pointer, node);
    return node;
  }

  /**
   * What `reference`, a `$ref` of `from`, leads to: here, in another text or in a meta-schema; null for nowhere. Where
   * something is dynamic, what it means depends on `from`, and without one the answer is null too.
   */
  resolve(reference: string, from: SchemaNode | null = null): SchemaNode | null {
    const scope = from?.scope ?? this.root.scope;
    if (from === null && !scope.isEmpty) return null;
    let target = this.targets.get(reference);
    if (target === undefined) {
      // In an embedded resource it was rewritten to what it means seen from the whole text.
      const answer = this.holdings.library.lookUp(reference, this.walk.resource);
      target = 'target' in answer ? answer.target : null;
      this.targets.set(reference, target);
    }
    return target === null ? null : this.nodeOf(target, scope);
  }

  /** What the `$dynamicRef` or `$recursiveRef` of `node` leads to, by the way that `node` was reached; null for nowhere. */
  resolveDynamic(node: SchemaNode): SchemaNode | null {
    const keyword = typeof node.keywords['$dynamicRef'] === 'string' ? '$dynamicRef' : '$recursiveRef';
    const reference = node.keywords[keyword];
    if (typeof reference !== 'string') return null;
    const found = this.dynamicReference(node.pointer, keyword, reference);
    if (found === null) return null;
    const bound = found.anchor === null ? null : node.scope.resourceOf(found.anchor);
    const pointer = bound?.dynamicAnchors.get(found.anchor!);
    const place = pointer === undefined ? null : bound!.walk.schemaAt(pointer);
    if (place === null) return this.nodeOf(found.target, node.scope);
    return this.nodeOf({ ...place, pointer: pointer!, anchor: found.anchor }, node.scope);
  }

  private dynamicReference(pointer: string, keyword: string, reference: string): DynamicReference | null {
    let found = this.dynamicReferences.get(pointer);
    if (found === undefined) {
      const resource = this.walk.schemaAt(pointer)?.resource;
      found = resource ? dynamicReferenceOf(this.holdings.library, keyword, reference, resource) : null;
      this.dynamicReferences.set(pointer, found);
    }
    return found;
  }

  private nodeOf({ resource, pointer, schema }: Target, scope: DynamicScope): SchemaNode {
    return this.documentOf(resource.walk).node(pointer, schema, scope.entering(resource));
  }

  private documentOf(walk: SchemaWalk): SchemaDocument {
    const known = this.holdings.documents.get(walk);
    if (known !== undefined) return known;
    const { library, source } = this.holdings;
    const at = library.named.findIndex((one) => one.walk === walk);
    const { inexactNumbers = NONE } = source.references?.[at] ?? {};
    const shelved = { walk, holdings: this.holdings };
    return new SchemaDocument(walk.raw, walk.dialect, this.isOver, { inexactNumbers }, shelved);
  }

  private nodesOf(scope: DynamicScope): Map<string, SchemaNode> {
    // Most schemas bind nothing: one map without another around it.
    if (scope.isEmpty) return this.nodes;
    let nodes = this.scopedNodes.get(scope);
    if (nodes === undefined) this.scopedNodes.set(scope, (nodes = new Map<string, SchemaNode>()));
    return nodes;
  }

  private open(source: DocumentSource): Holdings {
    const references = (source.references ?? []).map(({ name, schema }) => ({
      name,
      schema,
      dialect: toldDialect(schema) ?? this.dialect,
    }));
    return { library: new Library(this.walk, references, source.extraKeywords), documents: new Map(), source };
  }
}

/** Every direct subschema with its pointer from `schema`. */
export function* subschemasOf(schema: SchemaObject): Generator<[pointer: string, schema: unknown]> {
  for (const keyword of Object.keys(schema)) {
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    if (holding === undefined) continue;
    const value = schema[keyword];
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) yield [`/${keyword}/${i}`, item];
    } else if (holding.startsWith('map') && isJsonObject(value)) {
      for (const [name, item] of Object.entries(value)) {
        if (!Array.isArray(item)) yield [`/${keyword}/${escapePointer(name)}`, item];
      }
    } else {
      yield [`/${keyword}`, value];
    }
  }
}

/** `node`'s subschema under `keyword` (and a name or index in it); null where there is none. */
export function childNode(node: SchemaNode, keyword: string, key?: string | number): SchemaNode | null {
  const held = node.keywords[keyword];
  if (held === undefined) return null;
  if (key === undefined) {
    if (!isJsonObject(held) && typeof held !== 'boolean') return null;
    return node.document.node(`${node.pointer}/${keyword}`, held, node.scope);
  }
  if (typeof held !== 'object' || held === null || !Object.hasOwn(held, key)) return null;
  const schema = (held as SchemaObject)[key];
  if (!isJsonObject(schema) && typeof schema !== 'boolean') return null;
  return node.document.node(`${node.pointer}/${keyword}/${escapePointer(key)}`, schema, node.scope);
}

/** All of `node`'s subschemas in the list under `keyword`. */
export function childNodes(node: SchemaNode, keyword: string): SchemaNode[] {
  const held = node.keywords[keyword];
  return Array.isArray(held) ? held.map((_, i) => childNode(node, keyword, i)).filter((child) => child !== null) : [];
}

/** A JSON Schema that was read: as it was written, and as its dialect understands it. */
export interface JsonSchema {
  readonly raw: unknown;
  readonly document: SchemaDocument;
}
