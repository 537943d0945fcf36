import type { Finding } from '../../contracts/finding.js';
import {
  encodeFragment,
  escapePointer as escaped,
  tokensOf,
} from '../../contracts/formats/json-schema/reading/pointers.js';
import { formatOf, multiFormatOf } from './asyncapi-format.js';
import { fault } from './fault.js';
import { isObject, targetOf, valueAt, type JsonObject } from './json-pointer.js';

/** A payload as a schema by itself. */
export interface BundledPayload {
  text: string;
  /** Where what was brought along stands in the document, by its pointer in the text. */
  brought: ReadonlyMap<string, string>;
  /** References that lead to nothing. */
  faults: Finding[];
}

/** The payload at `pointer`, with `#/...` of the document made `#/definitions/...`, and those definitions brought along. */
export function bundlePayload(document: JsonObject, payload: JsonObject, pointer: string): BundledPayload {
  return new Bundle(document, payload).bundled(pointer);
}

/** Keywords that hold schemas by names, and those that hold no schema, whatever it looks like. */
const NAMED_SCHEMAS = ['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies'];
const DATA = ['const', 'enum', 'default', 'examples', 'example'];

class Bundle {
  /** Names in `definitions`, by the pointer in the document. */
  private readonly names = new Map<string, string>();
  private readonly definitions = new Map<string, unknown>();
  private readonly faults: Finding[] = [];
  private readonly known: JsonObject;

  constructor(
    private readonly document: JsonObject,
    private readonly payload: JsonObject,
  ) {
    this.known = isObject(payload['definitions']) ? payload['definitions'] : {};
  }

  bundled(pointer: string): BundledPayload {
    const own = this.walk(this.payload, '', pointer) as JsonObject;
    const kept = isObject(own['definitions']) ? own['definitions'] : {};
    const whole =
      this.names.size === 0 ? own : { ...own, definitions: { ...kept, ...Object.fromEntries(this.definitions) } };
    const brought = new Map([...this.names].map(([from, name]) => [`/definitions/${escaped(name)}`, from]));
    return { text: JSON.stringify(whole, null, 2), brought, faults: this.faults };
  }

  /** `at` is where the value will stand in the text, `from` where it stands in the document. */
  private walk(value: unknown, at: string, from: string, isByName = false): unknown {
    if (Array.isArray(value)) return value.map((item, i) => this.walk(item, `${at}/${i}`, `${from}/${i}`));
    if (!isObject(value)) return value;
    const parts = Object.entries(value).map(([key, inner]) => {
      if (!isByName && DATA.includes(key)) return [key, inner];
      if (!isByName && key === '$ref' && typeof inner === 'string') return [key, this.reference(inner, at, from)];
      const step = `/${escaped(key)}`;
      return [key, this.walk(inner, at + step, from + step, !isByName && NAMED_SCHEMAS.includes(key))];
    });
    return Object.fromEntries(parts) as JsonObject;
  }

  private reference(reference: string, at: string, from: string): string {
    const target = targetOf(reference);
    if (target === null) return reference;
    const found = valueAt(this.document, target);
    if (found === undefined) {
      const missing = fault(`"${reference}" leads to nothing in the document.`, `${from}/$ref`);
      this.faults.push({ ...missing, readerPath: `${at}/$ref` });
      return reference;
    }
    const inner = multiFormatOf(found);
    if (inner !== null && formatOf(inner.name) !== 'JSON') {
      const other = fault(`"${reference}" is ${inner.name}, to which JSON Schema cannot refer.`, `${from}/$ref`);
      this.faults.push({ ...other, readerPath: `${at}/$ref` });
      return reference;
    }
    const name = inner === null ? this.nameOf(target, found) : this.nameOf(`${target}/schema`, inner.schema);
    return `#${encodeFragment(`/definitions/${escaped(name)}`)}`;
  }

  private nameOf(target: string, found: unknown): string {
    const known = this.names.get(target);
    if (known !== undefined) return known;
    const name = this.freeName(target);
    // Before its content is walked: it may refer to itself.
    this.names.set(target, name);
    this.definitions.set(name, {});
    this.definitions.set(name, this.walk(found, `/definitions/${escaped(name)}`, target));
    return name;
  }

  /** `/components/schemas/Order` is `Order`; what lies elsewhere keeps its pointer, so that no two are one. */
  private freeName(target: string): string {
    const [components, schemas, own = '', ...deeper] = tokensOf(target);
    const isSchema = components === 'components' && schemas === 'schemas' && deeper.length === 0;
    let name = isSchema && !own.startsWith('/') ? own : target;
    while (Object.hasOwn(this.known, name) || this.definitions.has(name)) name = `/${name}`;
    return name;
  }
}
