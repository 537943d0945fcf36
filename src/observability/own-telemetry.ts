type Env = Readonly<Record<string, string | undefined>>;

export type Signal = 'traces' | 'metrics';

/** Where a signal of Plumbline's own goes; null when nothing asks for it. `endpoint` is null for exporters without one. */
export type Export = { readonly endpoint: string | null } | null;

/**
 * What OTEL_* asks for, after the OpenTelemetry environment specification: a signal is wanted when its exporter is named,
 * or an OTLP endpoint is. Without either nothing is sent, although the SDK's own default would be localhost.
 */
export function wantedExport(signal: Signal, env: Env): Export {
  if (env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return null;
  const name = signal.toUpperCase();
  const exporters = listOf(env[`OTEL_${name}_EXPORTER`]);
  if (exporters.includes('none')) return null;
  const endpoint = env[`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`]?.trim() || env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim();
  if (exporters.length === 0) return endpoint ? { endpoint } : null;
  if (!exporters.includes('otlp')) return { endpoint: null };
  return { endpoint: endpoint || defaultEndpoint(name, env) };
}

function defaultEndpoint(name: string, env: Env): string {
  const protocol = env[`OTEL_EXPORTER_OTLP_${name}_PROTOCOL`] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'];
  return protocol === 'grpc' ? 'http://localhost:4317' : 'http://localhost:4318';
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Host and port of an endpoint; gRPC's may lack the scheme. Null when it does not read as an address. */
export function addressOf(endpoint: string): { host: string; port: number } | null {
  const text = endpoint.includes('://') ? endpoint : `http://${endpoint}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/**
 * Whether an address is this process: one of our ports, on a loopback, unspecified or own interface's address. The host
 * counts by what it resolves to (`resolved`), so that an alias is seen through. Our own spans sent to ourselves would
 * show Plumbline inside the flows of others, and each export would be one more request.
 */
export function isOwnAddress(
  port: number,
  resolved: readonly string[],
  own: { readonly ports: readonly number[]; readonly addresses: readonly string[] },
): boolean {
  if (!own.ports.includes(port)) return false;
  return resolved.map(plainAddress).some((address) => isLocal(address) || own.addresses.includes(address));
}

function plainAddress(address: string): string {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (mapped === null) return address.toLowerCase();
  if (mapped[1] !== undefined) return mapped[1];
  const [high, low] = [parseInt(mapped[2] ?? '0', 16), parseInt(mapped[3] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function isLocal(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1|::)$/.test(address);
}
