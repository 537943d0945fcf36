import { AvscJudge } from '../dist/contracts/formats/avro/avsc-judge.js';
import { decode } from '../dist/contracts/formats/avro/decode.js';
import { refusals } from '../dist/contracts/formats/avro/read-as.js';
import { schemaFormatOf } from '../dist/contracts/formats/index.js';
import { isEqual } from '../dist/contracts/formats/json-schema/values.js';
import { codecOf } from '../dist/contracts/formats/protobuf/codec.js';
import { eventTypeOf } from '../dist/contracts/formats/protobuf/model.js';
import { differencesOf, lostByNumber } from '../dist/contracts/formats/protobuf/same-event.js';

/**
 * Whether a finding's event is what it says: the writer's schema, read anew with its references, takes it, and the reader's
 * does not. Of Avro and Protobuf the bytes alone are judged, and they must hold the event that is shown.
 */
export function isWitness({ format, history, candidate, references, defaultDialect }, { direction, policy, witness }) {
  const schemas = schemaFormatOf(format);
  const read = (source) => schemas.read(source, { defaultDialect, isOver: () => false }).schema;
  const [older, newer] = [history[0], { text: candidate, references }];
  const [writer, reader] = (direction === 'backward' ? [older, newer] : [newer, older]).map(read);
  if (format === 'JSON') {
    return schemas.validate(writer, witness.event).length === 0 && schemas.validate(reader, witness.event).length > 0;
  }
  const bytes = Buffer.from(witness.encodedHex ?? '', 'hex');
  const decoded = schemas.decode(writer, bytes);
  if (!('event' in decoded) || !isEqual(decoded.event, witness.event)) return false;
  return format === 'AVRO' ? isRefusedAvro(writer, reader, bytes, policy) : isMisreadProto(writer, reader, bytes);
}

/**
 * The value in these very bytes is resolved, and no other one of the schema: avsc refuses a pair of schemas as a whole, so
 * its refusal says nothing of one event. What it reads is refused for its logical types alone, or not at all.
 */
function isRefusedAvro(writer, reader, bytes, policy) {
  const { datum } = decode(writer.root, bytes);
  const refused = (isLogical) => refusals(reader.root, writer.root, datum, isLogical).length > 0;
  if (!refused(policy !== 'CONFLUENT')) return false;
  const avsc = new AvscJudge(reader, writer);
  if (!avsc.isOfWriter(bytes)) return false;
  const isReadByAvsc = [true, false].every((hasFullNames) => avsc.opinionOn(bytes, hasFullNames) === 'reads it');
  return !isReadByAvsc || !refused(false);
}

/** The reader's whole codec refuses the bytes, or what it makes of them is not what the writer's makes of them. */
function isMisreadProto(writer, reader, bytes) {
  const [from, to] = [writer, reader].map(eventTypeOf);
  const written = { message: from, value: codecOf(from).decode(bytes) };
  let value;
  try {
    value = codecOf(to).decode(bytes);
  } catch {
    return true;
  }
  const read = { message: to, value };
  return differencesOf(written, read).length > 0 || isLostUnderItsName(written, read);
}

/** Fields that kept their name and got another number: by the numbers alone nothing is lost. */
function isLostUnderItsName(written, read) {
  return written.message.fields.some((field) => {
    const namesake = read.message.fields.find(({ name }) => name === field.name);
    if (
      namesake !== undefined &&
      namesake.number !== field.number &&
      lostByNumber(written, read, field.name).length > 0
    )
      return true;
    const other = read.message.fields.find(({ number }) => number === field.number);
    if (other === undefined) return false;
    const [wrote, got] = [messagesIn(written, field), messagesIn(read, other)];
    return wrote.some((one, index) => got[index] !== undefined && isLostUnderItsName(one, got[index]));
  });
}

/** The messages that a field holds: one, those of a list, or the values of a map in the order of its keys. */
function messagesIn({ value }, { type, presence, number }) {
  const held = value[`f${number}`];
  if (type.kind !== 'message' || held === undefined || held === null) return [];
  const keys = Object.keys(held).sort();
  const all = presence === 'map' ? keys.map((key) => held[key]) : presence === 'repeated' ? held : [held];
  return all.map((one) => ({ message: type.message, value: one }));
}
