/**
 * Names that people give to dead-letter destinations: `orders-dlt` and `orders.DLT` (Spring Kafka), `orders.dlq` and
 * `ordersDLQ` (Kafka Connect, AWS and most guides), `dlx` (RabbitMQ's guide), `dead-letter`, `orders_error` (MassTransit).
 * They stand at the end of a part of the name; a part begins anywhere, for camel case, since no word ends in dlq, dlt or
 * dlx. `orders.failed` is none: it as often holds events about what failed. In RE2's common subset, so that ClickHouse's
 * `match` reads it too.
 */
export const DEFAULT_DEAD_LETTER_PATTERN =
  '(?i)(dl[qtx]|dead[._-]?letters?([._-]?(queue|topic|exchange))?|(^|[._:/-])parking[._-]?lot)($|[._:/-])|_error$';

/** Compiles the configured pattern for JavaScript; RE2's leading `(?i)` becomes the flag. Throws on a bad pattern. */
export function compileDeadLetterPattern(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  return new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'iu' : 'u');
}
