import { Injectable } from '@nestjs/common';
import { serializedProto } from './protobuf-descriptor/serialized-proto.js';
import { ReferenceResolver } from './reference-resolver.service.js';
import { resolvedAvro } from './resolved-avro.js';
import type { StoredSchema } from './subject-version.js';

/** Schemas in the format that a client asks for: `serialized` of Protobuf, `resolved` of Avro. */
@Injectable()
export class FormattedSchemas {
  constructor(private readonly references: ReferenceResolver) {}

  /** A format that is not known of this kind of schema, or that it cannot be told in, changes nothing. */
  async as<Schema extends StoredSchema>(schema: Schema, format: string | undefined): Promise<Schema> {
    if (schema.format === 'PROTOBUF' && format === 'serialized') {
      const text = serializedProto(await this.references.sourceOf(schema));
      return text === null ? schema : { ...schema, text };
    }
    if (schema.format === 'AVRO' && format === 'resolved' && schema.references.length > 0) {
      const text = resolvedAvro(await this.references.sourceOf(schema));
      return text === null ? schema : { ...schema, text, references: [] };
    }
    return schema;
  }
}
