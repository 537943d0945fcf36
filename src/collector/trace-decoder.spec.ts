import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { EmbeddedClickHouse } from '../storage/embedded.store.js';
import { TABLES } from '../storage/tables.js';
import { traceRequestFromJson } from './otlp-json.js';
import { MalformedPayload } from './protobuf-reader.js';
import { TraceDecoder } from './trace-decoder.js';

const TRACE = '5b8efff798038103d269b633813fc60c';
const SPAN = 'eee19b7ec3c1b174';
const PARENT = 'eee19b7ec3c1b173';
const STAMP = { key: Buffer.from([7, 0, 0, 0, 0, 0, 0, 0]), receivedAtMs: 1_700_000_000_123 };

function requestOf(...spans: object[]): Buffer {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'billing' } }] };
  const scope = { name: '@opentelemetry/instrumentation-kafkajs', version: '0.28.0' };
  return traceRequestFromJson(JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] })).body;
}

function text(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

describe('TraceDecoder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-decoder-'));
  let store: EmbeddedClickHouse;
  let decoder: TraceDecoder;

  beforeAll(async () => {
    store = await EmbeddedClickHouse.open(join(folder, 'store'), TABLES);
  }, 60_000);
  beforeEach(async () => {
    decoder = new TraceDecoder(['messaging.message.conversation_id', 'order.id']);
    await store.command('TRUNCATE TABLE spans');
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The block as the engine reads it back: what is tested is what is stored. */
  async function stored(columns: string, order = 'ORDER BY row'): Promise<object[]> {
    const file = join(folder, 'block.native');
    writeFileSync(file, decoder.takeBlock());
    await store.loadNative('spans', [file], { afterCrash: false });
    return store.query(`SELECT ${columns} FROM spans ${order}`);
  }

  it('stores a consumer span with its facts, its context and every attribute with its type', async () => {
    const span = {
      traceId: TRACE.toUpperCase(),
      spanId: SPAN,
      parentSpanId: PARENT,
      name: 'process orders.created',
      kind: 5,
      startTimeUnixNano: '1700000000000000001',
      endTimeUnixNano: 1700000000004999936,
      status: { code: 2, message: 'card declined' },
      flags: 257,
      attributes: [
        text('messaging.system', 'kafka'),
        text('messaging.destination.name', 'orders.created'),
        text('messaging.operation.type', 'process'),
        text('messaging.kafka.offset', '17'),
        text('order.id', 'order-42'),
        { key: 'server.port', value: { intValue: 9092 } },
        { key: 'min', value: { intValue: '-9223372036854775808' } },
        { key: 'retry', value: { boolValue: true } },
        { key: 'ratio', value: { doubleValue: 0.25 } },
        { key: 'tags', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: 2 }] } } },
        { key: 'empty', value: {} },
      ],
    };
    expect(decoder.decode(requestOf(span), STAMP)).toEqual({
      accepted: 1,
      rejected: 0,
      reason: '',
      rejectedFor: {},
      oddFor: {},
    });
    const columns = `toString(request) AS request, row, toUnixTimestamp64Milli(received_at) AS received, lower(hex(trace_id)) AS trace,
      lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent, name, kind, flags, service, scope, attributes, attribute_types,
      toUnixTimestamp64Nano(started_at) AS start, toUnixTimestamp64Nano(ended_at) AS end, status_code, status_message, correlation_id,
      role, system, destination, offset, lower(hex(context_trace_id)) AS contextTrace, lower(hex(context_span_id)) AS contextSpan`;
    expect(await stored(columns)).toEqual([
      {
        request: '7',
        row: 0,
        received: '1700000000123',
        trace: TRACE,
        span: SPAN,
        parent: PARENT,
        name: 'process orders.created',
        kind: 5,
        flags: 257,
        service: 'billing',
        scope: '{"name":"@opentelemetry/instrumentation-kafkajs","version":"0.28.0"}',
        attributes: {
          'messaging.system': 'kafka',
          'messaging.destination.name': 'orders.created',
          'messaging.operation.type': 'process',
          'messaging.kafka.offset': '17',
          'order.id': 'order-42',
          'server.port': '9092',
          min: '-9223372036854775808',
          retry: 'true',
          ratio: '0.25',
          tags: '{"values":[{"stringValue":"a"},{"intValue":"2"}]}',
          empty: '',
        },
        attribute_types: [1, 1, 1, 1, 1, 3, 3, 2, 4, 5, 0],
        start: '1700000000000000001',
        end: '1700000000004999936',
        status_code: 2,
        status_message: 'card declined',
        correlation_id: 'order-42',
        role: 'process',
        system: 'kafka',
        destination: 'orders.created',
        offset: '17',
        contextTrace: TRACE,
        contextSpan: PARENT,
      },
    ]);
  });

  it('takes the only link for the context of a consumer, its own ids for a producer, and none for a batch', async () => {
    const messaging = [text('messaging.system', 'kafka'), text('messaging.destination.name', 'orders')];
    const link = (n: number): object => ({ traceId: TRACE.replace('5b', `0${n}`), spanId: SPAN });
    const consumer = { traceId: TRACE, parentSpanId: PARENT, kind: 5, attributes: messaging };
    decoder.decode(
      requestOf(
        { ...consumer, spanId: '0000000000000001', links: [link(1)] },
        { ...consumer, spanId: '0000000000000002', links: [link(1), link(2)] },
        { ...consumer, spanId: '0000000000000003', kind: 4 },
        { ...consumer, spanId: '0000000000000004', attributes: [] },
      ),
      STAMP,
    );
    const nothing = '0'.repeat(32);
    expect(
      await stored(
        'lower(hex(context_trace_id)) AS trace, lower(hex(context_span_id)) AS span, length(link_span_ids) AS links',
      ),
    ).toEqual([
      { trace: `01${TRACE.slice(2)}`, span: SPAN, links: '1' },
      { trace: nothing, span: '0'.repeat(16), links: '2' },
      { trace: TRACE, span: '0000000000000003', links: '0' },
      { trace: nothing, span: '0'.repeat(16), links: '0' },
    ]);
  });

  it('rejects a span whose ids cannot be, and keeps the others of the request', async () => {
    const good = { traceId: TRACE, spanId: SPAN, name: 'good' };
    const result = decoder.decode(
      requestOf({ ...good, traceId: '00' }, good, { ...good, spanId: '0000000000000000' }),
      STAMP,
    );
    expect(result).toEqual({
      accepted: 1,
      rejected: 2,
      reason: 'span 1 of the request: trace_id is not 16 bytes with one of them not zero',
      rejectedFor: { bad_trace_id: 1, bad_span_id: 1 },
      oddFor: { no_start_time: 1 },
    });
    expect(await stored('name, row')).toEqual([{ name: 'good', row: 0 }]);
  });

  it('keeps spans with odd or missing fields, and counts what is odd about them', async () => {
    const ids = (n: number): object => ({ traceId: TRACE, spanId: `000000000000000${n}` });
    const times = { startTimeUnixNano: '1700000000000000002', endTimeUnixNano: '1700000000000000003' };
    const result = decoder.decode(
      requestOf(
        ids(1),
        { ...ids(2), name: 'n', ...times, parentSpanId: 'abcd' },
        { ...ids(3), name: 'n', ...times, endTimeUnixNano: '1700000000000000001' },
        { ...ids(4), name: 'n', ...times, startTimeUnixNano: '18446744073709551615' },
        { ...ids(5), name: 'n', startTimeUnixNano: '1', kind: 258, status: { code: 9 } },
      ),
      STAMP,
    );
    expect(result).toMatchObject({
      accepted: 5,
      rejected: 0,
      oddFor: {
        no_name: 1,
        no_start_time: 2,
        bad_parent_span_id: 1,
        ends_before_it_starts: 1,
        time_after_2262: 1,
        no_end_time: 1,
        unknown_kind: 1,
        unknown_status: 1,
      },
    });
    expect(
      await stored('name, toUnixTimestamp64Nano(started_at) AS start, lower(hex(parent_span_id)) AS parent'),
    ).toEqual([
      { name: '', start: '0', parent: '0'.repeat(16) },
      { name: 'n', start: '1700000000000000002', parent: '0'.repeat(16) },
      { name: 'n', start: '1700000000000000002', parent: '0'.repeat(16) },
      { name: 'n', start: '0', parent: '0'.repeat(16) },
      { name: 'n', start: '1', parent: '0'.repeat(16) },
    ]);
  });

  it('keeps the message ids that links name, one a link', async () => {
    const link = (attributes?: object[]): object => ({ traceId: TRACE, spanId: SPAN, attributes });
    const links = [
      link([text('a', 'b'), text('messaging.message.id', 'm-1')]),
      link(),
      link([text('messaging.message_id', 'm-3')]),
    ];
    decoder.decode(requestOf({ traceId: TRACE, spanId: SPAN, links }), STAMP);
    expect(await stored('link_message_ids')).toEqual([{ link_message_ids: ['m-1', '', 'm-3'] }]);
  });

  it('leaves the block as it was when a later part of the request is malformed', async () => {
    decoder.decode(requestOf({ traceId: TRACE, spanId: SPAN, name: 'before', attributes: [text('k', 'v')] }), STAMP);
    const whole = requestOf({ traceId: TRACE, spanId: PARENT, name: 'cut', attributes: [text('k2', 'v2')] });
    expect(() => decoder.decode(whole.subarray(0, whole.length - 3), STAMP)).toThrow(MalformedPayload);
    expect(await stored('name, attributes')).toEqual([{ name: 'before', attributes: { k: 'v' } }]);
  });

  it('reads a resource that comes after its spans, as Protobuf allows', async () => {
    const [resourceSpans] = [requestOf({ traceId: TRACE, spanId: SPAN, name: 'late' })];
    // Outer message: tag, length; inside: resource (field 1) first, then scope_spans (field 2). Put them the other way.
    const inner = resourceSpans.subarray(resourceSpans[1]! < 0x80 ? 2 : 3);
    const resourceEnd = 2 + inner[1]!;
    const swapped = Buffer.concat([inner.subarray(resourceEnd), inner.subarray(0, resourceEnd)]);
    const header = resourceSpans.subarray(0, resourceSpans.length - inner.length);
    decoder.decode(Buffer.concat([header, swapped]), STAMP);
    expect(await stored('service, name')).toEqual([{ service: 'billing', name: 'late' }]);
  });

  it('ends in a result or MalformedPayload, whatever the bytes, and stores nothing of what it refused', () => {
    const valid = requestOf({
      traceId: TRACE,
      spanId: SPAN,
      name: 'n',
      attributes: [text('messaging.system', 'kafka')],
      links: [{ traceId: TRACE, spanId: SPAN }],
    });
    const mutation = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 8 });
    fc.assert(
      fc.property(mutation, fc.nat(valid.length), (changes, end) => {
        const bytes = Buffer.from(valid.subarray(0, end));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const before = decoder.block.rows;
        try {
          expect(decoder.block.rows).toBe(before);
          const { accepted } = decoder.decode(bytes, STAMP);
          expect(decoder.block.rows).toBe(before + accepted);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPayload);
          expect(decoder.block.rows).toBe(before);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('remembers no more than a bound, however many names and keys a client makes up', async () => {
    for (let round = 0; round < 3; round++) {
      const spans = Array.from({ length: 9000 }, (_, i) => ({
        traceId: TRACE,
        spanId: (i + 1).toString(16).padStart(16, '0'),
        name: `GET /orders/${round}-${i}`,
        attributes: [text(`key-${round}-${i}`, 'v')],
      }));
      decoder.decode(requestOf(...spans), STAMP);
      await store.command('TRUNCATE TABLE spans');
      expect(
        await stored('count() AS spans, uniqExact(name) AS names, uniqExact(mapKeys(attributes)) AS keys', ''),
      ).toEqual([{ spans: '9000', names: '9000', keys: '9000' }]);
    }
  });
});
