import { existsSync, readFileSync } from 'node:fs';
import { KNOWN_ATTRIBUTES } from './known-attributes.js';
import type { MessagingFacts } from './messaging-span.js';
import { normalise } from './normalise.js';
import { CLIENT, CONSUMER, PRODUCER, SERVER, type SpanView } from './span-view.js';

const KINDS: Readonly<Record<string, number>> = { INTERNAL: 1, SERVER, CLIENT, PRODUCER, CONSUMER };
const DIRECTIONS: Readonly<Record<MessagingFacts['role'], string>> = {
  create: 'publish',
  send: 'publish',
  receive: 'consume',
  process: 'consume',
  settle: 'settle',
  '': 'unknown',
};

interface Case {
  id: string;
  kind: string;
  attributes: Record<string, unknown>;
  expected: { system: string; destination: string; direction: string; consumerGroup: string | null } | null;
}

function view(kind: string, attributes: Readonly<Record<string, unknown>>, name = ''): SpanView {
  return {
    kind: KINDS[kind] ?? 0,
    name,
    attribute(key) {
      // The decoder finds only the known attributes; so does this.
      if (!(KNOWN_ATTRIBUTES as readonly string[]).includes(key)) throw new Error(`"${key}" is not known`);
      return attributes[key] === undefined ? '' : String(attributes[key]);
    },
  };
}

describe('normalise', () => {
  it('reads a Kafka publication and processing alike under old and new names', () => {
    const old = {
      'messaging.system': 'kafka',
      'messaging.destination': 'orders',
      'messaging.operation': 'process',
      'messaging.kafka.partition': 3,
      'messaging.kafka.message.offset': 17,
      'messaging.kafka.consumer_group': 'billing',
    };
    const now = {
      'messaging.system': 'kafka',
      'messaging.destination.name': 'orders',
      'messaging.operation.type': 'process',
      'messaging.destination.partition.id': '3',
      'messaging.kafka.offset': '17',
      'messaging.consumer.group.name': 'billing',
    };
    const facts = {
      role: 'process',
      system: 'kafka',
      destination: 'orders',
      partition: '3',
      offset: '17',
      consumerGroup: 'billing',
    };
    expect(normalise(view('CONSUMER', old))).toMatchObject(facts);
    expect(normalise(view('CONSUMER', now))).toMatchObject(facts);
  });

  it('trusts the kind where the operation says the opposite', () => {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.destination': 'orders',
      'messaging.operation': 'receive',
    };
    expect(normalise(view('PRODUCER', attributes))).toMatchObject({ role: 'send' });
  });

  it('takes the routing key for the queue where the default exchange was used', () => {
    const attributes = {
      'messaging.system': 'rabbitmq',
      'messaging.destination': '',
      'messaging.rabbitmq.routing_key': 'invoices',
    };
    expect(normalise(view('PRODUCER', attributes))).toMatchObject({ role: 'send', destination: 'invoices', queue: '' });
  });

  it('takes the queue of a RabbitMQ consumer from the name of its span', () => {
    const attributes = {
      'messaging.system': 'rabbitmq',
      'messaging.destination': 'invoices',
      'messaging.operation': 'process',
    };
    expect(normalise(view('CONSUMER', attributes, 'invoices.mail process'))).toMatchObject({
      destination: 'invoices',
      consumerGroup: '',
      queue: 'invoices.mail',
    });
  });

  it('takes topic, partition and offset out of the message id of confluent-kafka-python', () => {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.destination': 'orders.v1',
      'messaging.operation': 'process',
      'messaging.message.id': 'orders.v1.3.4711',
    };
    expect(normalise(view('CONSUMER', attributes))).toMatchObject({ partition: '3', offset: '4711', messageId: '' });
  });

  it('takes the bare offset out of the message id of otelsarama, where a partition stands beside it', () => {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.destination': 'orders',
      'messaging.message_id': '17',
      'messaging.kafka.partition': 2,
    };
    expect(normalise(view('CONSUMER', attributes))).toMatchObject({ partition: '2', offset: '17', messageId: '' });
  });

  it('keeps an id of the application that happens to be a number', () => {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.destination': 'orders',
      'messaging.message.id': '10042',
    };
    expect(normalise(view('PRODUCER', attributes))).toMatchObject({ offset: '', messageId: '10042' });
  });

  it('reads the contract version that a span names, under our names and CloudEvents’', () => {
    const named = {
      'messaging.system': 'kafka',
      'messaging.schema.subject': 'orders.created-value',
      'messaging.schema.version': 4,
      'messaging.schema.id': 17,
    };
    expect(normalise(view('PRODUCER', named))).toMatchObject({
      contractSubject: 'orders.created-value',
      contractVersion: '4',
      contractSchemaId: '17',
    });
    const cloudEvent = { 'messaging.system': 'kafka', 'cloudevents.event_dataschema': 'https://shop/orders/4' };
    expect(normalise(view('PRODUCER', cloudEvent))).toMatchObject({ contractSchemaId: 'https://shop/orders/4' });
  });

  it('reads a system without a dialect of its own by the conventions', () => {
    const attributes = {
      'messaging.system': 'pulsar',
      'messaging.destination.name': 'orders',
      'messaging.operation.type': 'process',
      'messaging.destination.subscription.name': 'billing',
    };
    expect(normalise(view('CONSUMER', attributes))).toMatchObject({
      system: 'pulsar',
      role: 'process',
      consumerGroup: 'billing',
    });
  });

  it('takes no span for a messaging one that names no system', () => {
    expect(normalise(view('CLIENT', { 'rpc.system': 'grpc', 'server.address': 'db' }))).toBeNull();
  });

  it.each([
    ['-1', 0],
    ['1e99', 0],
    ['many', 0],
    ['500', 500],
  ])('reads a batch size of %s as %i, 0 meaning it is not told', (text, batchSize) => {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation': 'receive',
      'messaging.batch.message_count': text,
    };
    expect(normalise(view('CLIENT', attributes))).toMatchObject({ batchSize });
  });
});

/** Attribute sets of 52 instrumentations that are kept beside the project, not in it: run where they are. */
const RECORDED = '../shared/cases/telemetry/span-attributes.json';
const recorded = existsSync(RECORDED) ? (JSON.parse(readFileSync(RECORDED, 'utf8')) as { cases: Case[] }).cases : [];
if (recorded.length === 0)
  process.stdout.write(`skipped: the recorded attribute sets, since ${RECORDED} is not there\n`);

(recorded.length === 0 ? describe.skip : describe)('normalise, on recorded attribute sets', () => {
  it.each(recorded.map((one) => [one.id, one] as const))('reads %s', (_id, { kind, attributes, expected }) => {
    const facts = normalise(view(kind, attributes));
    const read = facts && {
      system: facts.system,
      destination: facts.destination,
      direction: DIRECTIONS[facts.role],
      consumerGroup: facts.consumerGroup || null,
    };
    expect(read).toEqual(expected);
  });
});
