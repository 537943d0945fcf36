import { Type, type Static } from 'typebox';

export const AlertState = Type.Enum(['pending', 'firing', 'resolved']);
export type AlertState = Static<typeof AlertState>;

const nullableTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description });

/** One alert: the life of one trouble from first sight to its end. */
export const Alert = Type.Object({
  id: Type.String(),
  fingerprint: Type.String({ description: 'Hash of kind and labels: the same trouble later is the same fingerprint.' }),
  kind: Type.Enum(['dead-letter-arrival', 'retry-storm', 'consumer-lag']),
  severity: Type.Enum(['warning', 'critical']),
  state: AlertState,
  labels: Type.Record(Type.String(), Type.String()),
  summary: Type.String(),
  description: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()])),
  exampleFlows: Type.Array(Type.String()),
  startedAt: Type.String({ format: 'date-time', description: 'First seen.' }),
  firingAt: nullableTime('When it began to fire; null while pending.'),
  resolvedAt: nullableTime('Null while it lasts.'),
  lastSeenAt: Type.String({ format: 'date-time', description: 'Last time a detector saw it.' }),
});
export type Alert = Static<typeof Alert>;

export const AlertList = Type.Object({
  alerts: Type.Array(Alert, { description: 'Firing first, within a state the critical ones, then newest first.' }),
});
export type AlertList = Static<typeof AlertList>;
