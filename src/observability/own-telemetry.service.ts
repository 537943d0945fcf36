import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { metrics as metricsApi, type Meter } from '@opentelemetry/api';
import type { Config } from '../config/config.js';
import { addressOf, isOwnAddress, wantedExport, type Signal } from './own-telemetry.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Plumbline's own spans and metrics on their way to another collector. */
export interface OwnTelemetry {
  /** Meters that export elsewhere; empty when nothing asks for metrics. */
  readonly meters: readonly Meter[];
  /** Sends what is still held and stops. Never rejects: a collector that is away must not keep us from stopping. */
  close(): Promise<void>;
}

const NONE: OwnTelemetry = { meters: [], close: () => Promise.resolve() };

/**
 * Starts the OpenTelemetry SDK where OTEL_* asks for it, and loads it only then. A signal whose endpoint is one of our
 * own ports is left out, with a line that says so. `env` decides; the SDK itself reads the rest of OTEL_* from the process.
 */
export async function startOwnTelemetry(
  config: Config,
  env: Env,
  warn: (message: string) => void,
): Promise<OwnTelemetry> {
  // One after the other, so that what they warn of comes in this order.
  const traces = await isSent('traces');
  const metrics = await isSent('metrics');
  if (!traces && !metrics) return NONE;

  const { NodeSDK, resources } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({
    resource: resources.defaultResource().merge(resources.resourceFromAttributes({ 'service.name': 'plumbline' })),
    logRecordProcessors: [],
    // Left out, the SDK takes them from OTEL_*; empty, there are none.
    ...(traces ? {} : { spanProcessors: [] }),
    ...(metrics ? {} : { metricReaders: [] }),
  });
  sdk.start();
  return {
    meters: metrics ? [metricsApi.getMeter('plumbline')] : [],
    close: () =>
      sdk.shutdown().catch((error: unknown) => warn(`The last own telemetry was not sent: ${String(error)}`)),
  };

  async function isSent(signal: Signal): Promise<boolean> {
    const wanted = wantedExport(signal, env);
    if (wanted?.endpoint && (await isOwnEndpoint(wanted.endpoint, config))) {
      warn(
        `Plumbline's own ${signal} are not sent: ${hostAndPort(wanted.endpoint)} is Plumbline itself. ` +
          'Name another collector in OTEL_EXPORTER_OTLP_ENDPOINT, or unset it.',
      );
      return false;
    }
    return wanted !== null;
  }
}

async function isOwnEndpoint(endpoint: string, config: Config): Promise<boolean> {
  const address = addressOf(endpoint);
  if (address === null) return false;
  const own = {
    ports: [config.port, config.otlp.httpPort],
    addresses: Object.values(networkInterfaces()).flatMap((each) =>
      (each ?? []).map((one) => one.address.toLowerCase()),
    ),
  };
  if (!own.ports.includes(address.port)) return false;
  return isOwnAddress(address.port, await resolveHost(address.host), own);
}

/** The addresses of a host; none when it cannot be resolved in 2 s, since then nothing can be sent there either. */
async function resolveHost(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), 2000);
  });
  const found = lookup(host, { all: true }).then(
    (answers) => answers.map(({ address }) => address),
    () => [],
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

function hostAndPort(endpoint: string): string {
  const address = addressOf(endpoint);
  return address === null ? 'the endpoint' : `${address.host}:${address.port}`;
}
