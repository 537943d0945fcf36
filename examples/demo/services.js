import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resources, tracing } from '@opentelemetry/sdk-node';

const NAMES = ['order', 'payment', 'inventory', 'email', 'dead-letter-reader'];

/** The simulated services: for each a tracer provider with a resource and an exporter of its own. */
export function openServices(otlpUrl) {
  const providers = new Map(NAMES.map((name) => [name, openProvider(name, otlpUrl)]));
  return {
    /** Records a finished span of `service`, below the span `parent` if there is one. Times are Unix milliseconds. */
    record(service, { name, kind, parent, startMs, lastsMs, attributes, failure }) {
      const tracer = providers.get(service).getTracer('plumbline-demo');
      const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent);
      const span = tracer.startSpan(name, { kind, startTime: startMs, attributes }, context);
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end(startMs + lastsMs);
      return span;
    },
    /** Sends what is held; rejects when Plumbline did not take it. */
    async close() {
      await Promise.all([...providers.values()].map((provider) => provider.forceFlush()));
      await Promise.all([...providers.values()].map((provider) => provider.shutdown()));
    },
  };
}

function openProvider(name, otlpUrl) {
  const resource = resources.resourceFromAttributes({
    'service.name': name,
    'service.version': '1.0.0',
    'deployment.environment.name': 'demo',
    'plumbline.simulated': true,
  });
  const exporter = new OTLPTraceExporter({ url: `${otlpUrl}/v1/traces` });
  return new tracing.BasicTracerProvider({ resource, spanProcessors: [new tracing.BatchSpanProcessor(exporter)] });
}
