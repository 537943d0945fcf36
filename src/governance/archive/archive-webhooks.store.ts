import { Type, type Static } from 'typebox';
import type { ArchivePart, Judgement } from '../../exchange/archive/archive-part.js';
import { closed, Instant, Name, oneOf } from '../../exchange/parts/row-shapes.js';
import { CONTRACT_EVENT_TYPES } from '../../registry/contract-events.js';
import type { WebhookSubscription as StoredRow } from '../../registry/prisma/sqlite/client.js';
import { MAX_WEBHOOKS } from '../webhooks/webhook.js';
import { bareAddress } from '../webhooks/webhook-address.js';

const WebhookRow = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100 }),
    url: Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2_000 }),
    events: Type.Array(oneOf(CONTRACT_EVENT_TYPES)),
    subjectPrefix: Name,
    createdAt: Instant,
    createdBy: Type.String(),
  },
  closed,
);
type WebhookRow = Static<typeof WebhookRow>;

/**
 * Who is told of events, without the secrets by which it is known who tells: neither what signs nor the user, password and
 * query of an address leave the server. So they come inactive, and are told as what somebody has to complete. Two servers
 * would otherwise tell of the same contract, too.
 */
export const webhooksPart: ArchivePart<WebhookRow> = {
  name: 'webhooks',
  row: WebhookRow,
  keysOf: ({ id }) => [[id]],

  async *read(tx) {
    const rows = await tx.webhookSubscription.findMany({ take: MAX_WEBHOOKS });
    yield rows.map(rowOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  },

  faultOf: ({ url }) =>
    URL.canParse(url) && bareAddress(url) === url ? null : '/url is no address without user, password and query',

  begin: () => ({
    async judge(tx, rows) {
      const stored = new Map((await tx.webhookSubscription.findMany()).map((row) => [row.id, row]));
      let count = stored.size;
      return rows.map((row): Judgement<WebhookRow> => {
        const there = stored.get(row.id);
        if (there !== undefined) {
          const isSame = sayings(rowOf(there)) === sayings(row);
          return isSame ? 'same' : { clash: `the webhook ${row.id} is another one here` };
        }
        if (++count <= MAX_WEBHOOKS) return { add: row };
        return { clash: `with the webhook ${row.id} there would be more than ${MAX_WEBHOOKS}` };
      });
    },
    async write(tx, rows) {
      const data = rows.map((row) => ({
        ...row,
        events: JSON.stringify(row.events),
        secret: null,
        isActive: false,
        createdAt: new Date(row.createdAt),
      }));
      await tx.webhookSubscription.createMany({ data });
    },
  }),

  noteOf: (added) =>
    `${added === 1 ? 'One webhook comes' : `${added} webhooks come`} inactive, without secret and without what an address ` +
    'has of credentials. PUT /api/v1/webhooks/{id} completes and activates one.',
};

const rowOf = ({ id, url, events, subjectPrefix, createdAt, createdBy }: StoredRow): WebhookRow => ({
  id,
  url: bareAddress(url),
  events: JSON.parse(events) as WebhookRow['events'],
  subjectPrefix,
  createdAt: createdAt.toISOString(),
  createdBy,
});

const sayings = ({ url, events, subjectPrefix }: WebhookRow): string => JSON.stringify({ url, events, subjectPrefix });
