import { told } from '../../../sentence.js';
import { formOf, isList, typeText, valueFormOf, type Form } from '../field-form.js';
import { fieldsOnWire, type Field, type Scalar } from '../model.js';
import { confluentChange } from './confluent-field.js';
import { fixReuse, isReused, tellReuse } from './number-reused.js';
import { fieldObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Pair, type Rule } from './rule.js';

/**
 * A value written in one form is skipped or misread by a reader of another (encoding#structure; proto3#updating lists what
 * may be exchanged). Bytes read as a message or as text need not be one; a message read as bytes arrives whole.
 */
export const fieldTypeChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  field: (pair) => (isReadable(pair) ? [] : [obstacle(pair)]),
};

function isReadable({ writer, reader }: Pair<Field>): boolean {
  const isMap = writer.mapKey !== null && reader.mapKey !== null;
  if (isMap) return isSame(keyForm(writer), keyForm(reader)) && isSame(valueFormOf(writer), valueFormOf(reader));
  // A map and a list of its entries are one on the wire.
  if ((writer.mapKey === null) !== (reader.mapKey === null)) return entriesFit(writer, reader);
  // Numbers that are packed are one value of bytes: a reader of text or messages takes them for its own.
  return isSame(formOf(writer), formOf(reader));
}

const isSame = (from: Form, to: Form): boolean =>
  from === to || (to === 'bytes' && (from === 'string' || from === 'message'));

const keyForm = ({ mapKey }: Field): Form =>
  formOf({ type: { kind: 'scalar', scalar: mapKey as Scalar }, mapKey: null, isDelimited: false });

/**
 * One side is a map, the other a list of messages with the key in field 1, the value in field 2, and nothing that is
 * required: an entry may lack either (encoding#maps). What enums and messages in them hold is compared by their own rules.
 */
export function entriesFit(writer: Field, reader: Field): boolean {
  const [map, other] = writer.mapKey !== null ? [writer, reader] : [reader, writer];
  if (other.type.kind !== 'message' || other.isDelimited || !isList(other)) return false;
  const [key, value, ...rest] = fieldsOnWire(other.type.message).toSorted((a, b) => a.number - b.number);
  if (key?.number !== 1 || value?.number !== 2 || rest.length > 0) return false;
  if ([key, value].some((part) => isList(part) || part.presence === 'required' || part.isDelimited)) return false;
  return typeText(key) === map.mapKey && typeText(value) === typeText({ ...map, mapKey: null });
}

function obstacle(pair: Pair<Field>): ReturnType<typeof fieldObstacle> {
  const { writer, reader } = pair;
  const form = (field: Field): string => `${typeText(field)}${field.isDelimited ? ' (delimited)' : ''}`;
  const isText = formOf(writer) === 'bytes' && formOf(reader) === 'string';
  return fieldObstacle(pair, {
    rule: 'field-type-changed',
    change: confluentChange(writer, reader),
    buf: 'FIELD_WIRE_COMPATIBLE_TYPE',
    message: (names) => {
      if (isReused(pair)) return told`${tellReuse(pair, names, form)}: the values are lost or misread.`;
      if (isText)
        return told`${names.writer} writes any bytes into "${writer.name}", and ${names.reader} takes them for text.`;
      return told`${names.writer} writes "${writer.name}" as ${form(writer)}, and ${names.reader} reads ${form(reader)}: the values are lost or misread.`;
    },
    fix: isReused(pair) ? fixReuse(pair) : `Keep ${typeText(pair.older)}, or add a field with a new number.`,
    isPolicy: true,
  });
}
