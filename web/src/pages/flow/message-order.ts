import type { Message } from '../../api/types.js';

export interface OrderedMessage {
  message: Message;
  /** 0 for a message nothing caused; its depth in the chain of causes otherwise. */
  depth: number;
  /** The message whose attempt published this one, where the flow holds it. */
  cause: Message | null;
}

/**
 * Messages in the order a story is told: each cause before what it caused, siblings as they came. A cause that is
 * missing or that leads back to the message itself makes it a root, so that no message is ever left out.
 */
export function orderMessages(messages: readonly Message[]): OrderedMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const effects = new Map<string, Message[]>();
  for (const message of messages) {
    if (message.causedBy === null || !byId.has(message.causedBy)) continue;
    effects.set(message.causedBy, [...(effects.get(message.causedBy) ?? []), message]);
  }
  const told = new Set<Message>();
  const ordered: OrderedMessage[] = [];
  const tell = (root: Message) => {
    const stack: OrderedMessage[] = [{ message: root, depth: 0, cause: null }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { message, depth } = next;
      if (told.has(message)) continue;
      told.add(message);
      ordered.push(next);
      const caused = effects.get(message.id) ?? [];
      stack.push(...caused.map((effect) => ({ message: effect, depth: depth + 1, cause: message })).reverse());
    }
  };
  for (const message of messages) if (message.causedBy === null || !byId.has(message.causedBy)) tell(message);
  for (const message of messages) tell(message);
  return ordered;
}
