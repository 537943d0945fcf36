import type { FastifyInstance } from 'fastify';
import { isAllowedHost, type HostRules } from './allowed-host.js';
import { errorBody } from './error-body.js';

/** Asked by machines, which call by an address; nothing of contracts or flows is in them. */
const OPEN = ['/livez', '/readyz', '/metrics'];

/** Answers 421 (RFC 9110, section 15.5.20) to whoever calls this server by a name that is not its own. */
export function checkHost(fastify: FastifyInstance, rules: HostRules): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const header = request.headers.host ?? '';
    if (OPEN.includes(request.url.split('?', 1)[0]!) || isAllowedHost(header, rules)) return done();
    const message = `This server is not called "${header}". Call it by its own name, or add that one to PLUMBLINE_ALLOWED_HOSTS.`;
    void reply.status(421).send(errorBody(request.url, 421, message));
  });
}
