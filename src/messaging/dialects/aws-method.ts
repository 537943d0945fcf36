import { firstOf } from '../generic.js';
import type { SpanView } from '../span-view.js';

/** The AWS API method, without the service that Go's instrumentation puts before it ("SQS/SendMessage"). */
export function awsMethod(span: SpanView): string {
  return afterLast('/', firstOf(span, 'rpc.method', 'messaging.operation.name'));
}

/** What follows the last `mark`: a queue's name in its URL, a topic's in its ARN. The whole text where there is none. */
export function afterLast(mark: string, text: string): string {
  return text.slice(text.lastIndexOf(mark) + 1);
}
