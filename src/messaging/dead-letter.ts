/**
 * Names that people give to dead-letter destinations: `orders.dlq`, `orders-dlt`, `orders.DLT`, `dlx`, `dead-letter`,
 * `orders_error` (MassTransit), `orders.failed`... In RE2's common subset, so that ClickHouse's `match` reads it too.
 * Spring Kafka `-dlt`/`.DLT`; Kafka Connect and most guides `dlq`; RabbitMQ's guide `dlx`.
 */
export const DEFAULT_DEAD_LETTER_PATTERN =
  '(?i)(^|[._:/-])(dlq|dlt|dlx|dead[._-]?letters?([._-]?(queue|topic|exchange))?|parking[._-]?lot)($|[._:/-])|_error$';

/** Compiles the configured pattern for JavaScript; RE2's leading `(?i)` becomes the flag. Throws on a bad pattern. */
export function compileDeadLetterPattern(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  return new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'iu' : 'u');
}
