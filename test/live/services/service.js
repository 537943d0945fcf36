import { createServer } from 'node:http';
import { flushTelemetry } from './otel.js';

/**
 * Runs a service: its HTTP routes (`'POST /orders': async (body) => answer`) on PORT, "ready" on standard output when
 * all is connected, and an orderly end on SIGTERM.
 */
export async function runService({ routes = {}, close }) {
  const server = createServer(async (request, response) => {
    const route = routes[`${request.method} ${request.url}`];
    try {
      const answer = route ? await route(await readJson(request)) : { error: 'no such route' };
      response.writeHead(route ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    } catch (error) {
      response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: error.message }));
    }
  });
  await new Promise((resolve) => server.listen(Number(process.env.PORT), '127.0.0.1', resolve));
  process.once('SIGTERM', async () => {
    server.close();
    server.closeAllConnections();
    await close();
    await flushTelemetry();
    process.exit(0);
  });
  console.log('ready');
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}
