import {
  dialectOf,
  idKeywordOf,
  isAtLeast,
  isKeywordOf,
  SUBSCHEMA_KEYWORDS,
  type Dialect,
  type Holding,
} from '../dialect.js';
import type { SchemaProblem } from '../../schema-format.js';
import { isPattern } from '../patterns/matches-pattern.js';
import { exclusiveBoundsAsNumbers } from './exclusive-bounds.js';
import { define, isJsonObject, type JsonObject } from './json-objects.js';
import { demandUnmet } from './keyword-forms.js';
import { escapePointer, tokensOf } from './pointers.js';
import { resolveUri, splitReference } from './uris.js';

/**
 * A schema with a URI of its own and all below it, down to the next one that has one (2020-12 Core, 4.3.5): the whole
 * text, and each schema in it with an `$id`.
 */
export interface Resource {
  readonly id: number;
  /** Absolute, without a fragment. */
  readonly uri: string;
  readonly walk: SchemaWalk;
  /** Where it stands in its text. */
  readonly pointer: string;
  /** Plain names of schemas in it and the pointers to these in the text. */
  readonly anchors: Map<string, string>;
  /** Those of them that a dynamic reference may find; under '' the resource itself, by `$recursiveAnchor`. */
  readonly dynamicAnchors: Map<string, string>;
}

export const REFERENCE_KEYWORDS = ['$ref', '$dynamicRef', '$recursiveRef'] as const;
export type ReferenceKeyword = (typeof REFERENCE_KEYWORDS)[number];

/** A reference where it stands. */
export interface FoundReference {
  keyword: ReferenceKeyword;
  reference: string;
  /** Where the schema that refers stands. */
  pointer: string;
  resource: Resource;
  /** The schema as it was normalised: nobody else holds it yet. */
  holder: Record<string, unknown>;
  rank: number;
}

/** What these hold is data: no schema stands in it, whatever refers there. */
const DATA_KEYWORDS = ['const', 'default', 'dependentRequired', 'enum', 'examples', 'required', 'type'];

let nextResourceId = 1;

/**
 * One text, read by one draft in one walk: its schemas without what the draft ignores (keywords of other drafts and, before
 * 2019-09, whatever stands beside a `$ref`), its resources and anchors, its references, and what is wrong with it.
 */
export class SchemaWalk {
  readonly normalised: unknown;
  /** The whole text. */
  readonly resource: Resource;
  readonly resources = new Map<string, Resource>();
  readonly references: FoundReference[] = [];
  /** By rank: the place in the text where each was found. */
  private readonly found: { problem: SchemaProblem; rank: number }[] = [];
  private readonly schemas = new Map<string, unknown>();
  private rank = 0;

  constructor(
    readonly raw: unknown,
    readonly dialect: Dialect,
    /** What the text is called where it has no `$id`. */
    uri: string,
    /** Read although the draft does not know them. */
    private readonly extraKeywords: ReadonlySet<string> = new Set(),
  ) {
    this.resource = this.openResource(this.ownUri(raw, uri) ?? uri, '');
    this.normalised = this.walk(raw, '', this.resource);
  }

  /** In the order of the text. */
  get problems(): SchemaProblem[] {
    return this.found.sort((a, b) => a.rank - b.rank).map(({ problem }) => problem);
  }

  report(place: string, reason: string, rank = this.rank++): void {
    this.found.push({ problem: { place, reason }, rank });
  }

  /**
   * The schema at a pointer as the draft understands it, with the resource it belongs to; null where none can stand. A place
   * that only a reference makes a schema, such as `/components/X`, is read by the same rules as every other.
   */
  schemaAt(pointer: string): { schema: unknown; resource: Resource } | null {
    let value = this.raw;
    let resource = this.resource;
    let at = '';
    let stands: Holding | 'schema' | 'outside' = 'schema';
    for (const token of tokensOf(pointer)) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return null;
      if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(token)) return null;
      value = (value as JsonObject)[token];
      at += `/${escapePointer(token)}`;
      if (stands === 'schema') stands = Array.isArray(value) && isList(token) ? 'list' : standsUnder(token);
      else if (stands !== 'outside') stands = 'schema';
      if (stands === 'outside' && DATA_KEYWORDS.includes(token)) return null;
      if (stands === 'schema' || stands === 'outside') resource = this.resources.get(at) ?? resource;
    }
    if (stands !== 'schema' && stands !== 'outside') return null;
    if (!isJsonObject(value) && typeof value !== 'boolean') return null;
    const schema = this.schemas.get(at) ?? this.walk(value, at, resource);
    return { schema, resource: this.resources.get(at) ?? resource };
  }

  private walk(schema: unknown, pointer: string, outer: Resource): unknown {
    if (!isJsonObject(schema)) {
      const isFlagOnly = this.dialect === 'draft-04' && !/\/additional(Items|Properties)$/.test(pointer);
      if (typeof schema !== 'boolean' || isFlagOnly) this.report(pointer, NOT_A_SCHEMA);
      return schema;
    }
    const ignoresSiblings = typeof schema['$ref'] === 'string' && !isAtLeast(this.dialect, '2019-09');
    const resource = ignoresSiblings ? outer : this.identify(schema, pointer, outer);
    const result: Record<string, unknown> = {};
    for (const keyword of Object.keys(schema)) {
      const isKnown = isKeywordOf(this.dialect, keyword) || this.extraKeywords.has(keyword);
      const isRead = isKnown && (!ignoresSiblings || BESIDE_REF.includes(keyword));
      if (isRead) define(result, keyword, this.readKeyword(schema, keyword, pointer, resource, result));
    }
    if (this.dialect === 'draft-04') exclusiveBoundsAsNumbers(result);
    this.schemas.set(pointer, result);
    return result;
  }

  private readKeyword(
    schema: JsonObject,
    keyword: string,
    pointer: string,
    resource: Resource,
    holder: Record<string, unknown>,
  ): unknown {
    const value = schema[keyword];
    const demand = demandUnmet(keyword, value, this.dialect);
    if (demand !== null) {
      this.report(`${pointer}/${escapePointer(keyword)}`, `"${keyword}" must be ${demand}.`);
      return value;
    }
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    if (holding !== undefined) return this.walkHeld(value, `${pointer}/${keyword}`, holding, resource);
    if (keyword === 'pattern') this.checkPattern(value as string, `${pointer}/pattern`);
    else if (keyword === '$schema' && pointer !== '') this.checkMetaSchema(value as string, pointer);
    else if (REFERENCE_KEYWORDS.includes(keyword as ReferenceKeyword)) {
      const found = { keyword: keyword as ReferenceKeyword, reference: value as string, rank: this.rank++ };
      this.references.push({ ...found, pointer, resource, holder });
    }
    return value;
  }

  private walkHeld(value: unknown, pointer: string, holding: Holding, resource: Resource): unknown {
    if (Array.isArray(value)) return value.map((item, i) => this.walk(item, `${pointer}/${i}`, resource));
    if (!holding.startsWith('map')) return this.walk(value, pointer, resource);
    const isOfPatterns = pointer.endsWith('/patternProperties');
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value as JsonObject)) {
      const place = `${pointer}/${escapePointer(name)}`;
      if (isOfPatterns) this.checkPattern(name, place);
      const isSchema = !Array.isArray(item) || holding === 'map';
      define(result, name, isSchema ? this.walk(item, place, resource) : item);
    }
    return result;
  }

  private checkPattern(pattern: string, place: string): void {
    if (!isPattern(pattern)) this.report(place, `${JSON.stringify(pattern)} is no regular expression.`);
  }

  private checkMetaSchema(metaSchema: string, pointer: string): void {
    const dialect = dialectOf(metaSchema);
    if (dialect === this.dialect) return;
    this.report(
      `${pointer}/$schema`,
      `It says ${dialect ?? metaSchema} here and ${this.dialect} for the whole: one text is read by one draft. ` +
        'Move this schema into a text of its own and refer to it.',
    );
  }

  /** Notes what a schema is called, and answers the resource that what is in it belongs to. */
  private identify(schema: JsonObject, pointer: string, outer: Resource): Resource {
    const resource = pointer === '' ? outer : this.embeddedResource(schema, pointer, outer);
    const id = schema[idKeywordOf(this.dialect)];
    const isNamedById = typeof id === 'string' && !isAtLeast(this.dialect, '2019-09');
    if (isNamedById && id.includes('#')) this.addAnchor(resource, splitReference(id)[1], pointer);
    const { $anchor, $dynamicAnchor, $recursiveAnchor } = schema;
    if (typeof $anchor === 'string' && isAtLeast(this.dialect, '2019-09')) this.addAnchor(resource, $anchor, pointer);
    if (typeof $dynamicAnchor === 'string' && this.dialect === '2020-12') {
      if ($dynamicAnchor !== $anchor) this.addAnchor(resource, $dynamicAnchor, pointer);
      resource.dynamicAnchors.set($dynamicAnchor, pointer);
    }
    if ($recursiveAnchor === true && this.dialect === '2019-09' && pointer === resource.pointer) {
      resource.dynamicAnchors.set('', pointer);
    }
    return resource;
  }

  private addAnchor(resource: Resource, name: string, pointer: string): void {
    if (name === '' || name.startsWith('/')) return;
    const other = resource.anchors.get(name);
    if (other === undefined) resource.anchors.set(name, pointer);
    else if (other !== pointer) {
      this.report(pointer, `"#${name}" is the name of ${other === '' ? 'the whole schema' : other} too.`);
    }
  }

  private embeddedResource(schema: JsonObject, pointer: string, outer: Resource): Resource {
    const uri = this.ownUri(schema, outer.uri);
    if (uri === null || uri === outer.uri) return outer;
    const known = [...this.resources.values()].find((one) => one.uri === uri);
    if (known !== undefined && known.pointer !== pointer) {
      const where = known.pointer === '' ? 'the whole schema' : known.pointer;
      this.report(`${pointer}/${idKeywordOf(this.dialect)}`, `${uri} is the name of ${where} too.`);
    }
    return this.openResource(uri, pointer);
  }

  private ownUri(schema: unknown, base: string): string | null {
    const id = isJsonObject(schema) ? schema[idKeywordOf(this.dialect)] : undefined;
    return typeof id === 'string' ? resolveUri(splitReference(id)[0], base) : null;
  }

  private openResource(uri: string, pointer: string): Resource {
    const names = { anchors: new Map<string, string>(), dynamicAnchors: new Map<string, string>() };
    const resource = { id: nextResourceId++, uri, walk: this, pointer, ...names };
    this.resources.set(pointer, resource);
    return resource;
  }
}

const NOT_A_SCHEMA = 'A JSON Schema is an object, or true or false.';

/** Before 2019-09 nothing else beside a `$ref` counts; definitions may stand there and be referred to. */
const BESIDE_REF = ['$ref', 'definitions', '$schema'];

const isList = (keyword: string): boolean => ['list', 'one-or-list'].includes(SUBSCHEMA_KEYWORDS[keyword] ?? '');

function standsUnder(keyword: string): Holding | 'schema' | 'outside' {
  const holding = SUBSCHEMA_KEYWORDS[keyword];
  if (holding === undefined) return 'outside';
  return holding === 'one' || holding === 'one-or-list' ? 'schema' : holding;
}
