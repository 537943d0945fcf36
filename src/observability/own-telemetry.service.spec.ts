import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { loadConfig } from '../config/config.store.js';
import { Metrics } from './metrics.js';
import { startOwnTelemetry } from './own-telemetry.service.js';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Another collector: keeps what it gets and answers as OTLP asks. */
async function startCollector(): Promise<{ server: Server; port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      });
      response.setHeader('content-type', 'application/x-protobuf').end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, received };
}

const config = loadConfig({}, '/nonexistent');
const withEnvironment = async (env: Record<string, string>, run: () => Promise<void>): Promise<void> => {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    await run();
  } finally {
    process.env = before;
  }
};

describe('startOwnTelemetry', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  beforeEach(async () => {
    collector = await startCollector();
  });
  afterEach(() => {
    trace.disable();
    collector.server.close();
  });

  it('sends nothing and loads no SDK when OTEL_* asks for nothing', async () => {
    const warnings: string[] = [];
    const telemetry = await startOwnTelemetry(config, {}, (message) => warnings.push(message));
    trace.getTracer('test').startSpan('unseen').end();
    await telemetry.close();
    expect({ meters: telemetry.meters, warnings, received: collector.received }).toEqual({
      meters: [],
      warnings: [],
      received: [],
    });
  });

  it('sends its spans and metrics to the collector that OTEL_* names', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}` };
    await withEnvironment(env, async () => {
      const telemetry = await startOwnTelemetry(config, env, () => undefined);
      const metrics = new Metrics(telemetry.meters);
      metrics.counter('plumbline_seen_total', 'Seen.').add(1);
      trace.getTracer('test').startSpan('GET /api/v1/flows').end();
      await telemetry.close();
      expect(await metrics.text()).toContain('plumbline_seen_total 1\n');
      await metrics.close();
    });
    const byPath = new Map(collector.received.map((each) => [each.path, each]));
    expect([...byPath.keys()].sort()).toEqual(['/v1/metrics', '/v1/traces']);
    expect(byPath.get('/v1/traces')?.body).toContain('GET /api/v1/flows');
    expect(byPath.get('/v1/traces')?.body).toContain('plumbline');
    expect(byPath.get('/v1/metrics')?.body).toContain('plumbline_seen_total');
  });

  it('sends only spans where only spans are asked for', async () => {
    const env = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${collector.port}/v1/traces` };
    await withEnvironment(env, async () => {
      const telemetry = await startOwnTelemetry(config, env, () => undefined);
      trace.getTracer('test').startSpan('seen').end();
      await telemetry.close();
      expect(telemetry.meters).toEqual([]);
    });
    expect(collector.received.map(({ path }) => path)).toEqual(['/v1/traces']);
  });

  it.each(['localhost', '127.0.0.1', '127.8.8.8', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]', '2130706433'])(
    'refuses to send to its own receiver by the name %s, and says so',
    async (host) => {
      const own = loadConfig({ PLUMBLINE_OTLP_HTTP_PORT: String(collector.port) }, '/nonexistent');
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${collector.port}` };
      const warnings: string[] = [];
      await withEnvironment(env, async () => {
        const telemetry = await startOwnTelemetry(own, env, (message) => warnings.push(message));
        trace.getTracer('test').startSpan('unseen').end();
        await telemetry.close();
      });
      expect(collector.received).toEqual([]);
      expect(warnings).toHaveLength(2);
      expect(warnings[0]).toMatch(
        /^Plumbline's own traces are not sent: .*:\d+ is Plumbline itself\. Name another collector in OTEL_EXPORTER_OTLP_ENDPOINT, or unset it\.$/,
      );
    },
  );
});
