import { TimeIsUp } from '../../contracts/formats/protobuf/deadline.js';
import { messagesWithin, type Field, type ProtoFile } from '../../contracts/formats/protobuf/model.js';
import { parseFile } from '../../contracts/formats/protobuf/parse-file.js';
import type { IsOver } from '../../contracts/formats/schema-format.js';
import type { Span } from './located-text.js';

/** Where each element of a Protobuf file stands, by its full name; none where the time is up before its end. */
export function locateProto(text: string, isOver: IsOver): ReadonlyMap<string, Span> {
  try {
    return spansOf(parseFile('', text, isOver).file);
  } catch (error) {
    if (error instanceof TimeIsUp) return new Map();
    throw error;
  }
}

function spansOf(file: ProtoFile): Map<string, Span> {
  const spans = new Map<string, Span>();
  const put = (elements: readonly { fullName: string; name: string; at: number }[]): void => {
    for (const { fullName, name, at } of elements)
      if (!spans.has(fullName)) spans.set(fullName, { from: at, to: at + name.length });
  };
  // Fields first: a group's field and message differ in their capital letter alone, and findings are about fields.
  const putFields = (fields: readonly Field[]): void => {
    for (const field of fields) if (!spans.has(field.fullName)) spans.set(field.fullName, statementOf(field));
  };
  const messages = messagesWithin(file);
  putFields(file.extensions);
  for (const { fields, extensions } of messages) putFields([...fields, ...extensions]);
  put(messages);
  for (const { oneofs } of messages) put(oneofs);
  for (const one of [...file.enums, ...messages.flatMap(({ enums }) => enums)]) put([one, ...one.values]);
  for (const service of file.services) put([service, ...service.methods]);
  return spans;
}

/** From its type to its semicolon. */
const statementOf = ({ typeAt, at, name, bodyAt, isGroup }: Field): Span =>
  isGroup ? { from: at, to: at + name.length } : { from: typeAt, to: Math.max(bodyAt, at + name.length) };

/** The element of this name, or the innermost one that it would be declared in. */
export function spanOfElement(spans: ReadonlyMap<string, Span>, fullName: string): Span | null {
  for (let name = fullName; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const span = spans.get(name);
    if (span !== undefined) return span;
  }
  return null;
}
