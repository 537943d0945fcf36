import type { Dialect } from '../dialect.js';
import { metaSchemaOf } from './meta-schemas.js';
import { decodeFragment } from './pointers.js';
import { SchemaWalk, type Resource } from './schema-walk.js';
import { isAbsoluteUri, NAMELESS, resolveUri, splitReference } from './uris.js';

/** Where a reference leads. */
export interface Target {
  resource: Resource;
  /** Into the text of the resource's walk. */
  pointer: string;
  schema: unknown;
  /** The plain name by which it was found, if it was. */
  anchor: string | null;
}

/** Or why it leads nowhere, as a sentence. */
export type LookUp = { target: Target } | { reason: string };

export interface NamedWalk {
  name: string;
  walk: SchemaWalk;
}

/** All texts that one schema is made of: its own, those it refers to by name, and the drafts' meta-schemas. */
export class Library {
  readonly named: readonly NamedWalk[];
  private readonly byUri = new Map<string, Resource>();
  private readonly metaSchemas = new Map<string, SchemaWalk>();

  constructor(
    readonly main: SchemaWalk,
    references: readonly { name: string; schema: unknown; dialect: Dialect }[],
    extraKeywords?: ReadonlySet<string>,
  ) {
    this.named = references.map(({ name, schema, dialect }) => {
      const uri = resolveUri(splitReference(name)[0], main.resource.uri) ?? `${NAMELESS}${encodeURIComponent(name)}`;
      return { name, walk: new SchemaWalk(schema, dialect, uri, extraKeywords) };
    });
    for (const walk of [main, ...this.named.map((one) => one.walk)]) this.shelve(walk);
  }

  /** What `reference` leads to from inside `base`. Nothing is ever fetched. */
  lookUp(reference: string, base: Resource): LookUp {
    const [uri, fragment] = splitReference(reference);
    const resource = uri === '' ? base : this.resourceOf(uri, base);
    if (resource === null) return { reason: missing(reference, uri) };
    const target = targetIn(resource, decodeFragment(fragment));
    return target === null ? { reason: leadsNowhere(reference, this.nameOf(resource.walk)) } : { target };
  }

  /** What people call a text; null for the schema itself. */
  nameOf(walk: SchemaWalk): string | null {
    if (walk === this.main) return null;
    return this.named.find((one) => one.walk === walk)?.name ?? walk.resource.uri;
  }

  private resourceOf(uri: string, base: Resource): Resource | null {
    const absolute = resolveUri(uri, base.uri);
    const known = absolute === null ? undefined : this.byUri.get(absolute);
    if (known !== undefined) return known;
    const named = this.named.find(({ name }) => {
      const [plain] = splitReference(name);
      return plain === uri || (absolute !== null && resolveUri(plain, base.uri) === absolute);
    });
    if (named !== undefined) return named.walk.resource;
    return absolute === null ? null : (this.metaSchema(absolute)?.resource ?? null);
  }

  private metaSchema(uri: string): SchemaWalk | null {
    const known = this.metaSchemas.get(uri);
    if (known !== undefined) return known;
    const found = metaSchemaOf(uri);
    if (found === null) return null;
    const walk = new SchemaWalk(found.schema, found.dialect, uri);
    this.metaSchemas.set(uri, walk);
    return walk;
  }

  /** Lazily walked places may open resources of their own, so this is done again after them. */
  shelve(walk: SchemaWalk): void {
    for (const resource of walk.resources.values()) {
      if (!this.byUri.has(resource.uri)) this.byUri.set(resource.uri, resource);
    }
  }
}

function targetIn(resource: Resource, fragment: string): Target | null {
  const isPointer = fragment === '' || fragment.startsWith('/');
  const pointer = isPointer ? resource.pointer + fragment : resource.anchors.get(fragment);
  const place = pointer === undefined ? null : resource.walk.schemaAt(pointer);
  if (place === null || pointer === undefined) return null;
  return { ...place, pointer, anchor: isPointer ? null : fragment };
}

function missing(reference: string, uri: string): string {
  if (isAbsoluteUri(uri)) {
    return `The reference ${reference} is remote, and references are never fetched: register that schema and name it among the references.`;
  }
  return `The reference ${reference} is missing: no schema of that name is among the references.`;
}

const leadsNowhere = (reference: string, name: string | null): string =>
  `The reference ${reference} leads nowhere: no schema stands there in ${name === null ? 'this schema' : `"${name}"`}.`;
