import { defaultFeatures, isEditions } from './features.js';
import type { Token } from './lexer.js';
import type { Field, FieldType, Message, Oneof, ProtoFile } from './model.js';
import { parseEnum } from './parse-enum.js';
import { elementAt, MAX_FIELD_NUMBER, parseRanges, parseReserved } from './parse-element.js';
import { parseBracketedOptions, parseOptionStatement } from './parse-options.js';
import type { TokenStream } from './token-stream.js';

/** protoc reads 32 levels of messages, and no more. */
const MAX_MESSAGE_DEPTH = 32;

/** Where a field stands before it is linked; no name resolves to it. */
const UNRESOLVED: FieldType = { kind: 'scalar', scalar: 'bytes' };

export function parseMessage(stream: TokenStream, file: ProtoFile, parent: Message | null, depth: number): Message {
  const start = stream.next();
  const message = emptyMessage(start, stream.name("a message's name"), file, parent);
  parseMessageBody(stream, file, message, depth);
  return message;
}

function emptyMessage(start: Token, name: Token, file: ProtoFile, parent: Message | null): Message {
  return {
    ...elementAt(start, name, file, parent),
    kind: 'message',
    parent,
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    extensions: [],
    reserved: { ranges: [], names: [] },
    extensionRanges: [],
    features: defaultFeatures(file.edition),
    extendedBy: [],
  };
}

function parseMessageBody(stream: TokenStream, file: ProtoFile, message: Message, depth: number): void {
  const open = stream.expect('{');
  message.bodyAt = stream.end;
  if (depth > MAX_MESSAGE_DEPTH) {
    stream.tell(open.at, `Messages may stand ${MAX_MESSAGE_DEPTH} deep inside each other, and no deeper.`);
    return stream.skipBlock();
  }
  while (!stream.isNext('}') && stream.peek().kind !== 'end')
    stream.statement(() => parseMessageStatement(stream, file, message, depth));
  stream.expect('}');
}

function parseMessageStatement(stream: TokenStream, file: ProtoFile, message: Message, depth: number): void {
  if (stream.accept(';')) return;
  if (file.edition === '2024' && (stream.isNext('export') || stream.isNext('local'))) stream.next();
  switch (stream.peek().kind === 'name' ? stream.peek().text : '') {
    case 'message':
      return void message.messages.push(parseMessage(stream, file, message, depth + 1));
    case 'enum':
      return void message.enums.push(parseEnum(stream, file, message));
    case 'oneof':
      return void message.oneofs.push(parseOneof(stream, file, message, depth));
    case 'extend':
      return parseExtend(stream, file, message, message, depth);
    case 'extensions':
      return parseExtensions(stream, message);
    case 'reserved':
      stream.next();
      return parseReserved(stream, file, message.reserved, MAX_FIELD_NUMBER);
    case 'option':
      stream.next();
      return void message.options.push(parseOptionStatement(stream));
    default:
      message.fields.push(parseField(stream, { file, message, home: message, oneof: null, extendee: null, depth }));
  }
}

function parseExtensions(stream: TokenStream, message: Message): void {
  stream.next();
  parseRanges(stream, message.extensionRanges, MAX_FIELD_NUMBER);
  parseBracketedOptions(stream);
  stream.expect(';');
}

function parseOneof(stream: TokenStream, file: ProtoFile, message: Message, depth: number): Oneof {
  const start = stream.next();
  const name = stream.name("a oneof's name");
  const oneof: Oneof = { ...elementAt(start, name, file, message), fields: [] };
  stream.expect('{');
  oneof.bodyAt = stream.end;
  while (!stream.isNext('}') && stream.peek().kind !== 'end') {
    stream.statement(() => {
      if (stream.accept(';')) return;
      if (stream.accept('option')) return void oneof.options.push(parseOptionStatement(stream));
      const field = parseField(stream, { file, message, home: message, oneof, extendee: null, depth });
      oneof.fields.push(field);
      message.fields.push(field);
    });
  }
  stream.expect('}');
  return oneof;
}

/** `extend Type { fields }`, at the top of a file or in a message; the fields go to `home`. */
export function parseExtend(
  stream: TokenStream,
  file: ProtoFile,
  message: Message | null,
  home: { extensions: Field[]; messages: Message[] },
  depth = 1,
): void {
  stream.next();
  const extendee = stream.qualifiedName('the message to extend').text;
  stream.expect('{');
  while (!stream.isNext('}') && stream.peek().kind !== 'end') {
    stream.statement(() => {
      if (stream.accept(';')) return;
      home.extensions.push(parseField(stream, { file, message, home, oneof: null, extendee, depth }));
    });
  }
  stream.expect('}');
}

interface FieldPlace {
  file: ProtoFile;
  message: Message | null;
  /** Where the message of a group goes. */
  home: { messages: Message[] };
  oneof: Oneof | null;
  extendee: string | null;
  depth: number;
}

function parseField(stream: TokenStream, place: FieldPlace): Field {
  const start = stream.peek();
  const label = parseLabel(stream, place);
  const type = stream.peek();
  if (stream.isNext('group') && label !== undefined) {
    stream.next();
    if (stream.peek().kind === 'name') return parseGroup(stream, place, start, label, type.at);
    throw stream.unexpected("a group's name");
  }
  const { text: typeName } = stream.qualifiedName('the type of a field');
  const mapKey = typeName === 'map' && stream.isNext('<') ? parseMapKey(stream) : null;
  const valueType = mapKey === null ? typeName : parseMapValue(stream);
  const name = stream.name("a field's name");
  const number = parseNumber(stream);
  const field = fieldAt(stream, place, { start, name, number, label, typeName: valueType, typeAt: type.at });
  stream.expect(';');
  if (mapKey !== null) checkMap(stream, place, label, type.at);
  else if (label === null) checkLabelMissing(stream, place, type.at);
  field.mapKey = mapKey;
  field.bodyAt = stream.end;
  return field;
}

function parseLabel(stream: TokenStream, { file, oneof }: FieldPlace): Field['label'] {
  const { text, at } = stream.peek();
  if (text !== 'optional' && text !== 'required' && text !== 'repeated') return null;
  stream.next();
  if (oneof !== null) stream.tell(at, `A field of a oneof has no label, so "${text}" is too much.`);
  else if (text === 'required' && file.edition === 'proto3') stream.tell(at, 'proto3 has no required fields.');
  else if (text !== 'repeated' && isEditions(file.edition))
    stream.tell(at, `Editions have no label "${text}": set features.field_presence instead.`);
  return text;
}

function checkLabelMissing(stream: TokenStream, { file, oneof }: FieldPlace, at: number): void {
  if (file.edition === 'proto2' && oneof === null)
    stream.tell(at, 'A field in proto2 starts with "optional", "required" or "repeated".');
}

function checkMap(stream: TokenStream, place: FieldPlace, label: Field['label'], at: number): void {
  if (label !== null && place.oneof === null) stream.tell(at, `A map has no label, so "${label}" is too much.`);
  if (place.oneof !== null) stream.tell(at, 'A map cannot be a field of a oneof.');
  if (place.extendee !== null) stream.tell(at, 'A map cannot be an extension.');
}

function parseMapKey(stream: TokenStream): string {
  stream.expect('<');
  return stream.qualifiedName("the type of a map's keys").text;
}

function parseMapValue(stream: TokenStream): string {
  stream.expect(',');
  const { text } = stream.qualifiedName("the type of a map's values");
  stream.expect('>');
  return text;
}

function parseNumber(stream: TokenStream): { value: number; at: number } {
  stream.expect('=');
  return stream.integer("a field's number");
}

/** `group Name = 1 { ... }`: a field and its message in one; the field is called by the name in lower case. */
function parseGroup(
  stream: TokenStream,
  place: FieldPlace,
  start: Token,
  label: Field['label'],
  typeAt: number,
): Field {
  const name = stream.name("a group's name");
  if (place.file.edition !== 'proto2') stream.tell(typeAt, 'Only proto2 has groups.');
  if (label === null) checkLabelMissing(stream, place, typeAt);
  if (!/^[A-Z]/.test(name.text)) stream.tell(name.at, "A group's name starts with a capital letter.");
  const number = parseNumber(stream);
  const lower = { ...name, text: name.text.toLowerCase() };
  const field = fieldAt(stream, place, { start, name: lower, number, label, typeName: name.text, typeAt });
  const message = emptyMessage(start, name, place.file, place.message);
  parseMessageBody(stream, place.file, message, place.depth + 1);
  place.home.messages.push(message);
  field.isGroup = true;
  return field;
}

interface FieldParts {
  start: Token;
  name: Token;
  number: { value: number; at: number };
  label: Field['label'];
  typeName: string;
  typeAt: number;
}

function fieldAt(stream: TokenStream, { file, message, oneof, extendee }: FieldPlace, parts: FieldParts): Field {
  const { start, name, number, label, typeName, typeAt } = parts;
  // Written out: objects that are copied together take a schema of many fields four times as long.
  const { fullName, at, gapAt, bodyAt } = elementAt(start, name, file, message);
  return {
    name: name.text,
    fullName,
    file,
    options: parseBracketedOptions(stream),
    at,
    gapAt,
    bodyAt,
    number: number.value,
    numberAt: number.at,
    label,
    typeName,
    typeAt,
    mapKey: null,
    isGroup: false,
    oneof,
    parent: message,
    extendee,
    type: UNRESOLVED,
    features: defaultFeatures(file.edition),
    presence: 'explicit',
    isPacked: false,
    isDelimited: false,
    jsonName: '',
  };
}
