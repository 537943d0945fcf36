import { addressOf, isOwnAddress, wantedExport } from './own-telemetry.js';

describe('wantedExport', () => {
  it.each([
    ['nothing is set', {}, null],
    ['the endpoint is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, null],
    ['only the name of the service is set', { OTEL_SERVICE_NAME: 'x' }, null],
    ['the exporter is none', { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, null],
    ['the SDK is disabled', { OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, null],
    ['only metrics have an endpoint', { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://c:4318' }, null],
  ])('sends no spans when %s', (_case, env, expected) => expect(wantedExport('traces', env)).toBe(expected));

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'http://c:4318'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b' }, 'http://b'],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318'],
    [{ OTEL_TRACES_EXPORTER: 'console, otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'http://localhost:4317'],
    [{ OTEL_TRACES_EXPORTER: 'console', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }, null],
  ])('with %j sends spans to %s', (env, endpoint) => expect(wantedExport('traces', env)).toEqual({ endpoint }));
});

describe('addressOf', () => {
  it.each([
    ['http://collector', { host: 'collector', port: 80 }],
    ['https://collector/v1/traces', { host: 'collector', port: 443 }],
    ['localhost:4317', { host: 'localhost', port: 4317 }],
    ['http://[::1]:4318', { host: '::1', port: 4318 }],
    ['http://0x7f.1:4318', { host: '127.0.0.1', port: 4318 }],
    ['http://', null],
  ])('reads %s', (endpoint, address) => expect(addressOf(endpoint)).toEqual(address));
});

describe('isOwnAddress', () => {
  const own = { ports: [4400, 4318], addresses: ['10.1.2.3', 'fe80::1'] };

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '10.1.2.3',
    '::ffff:a01:203',
    'FE80::1',
  ])('knows itself behind %s', (address) => expect(isOwnAddress(4318, [address], own)).toBe(true));

  it('knows itself when one of several addresses is its own', () =>
    expect(isOwnAddress(4318, ['10.9.9.9', '10.1.2.3'], own)).toBe(true));
  it.each(['10.9.9.9', '192.168.0.1', '2001:db8::1'])('lets %s be somebody else', (address) =>
    expect(isOwnAddress(4318, [address], own)).toBe(false),
  );
  it('lets another port of this machine be somebody else', () =>
    expect(isOwnAddress(14318, ['127.0.0.1'], own)).toBe(false));
});
