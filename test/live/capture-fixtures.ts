import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { startKafka, type KafkaServer } from '../servers/kafka.js';
import { startOtlpSink, type OtlpSink } from '../servers/otlp-sink.js';
import { pollUntil } from '../servers/poll-until.js';
import { startRabbitMq, type RabbitMqServer } from '../servers/rabbitmq.js';
import { createTopics, Shop, type Order, type ShopOptions } from './shop.js';

/** Not a test: it writes test/fixtures/otlp again from what the real services send. test/fixtures/otlp/README.md says how. */

const FIXTURES = fileURLToPath(new URL('../fixtures/otlp/', import.meta.url));

interface Span {
  startTimeUnixNano: string;
}
interface ResourceSpans {
  resource: { attributes: { key: string; value: { stringValue?: string } }[] };
  scopeSpans: { scope: { name: string }; spans: Span[] }[];
}

let kafka: KafkaServer;
let rabbit: RabbitMqServer;
let sink: OtlpSink;
let options: ShopOptions;

beforeAll(async () => {
  [kafka, rabbit, sink] = await Promise.all([startKafka(), startRabbitMq(), startOtlpSink()]);
  await createTopics(kafka.brokers);
  options = {
    brokers: kafka.brokers,
    amqpUrl: rabbit.amqpUrl,
    otlpUrl: sink.url,
    env: {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      // The other detectors would write this machine's name, user and paths into the fixtures.
      OTEL_NODE_RESOURCE_DETECTORS: 'env',
      OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.0.0,deployment.environment.name=test',
    },
  };
}, 180_000);

afterAll(async () => {
  await Promise.all([kafka.stop(), rabbit.stop(), sink.stop()]);
});

it('captures what follows a message through two Kafka groups and RabbitMQ', async () => {
  const shop = await Shop.start(['order', 'payment', 'inventory', 'email', 'dead-letter-reader'], options);
  try {
    // Spans: order, inventory, payment, what it publishes, email.
    await capture(shop, 'kafkajs-two-groups-then-rabbitmq-all-processed', 5, { id: 'order-1001' });
    // Two failed attempts more.
    await capture(shop, 'kafkajs-two-failed-attempts-then-processed', 7, {
      id: 'order-1002',
      payment: { failTimes: 2 },
    });
    // order, inventory, three attempts of payment, the dead letter.
    await capture(shop, 'kafkajs-three-attempts-then-dead-letter', 6, { id: 'order-1003', payment: { failTimes: 3 } });
    await capture(shop, 'amqplib-nack-requeue-twice-then-ack', 7, { id: 'order-1004', email: { requeueTimes: 2 } });
    await capture(shop, 'amqplib-nack-then-dead-letter-consumed', 6, { id: 'order-1005', email: { deadLetter: true } });
    await shop.service('dead-letter-reader').stop();
    await capture(shop, 'amqplib-nack-then-dead-letter-waiting', 5, { id: 'order-1006', email: { deadLetter: true } });
  } finally {
    await shop.stop();
  }
});

it('captures one Kafka group, message by message and batch by batch', async () => {
  const shop = await Shop.start(['order', 'inventory'], options);
  try {
    await capture(shop, 'kafkajs-one-group-processed', 2, { id: 'order-1007' });
    await shop.service('inventory').stop();
    await shop.add('inventory', { ...options, env: { ...options.env, INVENTORY_BATCH: '1' } });
    await shop.service('inventory').post('/pause');
    const batch = [8, 9, 10].map((n) => ({ id: `order-10${String(n).padStart(2, '0')}`, partition: 0 }));
    const captured = capture(shop, 'kafkajs-batch-of-three-processed', 7, ...batch);
    await shop.service('inventory').post('/resume');
    await captured;
  } finally {
    await shop.stop();
  }
});

/** Places the orders, waits for `spanCount` spans and writes them as one OTLP JSON document. */
async function capture(shop: Shop, name: string, spanCount: number, ...orders: Order[]): Promise<void> {
  sink.bodies.length = 0;
  await shop.placeOrders(...orders);
  const resourceSpans = await pollUntil(`${spanCount} spans of ${name}`, 30_000, () => {
    const seen = mergeByService(
      sink.bodies.map((body) => JSON.parse(body.toString()) as { resourceSpans: ResourceSpans[] }),
    );
    return Promise.resolve({ isDone: countSpans(seen) >= spanCount, seen });
  });
  expect(countSpans(resourceSpans)).toBe(spanCount);
  await writeFile(`${FIXTURES}${name}.json`, attributeALine({ resourceSpans }));
}

/** JSON with each attribute on one line, so that a person can read a span. */
function attributeALine(document: unknown): string {
  const scalar = '"\\w+": (?:"[^"]*"|[\\w.-]+)';
  const attribute = new RegExp(`\\{\\s*("key": "[^"]*"),\\s*"value": \\{\\s*(${scalar})\\s*\\}\\s*\\}`, 'g');
  return `${JSON.stringify(document, null, 1).replace(attribute, '{ $1, "value": { $2 } }')}\n`;
}

function countSpans(resourceSpans: ResourceSpans[]): number {
  return resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans)).length;
}

/** The exporters send a span or two at a time; one document has each service and each of its scopes once. */
function mergeByService(requests: { resourceSpans: ResourceSpans[] }[]): ResourceSpans[] {
  const merged = new Map<string, ResourceSpans>();
  for (const incoming of requests.flatMap((request) => request.resourceSpans)) {
    const service = incoming.resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    const known = merged.get(service);
    if (known === undefined) {
      merged.set(service, incoming);
      continue;
    }
    for (const scopeSpans of incoming.scopeSpans) {
      const scope = known.scopeSpans.find(({ scope }) => scope.name === scopeSpans.scope.name);
      if (scope) scope.spans.push(...scopeSpans.spans);
      else known.scopeSpans.push(scopeSpans);
    }
  }
  return [...merged.values()];
}

it('writes down the versions that sent them', async () => {
  const { resolve } = createRequire(import.meta.url);
  const names = [
    '@opentelemetry/instrumentation-kafkajs',
    '@opentelemetry/instrumentation-amqplib',
    '@opentelemetry/sdk-node',
    'kafkajs',
    'amqplib',
  ];
  const versions = await Promise.all(names.map(async (name) => [name, await packageVersion(resolve(name), name)]));
  await writeFile(`${FIXTURES}versions.json`, `${JSON.stringify(Object.fromEntries(versions), null, 2)}\n`);
});

async function packageVersion(main: string, name: string): Promise<string> {
  const folder = main.slice(0, main.lastIndexOf(`/${name}/`) + name.length + 1);
  const manifest = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as { version: string };
  return manifest.version;
}
