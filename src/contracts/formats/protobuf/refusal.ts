import { messagesReachable, type Message } from './model.js';

/** Why bytes are no message, in our words: protobufjs names fields by the keys we gave them. */
export function refusalOf(message: Message, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const missing = /missing required 'f(\d+)'/.exec(said)?.[1];
  if (missing !== undefined) return `lacks the required field ${fieldNamed(message, Number(missing))}`;
  if (/utf-8/i.test(said)) return 'holds text that is no UTF-8';
  if (/index out of range|offset is outside|invalid/i.test(said))
    return 'is no such message: the bytes cannot be read as one';
  return /max depth/.test(said) ? 'is nested too deeply' : `cannot be decoded: ${said}`;
}

function fieldNamed(message: Message, number: number): string {
  for (const { fields } of messagesReachable(message)) {
    const field = fields.find((one) => one.number === number && one.presence === 'required');
    if (field !== undefined) return `"${field.name}"`;
  }
  return String(number);
}
