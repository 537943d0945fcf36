import { Type, type Static } from 'typebox';

const state = (description: string) => Type.Union([Type.Unknown(), Type.Null()], { description });

/** What an entry may tell of. */
export const AUDIT_ACTIONS: readonly string[] = [
  'version.registered',
  'version.deleted',
  'version.purged',
  'config.set',
  'config.deleted',
  'mode.set',
  'mode.deleted',
  'context.deleted',
  'profile.set',
  'profile.deleted',
  'sample.added',
  'sample.deleted',
  'webhook.created',
  'webhook.changed',
  'webhook.deleted',
  'archive.imported',
  'registry.imported',
];

/** One change: who made it, when, to what, from which state to which. */
export const AuditEntry = Type.Object({
  id: Type.Integer({ description: 'Grows with each entry.' }),
  at: Type.String({ format: 'date-time' }),
  actor: Type.String({ description: 'As X-Plumbline-Actor said; anonymous where it said nothing.' }),
  action: Type.String({ description: 'Such as version.registered, config.set, profile.set, sample.added.' }),
  target: Type.String({ description: 'What was changed: a subject, or a webhook by its id; empty for all subjects.' }),
  from: state('The state before; null where there was none.'),
  to: state('The state after; null where there is none.'),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditPage = Type.Object({
  entries: Type.Array(AuditEntry, { description: 'Newest first.' }),
  nextBefore: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Pass as `before` for the next page; null at the end.',
  }),
});
export type AuditPage = Static<typeof AuditPage>;
