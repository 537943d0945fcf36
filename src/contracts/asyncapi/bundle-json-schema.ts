import { isJsonObject, type JsonObject } from '../formats/json-schema/reading/json-objects.js';
import { encodeFragment, escapePointer, tokensOf } from '../formats/json-schema/reading/pointers.js';
import { fromDocument, inFile } from './joined-files.js';
import { targetOf, valueAt, wordsOf, type Placed } from './pointers.js';
import { rewriteReferences } from './rewrite-references.js';
import { formatOf, multiFormatOf } from './schema-formats.js';

/** A schema of a document by itself. */
export interface Bundled {
  schema: unknown;
  /** Where what was brought along stands in the document, by its pointer in the schema. */
  brought: ReadonlyMap<string, string>;
  faults: PayloadFault[];
}

/** What is wrong with a schema, as a sentence. */
export interface PayloadFault {
  reason: string;
  /** Its place, as pointers in the document and in the schema by itself. */
  from: string;
  at: string;
}

/**
 * A JSON Schema by itself: what its `$ref`s lead to elsewhere in the document is brought along in its `definitions` (`$defs` where it has
 * them), and those within itself lead to itself. `isKnown` tells of a reference out of the document whether it may stay.
 */
export function bundleJsonSchema(
  document: JsonObject,
  placed: Placed,
  isKnown: (reference: string) => boolean,
): Bundled {
  return new Bundle(document, placed, isKnown).bundled();
}

class Bundle {
  private readonly keyword: '$defs' | 'definitions';
  private readonly own: JsonObject;
  /** Names in `definitions`, by the pointer in the document. */
  private readonly names = new Map<string, string>();
  private readonly definitions = new Map<string, unknown>();
  private readonly faults: PayloadFault[] = [];

  constructor(
    private readonly document: JsonObject,
    private readonly root: Placed,
    private readonly isKnown: (reference: string) => boolean,
  ) {
    const schema = isJsonObject(root.value) ? root.value : {};
    this.keyword = isJsonObject(schema['$defs']) ? '$defs' : 'definitions';
    this.own = isJsonObject(schema[this.keyword]) ? (schema[this.keyword] as JsonObject) : {};
  }

  bundled(): Bundled {
    const { faults, keyword, names } = this;
    const schema = this.copied(this.root, '');
    const brought = new Map([...names].map(([from, name]) => [this.placeOf(name), from]));
    if (names.size === 0 || !isJsonObject(schema)) return { schema, brought, faults };
    const kept = isJsonObject(schema[keyword]) ? schema[keyword] : {};
    return { schema: { ...schema, [keyword]: { ...kept, ...Object.fromEntries(this.definitions) } }, brought, faults };
  }

  private readonly placeOf = (name: string): string => `/${this.keyword}/${escapePointer(name)}`;

  /** `at` is where the schema comes to stand. */
  private copied({ value, pointer }: Placed, at: string): unknown {
    return rewriteReferences(
      value,
      (reference, inner, isSchema) => {
        const before = this.faults.length;
        const rewritten = this.rewritten(reference, pointer + inner.slice(at.length), inner);
        // What may be data need not lead anywhere.
        if (!isSchema) this.faults.length = before;
        return rewritten;
      },
      at,
    );
  }

  private rewritten(reference: string, from: string, at: string): string {
    const home = this.root.pointer;
    const isInFile = inFile(from) !== null;
    if (isInFile && reference === '#') return reference;
    const outward = reference.startsWith('#') ? null : fromDocument(reference, from);
    if (outward !== null && this.isKnown(outward)) return outward;
    // As it is written: escapes stay what they are.
    if (reference === `#${home}` || reference.startsWith(`#${home}/`)) return `#${reference.slice(home.length + 1)}`;
    const target = targetOf(this.document, reference, from);
    if (target === null) {
      if (outward !== null) this.lose(outward, 'elsewhere', from, at);
      return reference;
    }
    if (target === home || target.startsWith(`${home}/`)) return `#${encodeFragment(target.slice(home.length))}`;
    const found = target === '' ? undefined : valueAt(this.document, target);
    if (found !== undefined) return this.leadingTo(reference, { value: found, pointer: target }, from, at);
    // Some tools leave a schema's references as they stood in a file of its own.
    if (target !== '' && valueAt(this.root.value, target) === undefined) this.lose(reference, 'nothing', from, at);
    return reference;
  }

  private leadingTo(reference: string, placed: Placed, from: string, at: string): string {
    const inner = multiFormatOf(placed.value);
    if (inner === null) return this.named(placed);
    const { schema, schemaFormat } = inner;
    if (typeof schemaFormat === 'string' && formatOf(schemaFormat) === 'JSON')
      return this.named({ value: schema, pointer: `${placed.pointer}/schema` });
    const reason = `"${reference}" is ${String(schemaFormat)}, to which JSON Schema cannot refer.`;
    this.faults.push({ reason, from: `${from}/$ref`, at: `${at}/$ref` });
    return reference;
  }

  private lose(reference: string, why: 'elsewhere' | 'nothing', from: string, at: string): void {
    this.faults.push({ reason: wordsOf({ reference, why }), from: `${from}/$ref`, at: `${at}/$ref` });
  }

  private named(placed: Placed): string {
    const known = this.names.get(placed.pointer);
    const name = known ?? this.freeName(placed.pointer);
    if (known === undefined) {
      // Before its content is copied: it may refer to itself.
      this.names.set(placed.pointer, name);
      this.definitions.set(name, {});
      this.definitions.set(name, this.copied(placed, this.placeOf(name)));
    }
    return `#${encodeFragment(this.placeOf(name))}`;
  }

  /** `/components/schemas/Order` is `Order`; what lies elsewhere keeps its pointer, so that no two are one. */
  private freeName(pointer: string): string {
    const inner = inFile(pointer);
    const [components, schemas, own = '', ...deeper] = tokensOf(inner?.pointer ?? pointer);
    const isAlone = deeper.length === 0 || (deeper.length === 1 && deeper[0] === 'schema');
    const isSchema = components === 'components' && schemas === 'schemas' && isAlone;
    const elsewhere = inner === null ? pointer : inner.file + inner.pointer;
    let name = isSchema && !own.startsWith('/') ? own : elsewhere;
    while (Object.hasOwn(this.own, name) || this.definitions.has(name)) name = `/${name}`;
    return name;
  }
}
