/**
 * Realistic OTLP batches for the benchmarks: what a shop's services export when kafkajs and amqplib are instrumented,
 * encoded here by a few lines so that the benchmark shares no code with what it measures. Ids are random, so no two
 * batches are alike and nothing compresses that would not in life.
 */
import { randomBytes } from 'node:crypto';

const START_NANOS = BigInt(Date.now()) * 1_000_000n;

/** ExportTraceServiceRequest of `spans` spans, half publications and half processings, ten orders a trace apart. */
export function traceBatch(batch, spans) {
  const service = SERVICES[batch % SERVICES.length];
  const encoded = [];
  for (let i = 0; i < spans; i++) encoded.push(bytes(2, messagingSpan(batch * spans + i)));
  const scope = Buffer.concat([text(1, '@opentelemetry/instrumentation-kafkajs'), text(2, '0.28.0')]);
  return bytes(1, Buffer.concat([bytes(1, resource(service)), bytes(2, Buffer.concat([bytes(1, scope), ...encoded]))]));
}

const SERVICES = ['checkout', 'billing', 'shipping', 'mailer'];

function resource(service) {
  return attributes(1, {
    'service.name': service,
    'service.version': '2.14.0',
    'deployment.environment.name': 'production',
    'host.name': `ip-10-2-0-${service.length}`,
    'process.pid': 4711,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': '22.14.0',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': '2.9.0',
  });
}

function messagingSpan(n) {
  const publishes = n % 2 === 0;
  const topic = TOPICS[n % TOPICS.length];
  const order = `order-${(n >> 1).toString(36)}-${(n * 2654435761) % 999983}`;
  const start = START_NANOS + BigInt(n) * 137_000n;
  return Buffer.concat([
    bytes(1, randomBytes(16)),
    bytes(2, randomBytes(8)),
    bytes(4, randomBytes(8)),
    text(5, `${publishes ? 'send' : 'process'} ${topic}`),
    integer(6, publishes ? 4 : 5),
    fixed64(7, start),
    fixed64(8, start + BigInt(1_000_000 + ((n * 7919) % 9_000_000))),
    attributes(9, {
      'messaging.system': 'kafka',
      'messaging.destination.name': topic,
      'messaging.operation.name': publishes ? 'send' : 'process',
      'messaging.operation.type': publishes ? 'send' : 'process',
      'messaging.destination.partition.id': String(n % 12),
      'messaging.kafka.message.key': order,
      'messaging.kafka.offset': String(1_000_000 + n),
      'messaging.message.conversation_id': order,
      'messaging.client.id': 'shop-production-1',
      'server.address': `kafka-${n % 3}.internal`,
      'server.port': 9092,
      'network.peer.address': `10.0.0.${n % 200}`,
    }),
    bytes(15, Buffer.alloc(0)),
    fixed32(16, 0x101),
  ]);
}

const TOPICS = ['orders.created', 'orders.paid', 'invoices.issued', 'parcels.sent', 'stock.reserved'];

function attributes(field, values) {
  return Buffer.concat(
    Object.entries(values).map(([key, value]) =>
      bytes(
        field,
        Buffer.concat([text(1, key), bytes(2, typeof value === 'number' ? integer(3, value) : text(1, value))]),
      ),
    ),
  );
}

function varint(value) {
  const out = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) out.push((value % 0x80) | 0x80);
  return Buffer.from([...out, value]);
}
function bytes(field, value) {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}
function text(field, value) {
  return bytes(field, Buffer.from(value));
}
function integer(field, value) {
  return Buffer.concat([varint(field * 8), varint(value)]);
}
function fixed64(field, value) {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(value);
  return Buffer.concat([varint(field * 8 + 1), out]);
}
function fixed32(field, value) {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return Buffer.concat([varint(field * 8 + 5), out]);
}
