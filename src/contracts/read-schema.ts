import { orTooDeep } from './stack-overflow.js';
import { schemaFormatOf } from './formats/index.js';
import type { Dialect } from './formats/json-schema/dialect.js';
import type { IsOver, SchemaFormat, Unread } from './formats/schema-format.js';
import { FORMATS, type Format, type SchemaSource } from './source.js';

const DEFAULT_DIALECT: Dialect = '2020-12';

/** A schema together with what knows how to ask it. */
export interface ReadSchema {
  schemas: SchemaFormat;
  schema: unknown;
}

export interface ReadRequest {
  format: Format;
  source: SchemaSource;
  /** Read where a JSON Schema names no `$schema`; 2020-12 by default. */
  defaultDialect?: Dialect | undefined;
  isOver: IsOver;
}

/** The schema, or every problem it has, or that the time was up; a format that is not read and too deep a nesting are problems too. */
export function readSchema(request: ReadRequest): ReadSchema | Unread {
  const { format, source, defaultDialect = DEFAULT_DIALECT, isOver } = request;
  const schemas = schemaFormatOf(format);
  if (schemas === null)
    return { problems: [{ place: '', reason: `${FORMATS.join(', ')} are read; ${format} is none of them.` }] };
  return orTooDeep<ReadSchema | Unread>(
    () => {
      const reading = schemas.read(source, { defaultDialect, isOver });
      return 'problems' in reading ? reading : { schemas, schema: reading.schema };
    },
    () => ({ problems: [{ place: '', reason: 'It is nested too deeply to be read.' }] }),
  );
}
