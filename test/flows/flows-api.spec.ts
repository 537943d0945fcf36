import { Value } from 'typebox/value';
import { Flow, FlowPage } from '../../src/flows/flow.js';
import { kafka, order, rabbitmq, send, spanId, sqs, START, take, traceId } from './shop-spans.js';
import { openStoredFlows, type StoredFlows } from './stored-flows.js';

const HOUR = 3_600_000;

describe('the flows API over stored spans', () => {
  let stored: StoredFlows;
  beforeAll(async () => {
    stored = await openStoredFlows();
    await stored.send(order(1, 0));
    await stored.send(order(1, 0)); // an exporter's retry
    await stored.send([
      // A second flow: a batch consumer in a trace of its own, linked, that names no correlation ID.
      send(200, 201, 1000, kafka('send', 'stock', { 'correlation.id': 'order-2' })),
      send(210, 211, 1001, kafka('send', 'stock', { 'correlation.id': 'order-3' })),
      {
        ...take(220, 221, 0, 1020, kafka('receive', 'stock', { 'messaging.batch.message_count': 2 })),
        kind: 3,
        parentSpanId: '',
        endMs: START + 1090,
      },
      take(
        220,
        222,
        221,
        1021,
        kafka('process', 'stock', { 'messaging.kafka.offset': '1', 'messaging.destination.partition.id': '0' }),
        {
          links: [{ traceId: traceId(200), spanId: spanId(201) }],
        },
      ),
      take(
        220,
        223,
        221,
        1022,
        kafka('process', 'stock', { 'messaging.kafka.offset': '2', 'messaging.destination.partition.id': '0' }),
        {
          links: [{ traceId: traceId(210), spanId: spanId(211) }],
        },
      ),
      // A trace without one messaging span, and a flow without a correlation ID.
      {
        service: 'web',
        traceId: traceId(300),
        spanId: spanId(301),
        name: 'GET /',
        kind: 2,
        startMs: START,
        endMs: START + 3,
      },
      send(400, 401, 2000, kafka('send', 'audit', { 'messaging.message.id': 'm-400' })),
      take(400, 402, 401, 2100, kafka('process', 'audit')),
      // Long ago.
      send(500, 501, -48 * HOUR, kafka('send', 'old', { 'correlation.id': 'order-old' })),
      // A day ago, RabbitMQ moved a dead letter: amqplib names the exchange, and the queue in the span's name.
      send(600, 601, -24 * HOUR, rabbitmq('payments')),
      take(600, 602, 601, -24 * HOUR + 9, rabbitmq('payments'), { name: 'email process', error: 'nack' }),
      take(600, 603, 601, -24 * HOUR + 50, rabbitmq('email.dlx'), { name: 'email.dlq process', service: 'desk' }),
      // Thirty hours ago, SQS: one span sent three messages, and the links of one pull name them.
      send(700, 701, -30 * HOUR, sqs('send')),
      take(710, 711, 0, -30 * HOUR + 40, sqs('receive'), {
        parentSpanId: '',
        links: ['m-1', 'm-2', 'm-3'].map((id) => ({
          traceId: traceId(700),
          spanId: spanId(701),
          attributes: { 'messaging.message.id': id },
        })),
      }),
    ]);
  });
  afterAll(() => stored.close());

  const flow = async (id: string): Promise<Flow> => {
    const { status, body } = await stored.get(`/api/v1/flows/${encodeURIComponent(id)}`);
    expect([status, [...Value.Errors(Flow, body)]]).toEqual([200, []]);
    return body as Flow;
  };
  const page = async (query: string): Promise<FlowPage> => {
    const { status, body } = await stored.get(`/api/v1/flows?${query}`);
    expect([status, [...Value.Errors(FlowPage, body)]]).toEqual([200, []]);
    return body as FlowPage;
  };

  it('answers one flow by its correlation ID, which may hold slashes', async () => {
    const found = await flow('order/1');
    expect(found).toMatchObject({
      id: 'order/1',
      correlationId: 'order/1',
      traceIds: [traceId(100)],
      startUnixMs: START,
      endUnixMs: START + 45,
      durationMs: 45,
      outcome: 'dead-lettered',
      services: ['order', 'payment', 'email'],
      truncated: false,
    });
    expect(
      found.messages.map(({ destination, outcome, correlationId, causedBy }) => [
        destination,
        outcome,
        correlationId,
        causedBy,
      ]),
    ).toEqual([
      ['orders', 'dead-lettered', 'order/1', null],
      ['orders.dlq', 'dead-lettered', 'order/1', found.messages[0]?.id],
    ]);
    expect(found.messages[0]?.deliveries).toMatchObject([
      {
        consumerGroup: 'payment',
        outcome: 'processed',
        brokerTimeMs: 13,
        attempts: [{ error: { type: 'CardError', message: 'card declined' } }, { error: null }],
      },
      {
        consumerGroup: 'email',
        outcome: 'dead-lettered',
        deadLetter: { destination: 'orders.dlq', message: found.messages[1]?.id },
      },
    ]);
    expect(found.spans).toHaveLength(6);
  });

  it('answers the raw spans under the names of OTLP JSON', async () => {
    const { spans } = await flow('order/1');
    expect(spans[0]).toEqual({
      traceId: traceId(100),
      spanId: spanId(101),
      flags: 0,
      name: 'POST /orders',
      kind: 2,
      startTimeUnixNano: `${START}000000`,
      endTimeUnixNano: `${START + 30}000000`,
      attributes: [
        { key: 'correlation.id', value: { stringValue: 'order/1' } },
        { key: 'http.request.size', value: { intValue: '12' } },
        { key: 'sampled.fraction', value: { doubleValue: 0.5 } },
        { key: 'retried', value: { boolValue: false } },
      ],
      status: { code: 0 },
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'order' } },
          { key: 'host.name', value: { stringValue: 'order-1' } },
        ],
      },
      scope: { name: 'spec', version: '1' },
    });
    expect(spans.find((span) => span.spanId === spanId(103))).toMatchObject({
      parentSpanId: spanId(102),
      status: { code: 2, message: 'card declined' },
      events: [
        {
          name: 'exception',
          timeUnixNano: `${START + 25}000000`,
          attributes: [
            { key: 'exception.type', value: { stringValue: 'CardError' } },
            { key: 'exception.message', value: { stringValue: 'declined' } },
          ],
        },
      ],
    });
  });

  it('finds the same flow by its trace ID in any case, bare slashes included', async () => {
    expect((await flow(traceId(100).toUpperCase())).id).toBe('order/1');
    const { status, body } = await stored.get('/api/v1/flows/order/1');
    expect([status, (body as Flow).id]).toEqual([200, 'order/1']);
  });

  it('takes only its own message out of a batch that holds other flows, over the link', async () => {
    const found = await flow('order-2');
    expect(found.traceIds).toEqual([traceId(200), traceId(220)]);
    expect(found.messages).toHaveLength(1);
    expect(found.messages[0]).toMatchObject({
      correlationId: 'order-2',
      offset: '1',
      deliveries: [{ consumerGroup: 'payment', attempts: [{ spanId: spanId(222), evidence: 'link' }] }],
    });
    expect(found.spans.map((span) => span.spanId)).toEqual([spanId(201), spanId(221), spanId(222)]);
  });

  it('tells three messages of a batch sent under one span by the message ids of links', async () => {
    const { messages } = await flow(traceId(700));
    expect(
      messages.map(({ messageId, destination, outcome, deliveries }) => [
        messageId,
        destination,
        outcome,
        deliveries.map(({ consumerGroup, attemptsAtLeast }) => [consumerGroup, attemptsAtLeast]),
      ]),
    ).toEqual([
      ['m-1', 'mails', 'processed', [['mails', 1]]],
      ['m-2', 'mails', 'processed', [['mails', 1]]],
      ['m-3', 'mails', 'processed', [['mails', 1]]],
    ]);
  });

  it('shows the trace of a batch with all its messages', async () => {
    const found = await flow(traceId(220));
    expect(found).toMatchObject({ id: traceId(220), correlationId: null, outcome: 'processed' });
    expect(found.messages.map(({ correlationId }) => correlationId)).toEqual(['order-2', 'order-3']);
  });

  it('answers a trace without one messaging span with its raw spans', async () => {
    expect(await flow(traceId(300))).toMatchObject({
      id: traceId(300),
      outcome: null,
      messages: [],
      services: ['web'],
      spans: [{ name: 'GET /' }],
    });
  });

  it('finds a flow by a message ID', async () => {
    expect(await flow('m-400')).toMatchObject({ id: traceId(400), correlationId: null, outcome: 'processed' });
  });

  it.each(['nothing-of-the-kind', traceId(999), "'; DROP TABLE spans; --", '𝕏'])(
    'answers 404 and what to check for %s',
    async (id) => {
      const { status, body } = await stored.get(`/api/v1/flows/${encodeURIComponent(id)}`);
      expect(status).toBe(404);
      expect((body as { message: string }).message).toMatch(
        new RegExp(`^No trace, correlation ID or message ID ".+" is stored\\. `),
      );
    },
  );

  const lines = ({ flows }: FlowPage) =>
    flows.map(({ id, outcome, messageCount, attemptCount }) => [id, outcome, messageCount, attemptCount]);

  it('lists the flows of the last hour, newest first, each once', async () => {
    const found = await page('');
    expect(lines(found)).toEqual([
      [traceId(400), 'processed', 1, 1],
      ['order-3', 'processed', 1, 1],
      ['order-2', 'processed', 1, 1],
      ['order/1', 'dead-lettered', 2, 3],
    ]);
    expect(found.nextCursor).toBeNull();
  });

  it('pages by cursor without gaps or repeats', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 9; pages++) {
      const found: FlowPage = await page(`limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...found.flows.map(({ id }) => id));
      cursor = found.nextCursor;
    }
    expect(ids).toEqual([traceId(400), 'order-3', 'order-2', 'order/1']);
  });

  it.each([
    ['outcome=dead-lettered', ['order/1']],
    ['service=email', ['order/1']],
    ['destination=audit', [traceId(400)]],
    ['service=payment&destination=stock', ['order-2', 'order-3']],
    ['service=nobody', []],
    ['q=order-old', ['order-old']],
    ['q=m-400', [traceId(400)]],
    ['q=order-old&from=2020-01-01&to=2020-01-02', []],
    [`destination=email.dlq&from=${START - 25 * HOUR}&to=${START - 23 * HOUR}`, [traceId(600)]],
    [`from=${START - 49 * HOUR}&to=${START - 47 * HOUR}`, ['order-old']],
    [
      `from=${new Date(START - 49 * HOUR).toISOString()}&to=${new Date(START - 47 * HOUR).toISOString()}`,
      ['order-old'],
    ],
  ])('searches by %s', async (query, ids) => {
    expect((await page(query)).flows.map(({ id }) => id)).toEqual(ids);
  });

  it('refuses wrong parameters, all at once, naming each with its value and what is allowed', async () => {
    const { status, body } = await stored.get(
      '/api/v1/flows?from=yesterday&outcome=lost&limit=0&cursor=xyz&colour=red',
    );
    expect([status, (body as { message: string[] }).message]).toEqual([
      400,
      [
        'Parameter "colour" is "red"; allowed is one of the parameters from, to, service, destination, outcome, q, limit, cursor.',
        'Parameter "from" is "yesterday"; allowed is an ISO-8601 time such as 2026-11-21T14:00:00Z, or Unix milliseconds.',
        'Parameter "outcome" is "lost"; allowed is one of dead-lettered, failed, pending, processed.',
        'Parameter "limit" is "0"; allowed is a whole number from 1 to 200.',
        'Parameter "cursor" is "xyz"; allowed is the nextCursor of an earlier answer, unchanged.',
      ],
    ]);
    expect((await stored.get('/api/v1/flows?from=2026-01-02&to=2026-01-01')).status).toBe(400);
    expect((await stored.get('/api/v1/flows?q=a&q=b')).status).toBe(400);
  });
});
