import { SUBSCHEMA_KEYWORDS } from '../../contracts/formats/json-schema/dialect.js';
import {
  childNode,
  escapePointer,
  type SchemaDocument,
  type SchemaNode,
} from '../../contracts/formats/json-schema/document.js';
import { isJsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';

const ANNOTATIONS = new Set(['title', 'description', '$comment', 'examples', 'deprecated', 'readOnly', 'writeOnly']);
/** Beyond it the stack would end; the texts are told instead. */
const DEEPEST = 1_000;

/**
 * Tells schemas by values that are the same in JSON where they demand the same in the same words: references are replaced by what they
 * lead to, in whatever text, annotations are left out, and members have one order. What cannot be followed is told by all of the texts.
 */
export class ToldSchemas {
  /** The order in which schemas were met: what comes again, also in a circle, is told by its number. */
  private readonly met = new Map<object, number>();
  private depth = 0;

  /** `texts` names the schema's text and all that it refers to, such as by a digest. */
  constructor(private readonly texts: string) {}

  of(node: SchemaNode): unknown {
    if (node.isNever) return false;
    const { keywords } = node;
    const again = this.met.get(keywords);
    if (again !== undefined) return { again };
    if (this.depth >= DEEPEST) return this.unknown();
    this.met.set(keywords, this.met.size);
    this.depth++;
    const names = Object.keys(keywords).filter((name) => !ANNOTATIONS.has(name));
    const isReference = names.length === 1 && names[0] === '$ref';
    const told = isReference
      ? this.keyword(node, '$ref')
      : names.sort().map((name) => [name, this.keyword(node, name)]);
    this.depth--;
    return told;
  }

  /** What a schema holds under a keyword; undefined for nothing. */
  keyword(node: SchemaNode, name: string): unknown {
    const value = node.keywords[name];
    const pointer = `${node.pointer}/${name}`;
    if (name === '$dynamicRef' || name === '$recursiveRef') return [value, this.unknown()];
    if (name === '$ref' && typeof value === 'string') {
      const target = node.document.resolve(value, node);
      return target === null ? this.unknown() : this.of(target);
    }
    const holding = SUBSCHEMA_KEYWORDS[name];
    if (holding === undefined || value === undefined) return data(value, node.document, pointer);
    const held = (key?: string | number): unknown => {
      const child = childNode(node, name, key);
      if (child !== null) return this.of(child);
      const one = key === undefined ? value : (value as Record<string, unknown>)[key];
      return data(one, node.document, key === undefined ? pointer : `${pointer}/${escapePointer(key)}`);
    };
    if (Array.isArray(value)) return value.map((_, i) => held(i));
    if (!holding.startsWith('map') || !isJsonObject(value)) return held();
    return Object.keys(value)
      .sort()
      .map((key) => [key, held(key)]);
  }

  unknown(): unknown {
    return { texts: this.texts };
  }
}

/** A value, every member of which counts; numbers as they were written. */
function data(value: unknown, document: SchemaDocument, pointer: string): unknown {
  if (typeof value === 'number') return document.inexactNumbers.get(pointer) ?? value;
  if (Array.isArray(value)) return value.map((item, i) => data(item, document, `${pointer}/${i}`));
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, data(value[name], document, `${pointer}/${escapePointer(name)}`)]);
}
