import { Type, type Static } from 'typebox';
import { LINT_RULES } from '../../contracts/lint/lint-rules.js';
import { LINT_SEVERITIES } from '../../contracts/lint/rule.js';
import { MAX_SUBJECT_LENGTH } from '../../registry/subject-name.js';

export const LIFECYCLES = ['draft', 'active', 'deprecated', 'retired'] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** From what anybody may see to what may harm people or the company when it is seen. */
export const SENSITIVITIES = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

const nullableText = (description: string, maxLength = 200) =>
  Type.Union([Type.String({ minLength: 1, maxLength }), Type.Null()], { description });

const LintSeverity = Type.Enum(['off', ...LINT_SEVERITIES]);

const LintRuleSetting = Type.Union([
  LintSeverity,
  Type.Object(
    { severity: Type.Optional(LintSeverity), ignore: Type.Optional(Type.Array(Type.String(), { maxItems: 200 })) },
    { description: 'With paths of fields to leave alone, and the rule’s own options.' },
  ),
]);

const profileFields = {
  owner: nullableText('A person or a role, such as an e-mail address; null where nobody said.'),
  team: nullableText('The team that answers for the contract.'),
  domain: nullableText('The part of the business, such as `billing`.'),
  description: nullableText('What the events mean, for those who read them.', 10_000),
  links: Type.Array(
    Type.Object(
      {
        title: Type.String({ minLength: 1, maxLength: 200 }),
        url: Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2_000, description: 'http or https.' }),
      },
      { additionalProperties: false },
    ),
    { maxItems: 50 },
  ),
  lifecycle: Type.Union([Type.Enum([...LIFECYCLES]), Type.Null()], {
    description:
      'Null where nobody said. draft: nobody relies on it yet. active: in use, nothing of it is deleted for good. deprecated: in use until `sunsetOn`. ' +
      'retired: no version is registered any more.',
  }),
  sunsetOn: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], {
    description: 'The last day (UTC) of a deprecated contract, as YYYY-MM-DD.',
  }),
  replacedBy: nullableText('The subject to go to instead.', MAX_SUBJECT_LENGTH),
  sensitivity: Type.Union([Type.Enum([...SENSITIVITIES]), Type.Null()], {
    description: 'public, internal, confidential or restricted; null where nobody said.',
  }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50, uniqueItems: true }),
  groups: Type.Array(
    Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 100 }), fromVersion: Type.Integer({ minimum: 1 }) },
      { additionalProperties: false },
    ),
    {
      maxItems: 100,
      description:
        'Where a new line of versions begins: from `fromVersion` on, versions are compared only with those of the same group.',
    },
  ),
  lint: Type.Record(Type.String(), LintRuleSetting, {
    description: `Lint settings by rule: ${LINT_RULES.map(({ id }) => id).join(', ')}.`,
  }),
};

/** What a person says of a contract. */
export const Profile = Type.Object(profileFields);
export type Profile = Static<typeof Profile>;

/** A profile as it is put: what is left out is nobody’s word. `revision` makes it a change of that one only. */
export const ProfileInput = Type.Object(
  {
    ...Type.Partial(Profile).properties,
    revision: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The revision that was read; 409 where there is a newer one.' }),
    ),
    // What GET answers may be put back as it is.
    subject: Type.Optional(Type.String({ description: 'Not read.' })),
    updatedAt: Type.Optional(Type.Union([Type.String(), Type.Null()], { description: 'Not read.' })),
    updatedBy: Type.Optional(Type.Union([Type.String(), Type.Null()], { description: 'Not read.' })),
    permits: Type.Optional(Type.Object({}, { description: 'Not read.' })),
  },
  { additionalProperties: false },
);
export type ProfileInput = Static<typeof ProfileInput>;

/** What a lifecycle permits on a day. */
export const Permits = Type.Object({
  register: Type.Boolean({ description: 'Whether a new version may be registered.' }),
  delete: Type.Enum(['permanently', 'softly'], { description: 'softly: only so that it can be had back.' }),
  warning: Type.Union([Type.String(), Type.Null()], { description: 'What who uses it should know; null for nothing.' }),
});
export type Permits = Static<typeof Permits>;

export const ContractProfile = Type.Object({
  subject: Type.String(),
  ...profileFields,
  permits: Permits,
  revision: Type.Integer({ description: '0 where nobody has said anything yet.' }),
  updatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  updatedBy: Type.Union([Type.String(), Type.Null()]),
});
export type ContractProfile = Static<typeof ContractProfile>;

export const ProfilePage = Type.Object({
  profiles: Type.Array(ContractProfile, { description: 'In the order of their subjects.' }),
  nextCursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Pass as `cursor` for the next page; null at the end.',
  }),
});
export type ProfilePage = Static<typeof ProfilePage>;

/** Of a contract that nobody has said anything of. */
export const EMPTY_PROFILE: Profile = {
  owner: null,
  team: null,
  domain: null,
  description: null,
  links: [],
  lifecycle: null,
  sunsetOn: null,
  replacedBy: null,
  sensitivity: null,
  tags: [],
  groups: [],
  lint: {},
};

export interface StoredProfile extends Profile {
  subject: string;
  revision: number;
  updatedAt: Date;
  updatedBy: string;
}
