import { Type, type Static } from 'typebox';
import { CHANGE_KINDS, EFFECTS } from '../../contracts/diff/change.js';
import { LINT_SEVERITIES } from '../../contracts/lint/rule.js';

const Version = Type.Integer({ minimum: 1 });

export const LintReport = Type.Object({
  subject: Type.String(),
  version: Version,
  problems: Type.Array(
    Type.Object({
      rule: Type.String(),
      severity: Type.Enum([...LINT_SEVERITIES]),
      path: Type.String({ description: 'Where in the event, as a JSON pointer; empty for all of it.' }),
      schemaPath: Type.String({ description: 'Where in the schema.' }),
      message: Type.String(),
      fix: Type.String(),
    }),
    { description: 'The gravest first.' },
  ),
});
export type LintReport = Static<typeof LintReport>;

const Effect = Type.Object({
  effect: Type.Enum([...EFFECTS]),
  findings: Type.Array(Type.Object({}), { description: 'Why, each with an event that breaks where there is one.' }),
});

export const DiffReport = Type.Object({
  subject: Type.String(),
  from: Version,
  to: Version,
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum([...CHANGE_KINDS]),
      path: Type.String({ description: 'Where in the event, as a JSON pointer; empty for all of it.' }),
      previousPath: Type.Union([Type.String(), Type.Null()], { description: 'Where it was before, if elsewhere.' }),
      message: Type.String(),
      before: Type.Unknown(),
      after: Type.Unknown(),
      backward: Type.Object(Effect.properties, { description: 'What it does to new readers of old events.' }),
      forward: Type.Object(Effect.properties, { description: 'What it does to old readers of new events.' }),
    }),
    { description: 'What breaks first.' },
  ),
});
export type DiffReport = Static<typeof DiffReport>;

export const MAX_TRANSLATED = 200;

export const TranslationInput = Type.Object(
  {
    from: Version,
    to: Version,
    samples: Type.Optional(
      Type.Array(Type.Unknown(), {
        maxItems: MAX_TRANSLATED,
        description: 'Events of version `from` as JSON; the samples that are kept of it by default.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type TranslationInput = Static<typeof TranslationInput>;

export const TranslationAnswer = Type.Object({
  subject: Type.String(),
  from: Version,
  to: Version,
  steps: Type.Array(
    Type.Object({
      from: Version,
      to: Version,
      mode: Type.Enum(['UPGRADE', 'DOWNGRADE']),
      rules: Type.Array(Type.String(), { description: 'The names of the rules that run, in their order.' }),
    }),
  ),
  samples: Type.Array(
    Type.Object({
      sample: Type.Integer({ description: 'Its place in the list, from 0.' }),
      survived: Type.Boolean(),
      result: Type.Unknown({ description: 'What it became; where it failed, what it was by then.' }),
      done: Type.Optional(Type.Array(Type.String(), { description: 'What happened to it besides the rules.' })),
      failedAt: Type.Optional(Version),
      rule: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      why: Type.Optional(Type.String()),
      rejections: Type.Optional(Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }))),
    }),
  ),
  survived: Type.Integer(),
  failed: Type.Integer(),
});
export type TranslationAnswer = Static<typeof TranslationAnswer>;
