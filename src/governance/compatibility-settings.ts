import { Type, type Static } from 'typebox';
import { POLICIES } from '../contracts/finding.js';
import { LEVELS } from '../contracts/level.js';

const Level = Type.Enum([...LEVELS], { description: 'What a new version is compared with, and in which direction.' });

const Policy = Type.Union([Type.Enum([...POLICIES]), Type.Null()], {
  description:
    'How strictly: STRICT, LENIENT or CONFLUENT for JSON Schema and Avro, WIRE, WIRE_JSON or SOURCE for Protobuf. Null for ' +
    'the first of its format.',
});

const CompatibilityGroup = Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], {
  description:
    'The metadata property whose value parts the versions that are compared with each other, such as `major`; null for none.',
});

/** How strictly the versions of a contract are compared, by itself (null: nothing is said) and as it holds. */
export const CompatibilitySettings = Type.Object({
  subject: Type.String(),
  own: Type.Object(
    { level: Type.Union([Level, Type.Null()]), policy: Policy, compatibilityGroup: CompatibilityGroup },
    { description: 'What was said for this contract; null for what was not.' },
  ),
  inForce: Type.Object(
    { level: Level, policy: Policy, compatibilityGroup: CompatibilityGroup },
    { description: 'With what is said for its context and for all.' },
  ),
});
export type CompatibilitySettings = Static<typeof CompatibilitySettings>;

/** What is left out is taken back, and what is said for the context or for all holds. */
export const CompatibilityInput = Type.Object(
  {
    level: Type.Optional(Type.Union([Level, Type.Null()])),
    policy: Type.Optional(Policy),
    compatibilityGroup: Type.Optional(CompatibilityGroup),
  },
  { additionalProperties: false },
);
export type CompatibilityInput = Static<typeof CompatibilityInput>;
