import avro from 'avsc';
import { schemaFormatOf } from '../dist/contracts/formats/index.js';
import { isEqual } from '../dist/contracts/formats/json-schema/values.js';

/**
 * Whether a finding's event is what it says: the writer's schema, read anew, takes it, and the reader's does not. Of Avro the
 * bytes are resolved by avsc alone; of Protobuf they are decoded by the writer, and the reader has told what it loses.
 */
export function isWitness({ format, history, candidate, references, defaultDialect }, { direction, witness }) {
  const schemas = schemaFormatOf(format);
  const read = (source) => schemas.read(source, { defaultDialect, isOver: () => false }).schema;
  const [older, newer] = [history[0], { text: candidate, references }];
  const [writer, reader] = direction === 'backward' ? [older, newer] : [newer, older];
  if (format === 'JSON') {
    return (
      schemas.validate(read(writer), witness.event).length === 0 &&
      schemas.validate(read(reader), witness.event).length > 0
    );
  }
  const bytes = Buffer.from(witness.encodedHex ?? '', 'hex');
  const decoded = schemas.decode(read(writer), bytes);
  if (!('event' in decoded) || !isEqual(decoded.event, witness.event)) return false;
  return format === 'AVRO' ? isRefusedByAvsc(writer.text, reader.text, bytes) : witness.rejections.length > 0;
}

/** avsc refuses to resolve the schemas at all, or these very bytes. */
function isRefusedByAvsc(writer, reader, bytes) {
  try {
    const [from, to] = [writer, reader].map((text) =>
      avro.Type.forSchema(JSON.parse(text), { noAnonymousTypes: false }),
    );
    to.fromBuffer(bytes, to.createResolver(from));
    return false;
  } catch {
    return true;
  }
}
