import type { FastifyInstance } from 'fastify';
import { SECURITY_HEADERS } from './security-headers.js';
import type { WebFiles } from './web-files.store.js';

/** Puts the security headers on every answer and gives `reply.sendFile` the folder of the web UI, where it is built. */
export async function publishWeb(fastify: FastifyInstance, files: WebFiles): Promise<void> {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done();
  });
  if (files.paths.size === 0) return;
  // Loaded only here: it needs a Node that can `require` ES modules, which jest's module loader on Node 20 cannot.
  const { default: fastifyStatic } = await import('@fastify/static');
  await fastify.register(fastifyStatic, { root: files.directory, serve: false, cacheControl: false });
}
