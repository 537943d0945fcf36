/** What a field holds, in words that all formats share. */
export type FieldKind =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'null'
  | 'bytes'
  | 'enum'
  | 'object'
  | 'array'
  | 'map'
  | 'union'
  | 'any';

/** A schema's fields, the same for every format: what lint, the semantic diff and people read. */
export interface Outline {
  /** The schema's own name, such as an Avro record's full name; null where it has none. */
  name: string | null;
  description: string | null;
  /** Parents before children, in the order of the text. The first is the event itself, at ''. */
  fields: readonly OutlinedField[];
  /** What it declares besides events, by its name: `rpc Orders.Get` is `(Order) returns (stream Order)`. */
  besides?: ReadonlyMap<string, Besides>;
  /** There are more fields than are listed: too many, nested too deeply, or the time was up. The event's own come first. */
  isCut?: boolean;
}

export interface Besides {
  text: string;
  /** What findings about it point at. */
  element: string;
}

export interface OutlinedField {
  /** Where in the event: a JSON pointer, with `*` for any item or any value of a map. '' for the event itself. */
  path: string;
  /** Where in the schema's text: a JSON pointer, `name#/pointer` in the text of a reference, or Protobuf's `orders.Order.lines`. */
  schemaPath: string;
  /**
   * Every place in the schema's text that says what the field holds, with those it refers to: what is wrong with one of
   * them is wrong with each field that lists it. Of many the first ones, and `MORE_DEFINITIONS` last.
   */
  definitions: readonly string[];
  name: string;
  kind: FieldKind;
  /** In the format's own words, such as `integer or null`, `long (timestamp-millis)`, `repeated orders.Line`. */
  type: string;
  isRequired: boolean;
  /** Null is one of its values, or may be; else it is not said. Protobuf's events have no null. */
  isNullable?: true;
  description: string | null;
  /** JSON Schema's `format`, Avro's `logicalType`, a well-known Protobuf type; null without one. */
  format: string | null;
  /** Confluent's tags, inline or from metadata. */
  tags: readonly string[];
  isDeprecated: boolean;
  /** When it was marked (`x-deprecated-since`, an Avro property or a comment of that name); null where it does not say. */
  deprecatedSince: string | null;
  /** An enum's values in order, as text; null for what is no enum. */
  values: readonly string[] | null;
  /** The number of each of `values`, where events carry that and not the name. */
  numbers?: readonly number[];
  /** All values that it may have, null too, where `values` does not tell them: a single one is no enum, and others are no texts. */
  listed?: readonly unknown[];
  /** Of an object: whether it may carry fields that are not described. Null for what is none. */
  isOpen: boolean | null;
  /** The upper bound on characters, bytes, items or entries; null where there is none. */
  maxLength: number | null;
  /** Other restrictions and settings by their keyword (`minimum`, `pattern`, `default`, `precision`, `number`), for the diff. */
  facets: Readonly<Record<string, unknown>>;
  /** Where a type refers to one that encloses it, its fields are not repeated: the path that has them. */
  recursesTo: string | null;
}

/** Stands for the definitions that are not listed: fields that have it may share any. */
export const MORE_DEFINITIONS = '...';

const MAX_DEFINITIONS = 16;

/** The places without those that come twice, cut where there are too many of them to compare. */
export function definitionsAt(places: Iterable<string>): string[] {
  const distinct = new Set<string>();
  for (const place of places) {
    if (distinct.size === MAX_DEFINITIONS && !distinct.has(place)) return [...distinct, MORE_DEFINITIONS];
    distinct.add(place);
  }
  return [...distinct];
}
