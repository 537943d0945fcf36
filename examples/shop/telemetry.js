// Loaded before a service with `node --import ./telemetry.js`: the stock SDK and instrumentations, set up as their
// documentation says. Everything else (endpoint, service name, delays) comes from the OTEL_* environment.
import { register } from 'node:module';
import { AmqplibInstrumentation } from '@opentelemetry/instrumentation-amqplib';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { NodeSDK } from '@opentelemetry/sdk-node';

// Lets the instrumentations reach what a service loads by `import`.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

// kafkajs has no correlation ID of its own: an application carries it in a header, and this hook writes it on the span,
// together with the version of the contract. amqplib's instrumentation records the correlationId property by itself.
const HEADER_ATTRIBUTES = {
  'correlation-id': 'messaging.message.conversation_id',
  'schema-subject': 'messaging.schema.subject',
  'schema-version': 'messaging.schema.version',
};

function recordHeaders(span, { message }) {
  for (const [header, attribute] of Object.entries(HEADER_ATTRIBUTES)) {
    const value = message.headers?.[header];
    if (value !== undefined) span.setAttribute(attribute, value.toString());
  }
}

const sdk = new NodeSDK({
  instrumentations: [
    new KafkaJsInstrumentation({ producerHook: recordHeaders, consumerHook: recordHeaders }),
    new AmqplibInstrumentation(),
  ],
});
sdk.start();

/** Sends what is still held; call it last. */
export const flushTelemetry = () => sdk.shutdown();
