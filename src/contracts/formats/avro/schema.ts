import type { SchemaSource } from '../../source.js';
import { alternatives } from './listing.js';

export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type PrimitiveKind = (typeof PRIMITIVES)[number];

/** A logical type that fits the type it stands on; one that does not is ignored (specification 1.12, "Logical Types"). */
export interface LogicalType {
  readonly name: string;
  /** Of a `decimal`: null for every other one. */
  readonly decimal: { readonly precision: number; readonly scale: number } | null;
}

interface AnyType {
  /** Counts the types of one schema, from 0. */
  readonly id: number;
  /** JSON pointer to the definition; `com.acme.Address#/fields/0/type` for one inside a reference. */
  readonly schemaPath: string;
  readonly logicalType: LogicalType | null;
  /** The attributes that the specification does not define, such as `confluent:tags`. */
  readonly properties: ReadonlyMap<string, unknown>;
}

interface Named {
  /** With its namespace: `com.acme.Order`. */
  readonly fullName: string;
  /** Full names too: an alias without a dot is in the namespace of its type (specification 1.12, "Aliases"). */
  readonly aliases: readonly string[];
  readonly doc: string | null;
}

export interface PrimitiveType extends AnyType {
  readonly kind: PrimitiveKind;
}

export interface RecordType extends AnyType, Named {
  readonly kind: 'record';
  /** Filled while the text is read, since a record may hold itself. */
  readonly fields: RecordField[];
}

export interface RecordField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  readonly doc: string | null;
  /** As JSON, with `exactNumber`s; undefined without one, which is something else than a default of null. */
  readonly defaultValue: unknown;
  readonly schemaPath: string;
  readonly properties: ReadonlyMap<string, unknown>;
}

export interface EnumType extends AnyType, Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  /** Read in place of a symbol that is not in `symbols`; null without one. */
  readonly defaultSymbol: string | null;
}

export interface FixedType extends AnyType, Named {
  readonly kind: 'fixed';
  readonly sizeBytes: number;
}

export interface ArrayType extends AnyType {
  readonly kind: 'array';
  readonly items: AvroType;
}

export interface MapType extends AnyType {
  readonly kind: 'map';
  readonly values: AvroType;
}

export interface UnionType extends AnyType {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

export type NamedType = RecordType | EnumType | FixedType;
export type AvroType = PrimitiveType | NamedType | ArrayType | MapType | UnionType;

/** A schema that was read and found valid. */
export interface AvroSchema {
  /** The text it was read from, with those of its references. */
  readonly source: SchemaSource;
  readonly root: AvroType;
  /** Every type of the schema and of its references; the place of each is its `id`. */
  readonly types: readonly AvroType[];
}

export const isNamed = (type: AvroType): type is NamedType =>
  type.kind === 'record' || type.kind === 'enum' || type.kind === 'fixed';

/** How a union and Avro's JSON call it: the full name, or the kind of an unnamed type. */
export const nameOf = (type: AvroType): string => (isNamed(type) ? type.fullName : type.kind);

/** The types directly inside; those of a record in the order of its fields. */
export function partsOf(type: AvroType): readonly AvroType[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => field.type);
    case 'union':
      return type.branches;
    case 'array':
      return [type.items];
    case 'map':
      return [type.values];
    case 'null':
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'bytes':
    case 'string':
    case 'enum':
    case 'fixed':
      return [];
  }
}

/** In a few words for people: `record com.acme.Order`, `array of string`, `string or null`. */
export function wordsFor(type: AvroType): string {
  switch (type.kind) {
    case 'record':
    case 'enum':
    case 'fixed':
      return `${type.kind} ${type.fullName}`;
    case 'array':
      return `array of ${nameOf(type.items)}`;
    case 'map':
      return `map of ${nameOf(type.values)}`;
    case 'union':
      return type.branches.length === 0 ? 'empty union' : alternatives(type.branches, nameOf);
    case 'null':
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'bytes':
    case 'string':
      return type.kind;
  }
}
