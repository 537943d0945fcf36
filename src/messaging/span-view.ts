/** OTLP's span kinds. */
export const SERVER = 2;
export const CLIENT = 3;
export const PRODUCER = 4;
export const CONSUMER = 5;

/**
 * One span as a dialect sees it. Attributes read as text, whatever their type ("17", "true"); '' where the span has
 * none. Only attributes named in `known-attributes.ts` can be asked for.
 */
export interface SpanView {
  readonly kind: number;
  readonly name: string;
  attribute(key: string): string;
}
