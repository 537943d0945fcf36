export const FORMATS = ['JSON', 'AVRO', 'PROTOBUF'] as const;
export type Format = (typeof FORMATS)[number];

/** A schema that another one names; nothing is ever fetched, so the caller brings them all. */
export interface ReferencedSchema {
  /** As the referring text says it: a URI for JSON Schema, a full name for Avro, an import path for Protobuf. */
  name: string;
  text: string;
}

/** A schema as it was registered, with everything it refers to, directly or through another reference, in any order. */
export interface SchemaSource {
  text: string;
  references?: readonly ReferencedSchema[];
}
