import { Type, type Static } from 'typebox';
import { eventFields } from './event-payload.js';

export const ENVELOPES = ['auto', 'none', 'confluent', 'cloudevents'] as const;

export const ValidationInput = Type.Object(eventFields, { additionalProperties: false });

const EventErrors = Type.Array(
  Type.Object({
    in: Type.Enum(['envelope', 'event'], { description: 'What the pointer leads into.' }),
    path: Type.String({ description: 'JSON pointer; empty for all of it.' }),
    reason: Type.String(),
  }),
  { description: 'In the order of use to a person.' },
);

const WrittenBy = Type.Object({
  schemaId: Type.Integer(),
  subject: Type.String(),
  version: Type.Integer(),
});

const isValid = Type.Union([Type.Boolean(), Type.Null()], {
  description:
    'Null where it could not be told: judging it took longer than an event may, or its bytes can be read in two ways.',
});

export const ValidationAnswer = Type.Object({
  subject: Type.String(),
  version: Type.Integer(),
  isValid,
  envelopes: Type.Array(
    Type.Object({
      kind: Type.Enum(['confluent', 'cloudevents']),
      writtenBy: Type.Optional(
        Type.Object(WrittenBy.properties, { description: 'Of Confluent’s envelope: what the id in it stands for.' }),
      ),
    }),
    { description: 'What was opened, outermost first.' },
  ),
  errors: EventErrors,
});
export type ValidationAnswer = Static<typeof ValidationAnswer>;

/** A line of the answer to a batch: one for each line of the request that is not empty. */
export const LineVerdict = Type.Object({
  line: Type.Integer({ description: 'From 1, empty lines counted; of `lines=length` the number of the event.' }),
  isValid,
  errors: EventErrors,
  writtenBy: Type.Optional(
    Type.Object(WrittenBy.properties, {
      description:
        'What the id in Confluent’s envelope stands for, where it is not the version that the batch is judged by.',
    }),
  ),
});
export type LineVerdict = Static<typeof LineVerdict>;

/** The last line of the answer to a batch. */
export const BatchSummary = Type.Object({
  summary: Type.Object({
    subject: Type.String(),
    version: Type.Integer(),
    lines: Type.Integer({ description: 'Lines that were judged, empty ones not counted.' }),
    valid: Type.Integer(),
    invalid: Type.Integer(),
    unknown: Type.Integer({ description: 'Lines of which it could not be told.' }),
    stopped: Type.Union([Type.String(), Type.Null()], {
      description: 'Why lines after these were not read; null where all were.',
    }),
  }),
});
export type BatchSummary = Static<typeof BatchSummary>;
