import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.js';

/** Asked every few seconds by machines; spans and figures of them would be noise. */
const UNOBSERVED = new Set(['/livez', '/readyz', '/metrics']);

/**
 * One server span and one measurement for each request to the HTTP port, named by its route (HTTP semantic conventions
 * 1.x). The OTLP receivers are other servers and are never traced: a span for each received batch would feed itself.
 */
export function observeRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const tracer = trace.getTracer('plumbline');
  const contexts = new WeakMap<FastifyRequest, Context>();
  const seconds = metrics.histogram('plumbline_http_request_duration_seconds', 'Time to answer a request, by route.');

  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request);
    if (!UNOBSERVED.has(route)) {
      const parent = propagation.extract(ROOT_CONTEXT, request.headers);
      const attributes = {
        'http.request.method': request.method,
        'http.route': route,
        'url.path': request.url.split('?', 1)[0] ?? '',
      };
      const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
      contexts.set(request, trace.setSpan(parent, span));
    }
    done();
  });
  // Entered only now: the events that read a body run outside of what the first hook entered.
  fastify.addHook('preHandler', (request, _reply, done) => {
    const active = contexts.get(request);
    if (active === undefined) done();
    else context.with(active, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!UNOBSERVED.has(routeOf(request))) seconds.record(reply.elapsedTime / 1000, labelsOf(request, reply));
    const active = contexts.get(request);
    const span = active && trace.getSpan(active);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

function labelsOf(request: FastifyRequest, reply: FastifyReply): Record<string, string> {
  return { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
}

/** The pattern of the route, never the path: paths hold ids, and a label for each id would never end. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none';
}
