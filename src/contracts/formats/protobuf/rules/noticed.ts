import type { Obstacle, Rule } from './rule.js';

/** A rule of other policies where Confluent's registry does not look: it is told there, and no reason to refuse. */
export function noticed({ schema, message, field, enum: ofEnum, service }: Rule): Rule {
  return {
    policies: ['CONFLUENT'],
    ...(schema && { schema: (pair) => asNotices(schema(pair)) }),
    ...(message && { message: (pair) => asNotices(message(pair)) }),
    ...(field && { field: (pair) => asNotices(field(pair)) }),
    ...(ofEnum && { enum: (pair) => asNotices(ofEnum(pair)) }),
    ...(service && { service: (pair) => asNotices(service(pair)) }),
  };
}

const asNotices = (obstacles: readonly Obstacle[]): Obstacle[] =>
  obstacles.map((obstacle) => ({ ...obstacle, isNotice: true }));
