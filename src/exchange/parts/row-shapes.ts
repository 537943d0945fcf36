import { Type, type Static } from 'typebox';
import { LEVELS } from '../../contracts/level.js';
import { POLICIES } from '../../contracts/finding.js';
import { FORMATS } from '../../contracts/source.js';
import { MODES } from '../../registry/mode.js';
import { MAX_SUBJECT_LENGTH } from '../../registry/subject-name.js';

const MAX_INT = 2 ** 31 - 1;

const Null = Type.Null();
/** A row has no fields but its own. */
export const closed = { additionalProperties: false };
export const Whole = Type.Integer({ minimum: 1, maximum: MAX_INT });
/** In UTC, with milliseconds. */
export const Instant = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
});
export const Name = Type.String({ maxLength: MAX_SUBJECT_LENGTH });
const Texts = Type.Array(Type.String());

const Metadata = Type.Object(
  {
    tags: Type.Optional(Type.Record(Type.String(), Texts)),
    properties: Type.Optional(Type.Record(Type.String(), Type.String())),
    sensitive: Type.Optional(Texts),
  },
  closed,
);
/** Its rules are judged where they are registered; here only that they are rules. */
const RuleSet = Type.Object({});

export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Null]);
export const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });

export const ContextRow = Type.Object({ name: Name, nextId: Whole, deletedAt: orNull(Instant) }, closed);
export type ContextRow = Static<typeof ContextRow>;

export const SchemaRow = Type.Object(
  {
    context: Name,
    id: Whole,
    format: oneOf(FORMATS),
    text: Type.String(),
    references: Type.Array(Type.Object({ name: Type.String(), subject: Type.String(), version: Whole }, closed), {
      maxItems: 500,
    }),
    metadata: orNull(Metadata),
    ruleSet: orNull(RuleSet),
    createdAt: Instant,
  },
  closed,
);
export type SchemaRow = Static<typeof SchemaRow>;

export const SubjectRow = Type.Object(
  {
    name: Name,
    createdAt: Instant,
    updatedAt: Instant,
    versions: Type.Array(
      Type.Object({ version: Whole, id: Whole, registeredAt: Instant, deletedAt: orNull(Instant) }, closed),
      { minItems: 1, maxItems: 500 },
    ),
  },
  closed,
);
export type SubjectRow = Static<typeof SubjectRow>;

export const ConfigRow = Type.Object(
  {
    scope: Name,
    level: orNull(oneOf(LEVELS)),
    policy: orNull(oneOf(POLICIES)),
    compatibilityGroup: orNull(Type.String()),
    alias: orNull(Type.String()),
    normalize: orNull(Type.Boolean()),
    validateFields: orNull(Type.Boolean()),
    validateRules: orNull(Type.Boolean()),
    defaultMetadata: orNull(Metadata),
    overrideMetadata: orNull(Metadata),
    defaultRuleSet: orNull(RuleSet),
    overrideRuleSet: orNull(RuleSet),
    updatedAt: Instant,
  },
  closed,
);
export type ConfigRow = Static<typeof ConfigRow>;

export const ModeRow = Type.Object({ scope: Name, mode: oneOf(MODES), updatedAt: Instant }, closed);
export type ModeRow = Static<typeof ModeRow>;

export const AuditRow = Type.Object(
  {
    at: Instant,
    actor: Type.String(),
    action: Type.String(),
    target: Type.String(),
    from: orNull(Type.String()),
    to: orNull(Type.String()),
  },
  closed,
);
export type AuditRow = Static<typeof AuditRow>;
