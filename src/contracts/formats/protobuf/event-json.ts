import { base64Of } from './bytes.js';
import { fieldKey, type WireMessage } from './codec.js';
import { fieldsOnWire, type Enum, type Field, type FieldType, type Message } from './model.js';
import { set } from './set.js';
import { wellKnownJson } from './well-known-json.js';

/**
 * A decoded message in the form people read: ProtoJSON (protobuf.dev/programming-guides/json) with the fields' own names, as
 * Confluent's tools print it. What is not there is left out.
 */
export function eventOf(message: Message, value: WireMessage): unknown {
  const special = wellKnownJson(message.fullName);
  if (special !== null) return special.toJson(value);
  const event: Record<string, unknown> = {};
  for (const field of fieldsOnWire(message)) {
    const own = value[fieldKey(field)];
    if (own !== undefined) set(event, eventName(field), fieldJson(field, own));
  }
  return event;
}

/** An extension stands in brackets with its full name, as ProtoJSON has it. */
export const eventName = ({ name, fullName, extendee }: Field): string => (extendee === null ? name : `[${fullName}]`);

function fieldJson({ type, presence }: Field, value: unknown): unknown {
  if (presence === 'repeated') return (value as unknown[]).map((one) => valueJson(type, one));
  if (presence !== 'map') return valueJson(type, value);
  const entries: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value as object)) set(entries, key, valueJson(type, one));
  return entries;
}

function valueJson(type: FieldType, value: unknown): unknown {
  if (type.kind === 'message') return eventOf(type.message, (value ?? {}) as WireMessage);
  if (type.kind === 'enum') return enumJson(type.enum, value as number);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return base64Of(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return type.scalar.endsWith('64') ? String(value) : value;
}

const enumJson = ({ values, fullName }: Enum, number: number): unknown =>
  fullName === 'google.protobuf.NullValue' ? null : (values.find((one) => one.number === number)?.name ?? number);
