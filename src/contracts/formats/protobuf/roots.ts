import type { Policy } from '../../finding.js';
import { localNameOf, messagesWithin, type Message, type ProtoSchema } from './model.js';
import { eventsOf } from './rules/declarations-removed.js';
import type { Pair } from './rules/rule.js';

/**
 * Where a comparison begins, the writer's message first: with the messages of the file, those that may be events before the others,
 * and then with what the file shapes although another one declares it: the messages that it extends, and those that its services take
 * and return. A custom option extends a message too, of which nobody sends events, so that only generated code knows it.
 */
export function rootPairs({ writer, reader }: Pair<ProtoSchema>, policy: Policy): [Message, Message][] {
  const own = messagesWithin(reader.file);
  const readers = new Map(own.map((message) => [localNameOf(message), message]));
  const pairs = [...new Set([...eventsOf(writer.file), ...messagesWithin(writer.file)])].map(
    (message) => [message, readers.get(localNameOf(message))] as const,
  );
  return [...pairs, ...shapedPairs(writer, reader, policy)].filter((pair): pair is [Message, Message] => !!pair[1]);
}

/** What either side shapes: a message that only one of them extends is read by both. */
function shapedPairs(writer: ProtoSchema, reader: ProtoSchema, policy: Policy): [Message, Message | undefined][] {
  const [from, to] = [shapedBy(writer, policy), shapedBy(reader, policy)];
  if (from.length === 0 && to.length === 0) return [];
  const [writers, readers] = [importedBy(writer), importedBy(reader)];
  const local = new Map(to.map((message) => [localNameOf(message), message]));
  const forth = from.map((message): [Message, Message | undefined] => [
    message,
    readers.get(message.fullName) ?? local.get(localNameOf(message)),
  ]);
  const back = to.flatMap((message): [Message, Message][] => {
    const other = writers.get(message.fullName);
    return other === undefined || from.includes(other) ? [] : [[other, message]];
  });
  return [...forth, ...back];
}

function shapedBy(schema: ProtoSchema, policy: Policy): Message[] {
  const imported = importedBy(schema);
  const extended = [...imported.values()].filter(({ extendedBy }) =>
    extendedBy.some(({ file }) => file === schema.file),
  );
  const methods = schema.file.services.flatMap((service) => service.methods);
  const called = methods.flatMap(({ request, response }) => [request, response]);
  return [...new Set([...extended, ...called])].filter(
    (message): message is Message =>
      message !== null && imported.get(message.fullName) === message && (policy === 'SOURCE' || !isOptions(message)),
  );
}

const importedBy = ({ imported }: ProtoSchema): Map<string, Message> =>
  new Map([...imported.values()].flatMap((file) => messagesWithin(file).map((message) => [message.fullName, message])));

/** What custom options extend (descriptor.proto). */
const isOptions = ({ fullName }: Message): boolean => /^google\.protobuf\.\w+Options$/.test(fullName);
