import type { Delivery, Flow, Message } from '../../src/flows/flow.js';

/** A flow without what differs from run to run: who published what, and who took it how often by what evidence. */
export function storyOf(flow: Flow) {
  const destinationOf = new Map(flow.messages.map((message) => [message.id, message.destination]));
  return flow.messages.map((message) => ({
    message: `${message.system} ${message.destination}`,
    from: message.publication?.service ?? null,
    causedBy: message.causedBy === null ? null : (destinationOf.get(message.causedBy) ?? 'unknown'),
    outcome: message.outcome,
    deliveries: message.deliveries.map(deliveryStory).sort((a, b) => (a.group < b.group ? -1 : 1)),
  }));
}

function deliveryStory(delivery: Delivery) {
  return {
    group: delivery.consumerGroup,
    outcome: delivery.outcome,
    attempts: delivery.attempts.map(({ outcome, evidence }) => `${outcome} by ${evidence}`),
    deadLetter: delivery.deadLetter?.destination ?? null,
  };
}

/** The message that was sent to `destination`; throws with what there is where none was. */
export function messageTo(flow: Flow, destination: string): Message {
  const message = flow.messages.find((candidate) => candidate.destination === destination);
  if (message === undefined)
    throw new Error(`No message to ${destination} in ${JSON.stringify(storyOf(flow), null, 1)}`);
  return message;
}

/** The delivery of a message to a group; throws with what there is where there is none. */
export function deliveryTo(message: Message, group: string): Delivery {
  const delivery = message.deliveries.find((candidate) => candidate.consumerGroup === group);
  if (delivery === undefined) throw new Error(`No delivery to ${group} in ${JSON.stringify(message, null, 1)}`);
  return delivery;
}
