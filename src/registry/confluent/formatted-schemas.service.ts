import { Injectable } from '@nestjs/common';
import { serializedProto } from './protobuf-descriptor/serialized-proto.js';
import { ReferenceResolver } from '../schemas/reference-resolver.service.js';
import { resolvedAvro } from '../schemas/resolved-avro.js';
import { qualify, qualifyFrom } from '../subject-name.js';
import type { StoredSchema } from '../subject-version.js';

/** The form of a schema that a client asks for. */
export interface SchemaForm {
  /** `serialized` of Protobuf, `resolved` of Avro. */
  format?: string | undefined;
  /** `qualified`: what it refers to is named with its context. */
  referenceFormat?: string | undefined;
}

/** Schemas in the form that a client asks for. */
@Injectable()
export class FormattedSchemas {
  constructor(private readonly references: ReferenceResolver) {}

  /** A format that is not known of this kind of schema, or that it cannot be told in, changes nothing. */
  async as<Schema extends StoredSchema>(schema: Schema, { format, referenceFormat }: SchemaForm): Promise<Schema> {
    const formatted = await this.inFormat(schema, format);
    if (referenceFormat !== 'qualified') return formatted;
    const referrer = qualify(schema.context, '');
    const references = formatted.references.map((one) => ({ ...one, subject: qualifyFrom(referrer, one.subject) }));
    return { ...formatted, references };
  }

  private async inFormat<Schema extends StoredSchema>(schema: Schema, format: string | undefined): Promise<Schema> {
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
