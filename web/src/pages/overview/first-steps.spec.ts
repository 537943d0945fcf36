import { otelEnvironment, registrationCommand } from './first-steps.js';

describe('the first steps', () => {
  it('name the host the page came from, and the port of OTLP', () => {
    expect(otelEnvironment({ protocol: 'http:', hostname: '[::1]' })).toContain(
      'export OTEL_EXPORTER_OTLP_ENDPOINT=http://[::1]:4318',
    );
  });

  it('register a schema whose quotes survive the shell', () => {
    const body = /-d '(.*)'$/.exec(registrationCommand('http://plumbline.test:4400'))?.[1] ?? '';
    expect(JSON.parse((JSON.parse(body) as { schema: string }).schema)).toEqual({
      type: 'object',
      required: ['orderId'],
      properties: { orderId: { type: 'string' } },
    });
  });
});
