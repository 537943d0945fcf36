import { awsApi } from './dialects/aws-api.js';
import { kafka } from './dialects/kafka.js';
import { nats } from './dialects/nats.js';
import { pubsub } from './dialects/pubsub.js';
import { rabbitmq } from './dialects/rabbitmq.js';
import { sns } from './dialects/sns.js';
import { sqs } from './dialects/sqs.js';
import { genericFacts, roleOf } from './generic.js';
import type { MessagingFacts } from './messaging-span.js';
import { SERVER, type SpanView } from './span-view.js';

const DIALECTS: Readonly<Record<string, (span: SpanView) => MessagingFacts | null>> = {
  kafka,
  rabbitmq,
  aws_sqs: sqs,
  'aws.sqs': sqs,
  AmazonSQS: sqs,
  'aws.sns': sns,
  aws_sns: sns,
  AmazonSNS: sns,
  gcp_pubsub: pubsub,
  nats,
};

/**
 * The messaging facts of a span, or null when it is none: it names no messaging system, serves HTTP (a push endpoint is
 * the web framework's span), or is about nothing that flows. A system without a dialect is read by the conventions.
 */
export function normalise(span: SpanView): MessagingFacts | null {
  if (span.kind === SERVER) return null;
  const system = span.attribute('messaging.system');
  if (system === '') return span.attribute('rpc.system') === 'aws-api' ? awsApi(span) : null;
  const dialect = DIALECTS[system];
  if (dialect !== undefined) return dialect(span);
  const role = roleOf(span);
  return role === '' ? null : genericFacts(span, system, role);
}
