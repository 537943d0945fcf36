import { told } from '../../../sentence.js';
import { enumsWithin, localNameOf, messagesWithin, type Message, type ProtoFile } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { readsNewer, SOURCE_ONLY, type Obstacle, type Pair, type Rule } from './rule.js';
import type { ProtoSchema } from '../model.js';

/** Confluent's registry keeps every message of the writer's (MESSAGE_REMOVED), and so does generated code. */
export const messageRemoved: Rule = {
  policies: ['CONFLUENT', 'SOURCE'],
  schema: (pair) => missing(pair.writer.file, pair.reader.file).map((message) => gone(pair, message)),
};

/** A message that can be an event by itself, since no other one holds it: without it, nobody reads such events. */
export const eventRemoved: Rule = {
  policies: ['WIRE', 'WIRE_JSON'],
  schema: (pair) => {
    const events = new Set(eventsOf(pair.writer.file));
    return missing(pair.writer.file, pair.reader.file)
      .filter((message) => events.has(message))
      .map((message) => gone(pair, message));
  },
};

/** Messages at the top that no field holds, and the first one: what a topic's events are of. */
export function eventsOf(file: ProtoFile): Message[] {
  const held = new Set<Message>();
  for (const message of messagesWithin(file))
    for (const { type } of message.fields)
      if (type.kind === 'message' && type.message !== message) held.add(type.message);
  return file.messages.filter((message, index) => index === 0 || !held.has(message));
}

function missing(writer: ProtoFile, reader: ProtoFile): Message[] {
  const kept = new Set(messagesWithin(reader).map(localNameOf));
  return messagesWithin(writer).filter(
    // What is inside a message that is gone, is gone with it, and told once.
    (message) => !kept.has(localNameOf(message)) && (message.parent === null || kept.has(localNameOf(message.parent))),
  );
}

function gone(pair: Pair<ProtoSchema>, message: Message): Obstacle {
  const { reader } = pair;
  return policyObstacle(
    { writer: message, reader: { fullName: reader.file.package } },
    {
      rule: 'message-removed',
      change: 'MESSAGE_REMOVED',
      buf: 'MESSAGE_NO_DELETE',
      message: (names) =>
        told`${names.writer} may write the message ${localNameOf(message)}, and ${names.reader} does not know it.`,
      fix: readsNewer(pair)
        ? `Keep the message ${localNameOf(message)}.`
        : `Leave ${localNameOf(message)} out, or register it under a subject of its own.`,
    },
  );
}

/** Enums, services and extensions that code uses (buf: ENUM_NO_DELETE, SERVICE_NO_DELETE, EXTENSION_NO_DELETE). */
export const declarationRemoved: Rule = {
  policies: SOURCE_ONLY,
  schema: (pair) => {
    const [older, newer] = [declarations(pair.older.file), declarations(pair.newer.file)];
    const kept = new Set(newer.map(({ key }) => key));
    return older
      .filter(({ key }) => !kept.has(key))
      .map(({ kind, name, fullName }) =>
        policyObstacle(
          pair.writer === pair.older
            ? { writer: { fullName }, reader: { fullName: '' } }
            : { writer: null, reader: { fullName } },
          {
            rule: `${kind}-removed`,
            change: kind === 'enum' ? 'ENUM_REMOVED' : null,
            buf: `${kind.toUpperCase()}_NO_DELETE`,
            message: (names) =>
              told`The ${kind} ${name} is gone from ${names.newer}: code that uses it does not compile any more.`,
            fix: `Keep the ${kind} ${name}.`,
          },
        ),
      );
  },
};

interface Declaration {
  kind: 'enum' | 'service' | 'extension';
  name: string;
  fullName: string;
  /** What code knows it by: of an extension also the message that it extends, packages aside. */
  key: string;
}

function declarations(file: ProtoFile): Declaration[] {
  const extensions = [...file.extensions, ...messagesWithin(file).flatMap((message) => message.extensions)];
  const of =
    (kind: Declaration['kind']) =>
    (element: { fullName: string; file: ProtoFile; extendee?: string | null }): Declaration => {
      const name = localNameOf(element);
      const extended = element.extendee?.split('.').at(-1) ?? '';
      return { kind, name, fullName: element.fullName, key: `${kind} ${name} ${extended}` };
    };
  return [
    ...enumsWithin(file).map(of('enum')),
    ...file.services.map(of('service')),
    ...extensions.map(of('extension')),
  ];
}
