import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadConfig } from '../config/config.store.js';
import { Spool } from '../storage/spool.store.js';
import { IngestService } from './ingest.service.js';
import { traceRequestFromJson } from './otlp-json.js';
import { OtlpHttpReceiver } from './otlp-http.receiver.js';

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

let spans = 0;
function requestJson(overrides: object = {}): string {
  const spanId = (++spans).toString(16).padStart(16, '0');
  return JSON.stringify({
    resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'ab'.repeat(16), spanId, name: 'n', ...overrides }] }] }],
  });
}

describe('OtlpHttpReceiver', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-otlp-'));
  let receiver: OtlpHttpReceiver;
  let url: string;

  async function listen(environment: Record<string, string>, spoolBytes = 1_000_000): Promise<void> {
    const config = loadConfig({ PLUMBLINE_DATA_DIR: folder, PLUMBLINE_OTLP_HTTP_PORT: '0', ...environment }, folder);
    receiver = new OtlpHttpReceiver(
      config,
      new IngestService(config, await Spool.open(join(folder, 'spool'), spoolBytes)),
    );
    await receiver.listen();
    url = `http://127.0.0.1:${receiver.port}`;
  }
  async function post(
    headers: Record<string, string>,
    body: string | Uint8Array,
    path = '/v1/traces',
  ): Promise<[number, string | null, string]> {
    const response = await fetch(url + path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return [response.status, response.headers.get('content-type'), await response.text()];
  }
  const spooled = (): number => readdirSync(join(folder, 'spool')).length;

  beforeEach(() => listen({}));
  afterEach(async () => {
    await receiver.close();
    rmSync(join(folder, 'spool'), { recursive: true, force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('acknowledges JSON and Protobuf, plain and gzipped, each in its own encoding, once they are on disk', async () => {
    expect(await post(JSON_TYPE, requestJson())).toEqual([200, 'application/json', '{}']);
    expect(spooled()).toBe(1);
    expect(await post(PROTOBUF, traceRequestFromJson(requestJson()).body)).toEqual([200, 'application/x-protobuf', '']);
    const zipped = gzipSync(traceRequestFromJson(requestJson()).body);
    expect(await post({ ...PROTOBUF, 'content-encoding': 'gzip' }, zipped)).toEqual([
      200,
      'application/x-protobuf',
      '',
    ]);
    expect(spooled()).toBe(3);
  });

  it('acknowledges the same bytes again without storing them again', async () => {
    const body = requestJson();
    await post(JSON_TYPE, body);
    expect(await post(JSON_TYPE, body)).toEqual([200, 'application/json', '{}']);
    expect(spooled()).toBe(1);
  });

  it('acknowledges an empty request, of which there is nothing to store', async () => {
    expect(await post(JSON_TYPE, '{}')).toEqual([200, 'application/json', '{}']);
    expect(spooled()).toBe(0);
  });

  it('answers a partial success where some spans cannot be stored', async () => {
    const [status, , body] = await post(JSON_TYPE, requestJson({ spanId: '' }));
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedSpans: '1',
          errorMessage: 'span 1 of the request: span_id is not 8 bytes with one of them not zero',
        },
      },
    ]);
  });

  it('keeps the other spans of a batch with an odd one, and what is right of that', async () => {
    const odd = {
      kind: 'SPAN_KIND_SERVER',
      attributes: [{ key: 'k', value: { intValue: 1e300 } }],
      startTimeUnixNano: '-5',
    };
    expect(await post(JSON_TYPE, requestJson(odd))).toEqual([200, 'application/json', '{}']);
    const [status, , body] = await post(JSON_TYPE, requestJson({ traceId: 'xyz' }));
    expect([status, JSON.parse(body)]).toMatchObject([200, { partialSuccess: { rejectedSpans: '1' } }]);
  });

  it('answers a repeated request as it answered the first time', async () => {
    const good = { traceId: 'cd'.repeat(16), spanId: '00000000000000aa' };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [good, { ...good, spanId: '' }] }] }] });
    const first = await post(JSON_TYPE, body);
    expect(JSON.parse(first[2])).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
    expect(await post(JSON_TYPE, body)).toEqual(first);
  });

  it('refuses what would take more memory than there is to give, before it takes it', async () => {
    const zeros = gzipSync(Buffer.alloc(60_000_000));
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post({ ...PROTOBUF, 'content-encoding': 'gzip' }, zeros)),
    );
    const statuses = answers.map(([status]) => status);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(12 - 4);
    expect((await post(JSON_TYPE, requestJson()))[0]).toBe(200);
  });

  it.each([
    ['bytes that are no request', 400, PROTOBUF, Buffer.from([0x0a, 0x7f, 1]), /ends within a field/],
    [
      'JSON whose spans are no list',
      400,
      JSON_TYPE,
      '{"resourceSpans":{}}',
      /is an object, expected an array of resource spans/,
    ],
    ['a body that is not gzip', 400, { ...JSON_TYPE, 'content-encoding': 'gzip' }, '{}', /does not decompress/],
    [
      'an encoding of the body we do not know',
      415,
      { ...JSON_TYPE, 'content-encoding': 'br' },
      '{}',
      /send gzip, deflate or none/,
    ],
    [
      'another content type',
      415,
      { 'content-type': 'text/plain' },
      '{}',
      /application\/x-protobuf or application\/json/,
    ],
  ])('refuses %s with %i and says why', async (_what, expected, headers, body, reason) => {
    const [status, , text] = await post(headers, body);
    expect(status).toBe(expected);
    expect(text).toMatch(reason);
    expect(spooled()).toBe(0);
  });

  it('tells where traces go, and that metrics and logs go elsewhere', async () => {
    expect(await post(JSON_TYPE, '{}', '/v1/metrics')).toEqual([
      404,
      'application/json',
      expect.stringContaining('OTEL_METRICS_EXPORTER=none'),
    ]);
    expect(await post(JSON_TYPE, '{}', '/v2/traces')).toEqual([
      404,
      'application/json',
      expect.stringContaining('POST /v1/traces'),
    ]);
    expect((await fetch(`${url}/v1/traces`)).status).toBe(405);
  });

  it('refuses a body over the limit, also one that only decompresses to it', async () => {
    await receiver.close();
    await listen({ PLUMBLINE_OTLP_MAX_BODY_BYTES: '65536' });
    const large = ' '.repeat(70_000);
    expect((await post(JSON_TYPE, large))[0]).toBe(413);
    expect((await post({ ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(large)))[0]).toBe(413);
    expect((await post(JSON_TYPE, requestJson()))[0]).toBe(200);
  });

  it('asks the exporter to come again, and acknowledges nothing, while the spool is full', async () => {
    await receiver.close();
    await listen({}, 1);
    await post(JSON_TYPE, requestJson());
    const refused = requestJson();
    const response = await fetch(`${url}/v1/traces`, { method: 'POST', headers: JSON_TYPE, body: refused });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    // Its retry is not taken for a repetition: nothing of it was stored.
    expect((await post(JSON_TYPE, refused))[0]).toBe(503);
  });

  it('lives on after a client that sends half a request and goes away', async () => {
    const socket = connect(receiver.port, '127.0.0.1');
    socket.write(
      'POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"resource',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await post(JSON_TYPE, requestJson()))[0]).toBe(200);
  });
});
