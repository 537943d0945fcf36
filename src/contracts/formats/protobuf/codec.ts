import protobuf from 'protobufjs';
import { fieldsOnWire, type Enum, type Field, type Message } from './model.js';

/** A message by its fields' keys (`fieldKey`): whole numbers of 64 bits are bigints, enums their numbers, bytes Uint8Array. */
export type WireMessage = Record<string, unknown>;

/** Fields go by number: a name such as `__proto__` or `constructor` in a schema is then a name and nothing more. */
export const fieldKey = ({ number }: Pick<Field, 'number'>): string => `f${number}`;

/** Encodes and decodes one message type by protobufjs. */
export interface Codec {
  /** Throws for a value that is not of the type. */
  encode(value: WireMessage): Uint8Array;
  /** Throws with protobufjs' reason for bytes that are no message of the type. */
  decode(bytes: Uint8Array): WireMessage;
}

const codecs = new WeakMap<Message, Codec>();

/** Built at its first use, since protobufjs writes and compiles code for it. */
export function codecOf(message: Message): Codec {
  const known = codecs.get(message);
  if (known !== undefined) return known;
  const type = typeOf(message);
  const codec: Codec = {
    encode: (value) => type.encode(type.fromObject(value)).finish(),
    decode: (bytes) => type.toObject(type.decode(bytes), { longs: BigInt }) as WireMessage,
  };
  codecs.set(message, codec);
  return codec;
}

interface Naming {
  types: Map<Message | Enum, string>;
  queue: (Message | Enum)[];
}

function typeOf(message: Message): protobuf.Type {
  const naming: Naming = { types: new Map(), queue: [] };
  const first = nameOf(message, naming);
  const nested: Record<string, object> = {};
  for (const one of naming.queue) {
    nested[naming.types.get(one)!] = one.kind === 'enum' ? enumDescriptor(one) : messageDescriptor(one, naming);
  }
  const root = protobuf.Root.fromJSON({ nested: nested as NonNullable<protobuf.INamespace['nested']> });
  root.resolveAll();
  return root.lookupType(first);
}

function nameOf(type: Message | Enum, { types, queue }: Naming): string {
  const known = types.get(type);
  if (known !== undefined) return known;
  const name = `T${types.size}`;
  types.set(type, name);
  queue.push(type);
  return name;
}

/** All is said by features, so one edition serves every syntax. */
function messageDescriptor(message: Message, naming: Naming): object {
  const fields = fieldsOnWire(message).map((field) => [fieldKey(field), fieldDescriptor(field, naming)]);
  const oneofs = message.oneofs.map((oneof, index) => [`o${index}`, { oneof: oneof.fields.map(fieldKey) }]);
  return { edition: '2023', fields: Object.fromEntries(fields), oneofs: Object.fromEntries(oneofs) };
}

function fieldDescriptor(field: Field, naming: Naming): object {
  const { type, presence, number: id, mapKey } = field;
  const features = {
    field_presence: PRESENCE[presence],
    repeated_field_encoding: field.isPacked ? 'PACKED' : 'EXPANDED',
    message_encoding: field.isDelimited ? 'DELIMITED' : 'LENGTH_PREFIXED',
    utf8_validation: field.features.utf8_validation,
  };
  return {
    id,
    type: type.kind === 'scalar' ? type.scalar : nameOf(type.kind === 'enum' ? type.enum : type.message, naming),
    ...(presence === 'repeated' ? { rule: 'repeated' } : {}),
    ...(mapKey === null ? {} : { keyType: mapKey }),
    options: { features },
  };
}

const PRESENCE = {
  required: 'LEGACY_REQUIRED',
  implicit: 'IMPLICIT',
  explicit: 'EXPLICIT',
  repeated: 'EXPLICIT',
  map: 'EXPLICIT',
} as const;

function enumDescriptor({ values, features }: Enum): object {
  const numbers = [...new Set(values.map(({ number }) => number))];
  return {
    edition: '2023',
    values: Object.fromEntries(numbers.map((number, index) => [`V${index}`, number])),
    options: { features: { enum_type: features.enum_type } },
  };
}
