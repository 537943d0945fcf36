import { genericFacts } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';
import { afterLast, awsMethod } from './aws-method.js';

/** SNS: only publications to topics; a text message to a telephone flows to nobody we could see. */
export function sns(span: SpanView): MessagingFacts | null {
  if (!awsMethod(span).startsWith('Publish') && !awsMethod(span).startsWith('publish')) return null;
  const facts = genericFacts(span, 'aws.sns', 'send');
  const topic = span.attribute('aws.sns.topic.arn') || facts.destination;
  if (topic.startsWith('phone_number')) return null;
  facts.destination = afterLast(':', topic);
  return facts.destination === '' ? null : facts;
}
