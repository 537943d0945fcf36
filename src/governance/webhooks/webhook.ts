import { Type, type Static } from 'typebox';
import { CONTRACT_EVENT_TYPES, type ContractEventType } from '../../registry/contract-events.js';
import { MAX_SUBJECT_LENGTH } from '../../registry/subject-name.js';

const events = Type.Array(Type.Enum([...CONTRACT_EVENT_TYPES] as ContractEventType[]), {
  uniqueItems: true,
  description: 'Which events are sent; empty for all.',
});
const subjectPrefix = Type.String({
  maxLength: MAX_SUBJECT_LENGTH,
  description: 'Only of subjects whose name begins so; empty for all.',
});

export const WebhookInput = Type.Object(
  {
    url: Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2_000, description: 'http or https.' }),
    events: Type.Optional(events),
    subjectPrefix: Type.Optional(subjectPrefix),
    secret: Type.Optional(
      Type.Union([Type.String({ minLength: 16, maxLength: 200 }), Type.Null()], {
        description:
          'Signs what is sent (Standard Webhooks). Begins with `whsec_` for a key in base64; anything else is the key itself. ' +
          'Never shown again. A change that leaves it out keeps it; null removes it.',
      }),
    ),
    isActive: Type.Optional(Type.Boolean({ description: 'Whether anything is sent; true by default.' })),
    // What GET answers may be put back as it is.
    id: Type.Optional(Type.String({ description: 'Not read.' })),
    isSigned: Type.Optional(Type.Boolean({ description: 'Not read.' })),
    createdAt: Type.Optional(Type.String({ description: 'Not read.' })),
    createdBy: Type.Optional(Type.String({ description: 'Not read.' })),
  },
  { additionalProperties: false },
);
export const WebhookPatch = Type.Partial(WebhookInput, { additionalProperties: false });
export type WebhookInput = Static<typeof WebhookInput>;

export const Webhook = Type.Object({
  id: Type.String(),
  url: Type.String({ description: 'Without what may be a credential.' }),
  events,
  subjectPrefix,
  isSigned: Type.Boolean(),
  isActive: Type.Boolean(),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
});
export type Webhook = Static<typeof Webhook>;

const nextCursor = Type.Union([Type.String(), Type.Null()], {
  description: 'Pass as `cursor` for the next page; null at the end.',
});

export const WebhookPage = Type.Object({
  webhooks: Type.Array(Webhook, { description: 'In the order of their ids.' }),
  nextCursor,
});
export type WebhookPage = Static<typeof WebhookPage>;

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const WebhookDelivery = Type.Object({
  id: Type.String(),
  eventId: Type.String({ description: 'The id of the CloudEvent.' }),
  type: Type.String(),
  subject: Type.String(),
  state: Type.Enum([...DELIVERY_STATES]),
  tries: Type.Integer(),
  nextTryAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Null where it is not tried again.',
  }),
  lastTryAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  lastStatus: Type.Union([Type.Integer(), Type.Null()], {
    description: 'HTTP status; null where there was no answer.',
  }),
  lastError: Type.Union([Type.String(), Type.Null()]),
  deliveredAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
});
export type WebhookDelivery = Static<typeof WebhookDelivery>;

export const DeliveryPage = Type.Object({
  deliveries: Type.Array(WebhookDelivery, { description: 'Newest first.' }),
  nextCursor,
});
export type DeliveryPage = Static<typeof DeliveryPage>;

export interface Subscription {
  id: string;
  url: string;
  /** Empty for all. */
  events: readonly string[];
  subjectPrefix: string;
  secret: string | null;
  isActive: boolean;
  createdAt: Date;
  createdBy: string;
}

/** Whether a subscription is to be told of an event. */
export const wants = ({ events, subjectPrefix, isActive }: Subscription, event: { type: string; subject: string }) =>
  isActive && event.subject.startsWith(subjectPrefix) && (events.length === 0 || events.includes(event.type));

/** So many subscriptions there may be: each event is compared with all of them. */
export const MAX_WEBHOOKS = 100;
