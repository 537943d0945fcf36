import { messagesReachable, type Message } from './model.js';

/** Why bytes are no message, in our words: protobufjs names fields by the keys we gave them. */
export function refusalOf(message: Message, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const missing = /missing required 'f(\d+)'/.exec(said)?.[1];
  if (missing !== undefined) return `the required field ${fieldNamed(message, Number(missing))} is not there`;
  if (/utf-8/i.test(said)) return 'text in it is no UTF-8';
  if (/index out of range|offset is outside|invalid/i.test(said)) return 'the bytes are no such message';
  return /max depth/.test(said) ? 'it is nested too deeply' : `it cannot be decoded: ${said}`;
}

function fieldNamed(message: Message, number: number): string {
  for (const { fields } of messagesReachable(message)) {
    const field = fields.find((one) => one.number === number && one.presence === 'required');
    if (field !== undefined) return `"${field.name}"`;
  }
  return String(number);
}
