import { firstOf, genericFacts, roleOf } from '../generic.js';
import type { MessagingFacts, MessagingRole } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';
import { afterLast, awsMethod } from './aws-method.js';

const ROLE_OF_METHOD: Readonly<Record<string, MessagingRole>> = {
  SendMessage: 'send',
  SendMessageBatch: 'send',
  ReceiveMessage: 'receive',
  DeleteMessage: 'settle',
  DeleteMessageBatch: 'settle',
  ChangeMessageVisibility: 'settle',
  ChangeMessageVisibilityBatch: 'settle',
};

/**
 * SQS: the Java agent, aws-sdk for JavaScript, boto3sqs, botocore, Go's otelaws, .NET. The queue is the last part of
 * its URL, which stands under six names. A span that tells a queue but no operation has role ''. Null without a queue.
 */
export function sqs(span: SpanView): MessagingFacts | null {
  const role = ROLE_OF_METHOD[awsMethod(span)] ?? roleOf(span);
  const facts = genericFacts(span, 'aws_sqs', role);
  facts.destination ||= afterLast(
    '/',
    firstOf(span, 'aws.sqs.queue.url', 'aws.queue_url', 'messaging.url', 'url.full', 'server.address', 'net.peer.name'),
  );
  if (facts.role === 'receive' || facts.role === 'process' || facts.role === 'settle') facts.queue = facts.destination;
  return facts.destination === '' ? null : facts;
}
