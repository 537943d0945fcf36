import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_MS = 5_000;

/**
 * What is still coming of a body that is too large is read and thrown away before the answer goes out, 64 MiB and 5 seconds of it at
 * most. Otherwise the connection would be closed while the client sends: it would see that alone, no answer, and try again.
 */
export function drainLargeBodies(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode === 413) await drained(request.raw);
    return payload;
  });
}

function drained(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const count = (part: Buffer): void => {
      bytes += part.length;
      if (bytes > MOST_BYTES) end();
    };
    const timer = setTimeout(end, LONGEST_MS);
    function end(): void {
      clearTimeout(timer);
      body.off('data', count);
      body.pause();
      resolve();
    }
    for (const event of ['end', 'close', 'error'] as const) body.once(event, end);
    body.on('data', count);
    body.resume();
  });
}
