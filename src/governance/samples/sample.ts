import { Type, type Static } from 'typebox';
import { eventFields } from '../validation/event-payload.js';

export const SampleInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'Its own within the contract.' }),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The version it is an event of; the latest by default.' }),
    ),
    event: eventFields.event,
    payload: eventFields.payload,
  },
  { additionalProperties: false },
);
export type SampleInput = Static<typeof SampleInput>;

/** An event that was valid under its version when it was kept. */
export const Sample = Type.Object({
  id: Type.String(),
  subject: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  encoding: Type.Enum(['json', 'base64']),
  payload: Type.String({ description: 'The event as JSON text, or the bytes in base64.' }),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
});
export type Sample = Static<typeof Sample>;

export const SamplePage = Type.Object({
  samples: Type.Array(Sample, { description: 'In the order of their names.' }),
  nextCursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Pass as `cursor` for the next page; null at the end.',
  }),
});
export type SamplePage = Static<typeof SamplePage>;

export interface StoredSample {
  id: string;
  subject: string;
  name: string;
  version: number;
  encoding: 'json' | 'base64';
  payload: string;
  createdAt: Date;
  createdBy: string;
}

/** So many are kept of one contract. */
export const MAX_SAMPLES = 200;
