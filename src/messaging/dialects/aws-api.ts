import { firstOf } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';
import { sns } from './sns.js';
import { sqs } from './sqs.js';

/** AWS SDK spans that name no messaging system: told by their service, the topic's ARN or the queue's URL. */
export function awsApi(span: SpanView): MessagingFacts | null {
  const service = span.attribute('rpc.service').toLowerCase();
  if (service === 'sns' || span.attribute('aws.sns.topic.arn') !== '') return sns(span);
  if (service === 'sqs' || firstOf(span, 'aws.queue_url', 'aws.sqs.queue.url') !== '') return sqs(span);
  return null;
}
