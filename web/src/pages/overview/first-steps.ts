/** The environment that makes an OpenTelemetry SDK send to this server: its own host, the port of OTLP over HTTP. */
export function otelEnvironment({ protocol, hostname }: { protocol: string; hostname: string }): string {
  return [
    'export OTEL_SERVICE_NAME=my-service',
    'export OTEL_TRACES_EXPORTER=otlp',
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    'export OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${protocol === 'https:' ? 'https:' : 'http:'}//${hostname}:4318`,
  ].join('\n');
}

/** A registration by curl that works as it stands. */
export function registrationCommand(origin: string): string {
  const schema = { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } };
  const body = JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) });
  return [
    `curl -X POST ${origin}/subjects/orders.created-value/versions \\`,
    `  -H 'Content-Type: application/vnd.schemaregistry.v1+json' \\`,
    `  -d '${body}'`,
  ].join('\n');
}
