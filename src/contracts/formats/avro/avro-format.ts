import type { SchemaFormat } from '../schema-format.js';
import { checkAvro } from './check-avro.js';
import { decode } from './decode.js';
import { eventOf, rejectionsOf } from './event-form.js';
import { noticesOf } from './notices.js';
import { outlineAvro } from './outline-avro.js';
import { parseAvro } from './parse.js';
import { resolveEvent } from './resolve-event.js';
import type { AvroSchema } from './schema.js';

/**
 * Avro, by the specification 1.12. STRICT is its "Schema Resolution"; CONFLUENT leaves out what Confluent's registry
 * does not look at, which is the scale and precision of decimals.
 */
export const avroFormat: SchemaFormat<AvroSchema> = {
  format: 'AVRO',
  policies: ['STRICT', 'CONFLUENT'],
  read: (source, { isOver }) => parseAvro(source, isOver),
  compare: checkAvro,
  notice: noticesOf,
  outline: outlineAvro,
  decode(schema, payload) {
    const decoded = decode(schema.root, payload);
    return 'datum' in decoded ? { event: eventOf(schema.root, decoded.datum) } : decoded;
  },
  validate: (schema, event) => rejectionsOf(schema.root, event),
  readAs: resolveEvent,
};
