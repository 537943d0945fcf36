import { Injectable } from '@nestjs/common';
import { ReferenceResolver } from './reference-resolver.service.js';
import type { SchemaContent } from './subject-version.js';

/** Schemas in the format that a client asks for, beside the one they were registered in. */
@Injectable()
export class FormattedSchemas {
  constructor(private readonly references: ReferenceResolver) {}

  /** A format that is not known of this kind of schema changes nothing. */
  as<Schema extends SchemaContent>(schema: Schema, _format: string | undefined): Promise<Schema> {
    void this.references;
    return Promise.resolve(schema);
  }
}
