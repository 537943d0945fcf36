import { createServer } from 'node:http';
import { flushTelemetry } from './telemetry.js';

/**
 * Runs a service: its HTTP routes (`'POST /orders': async (body) => answer`) on PORT if that is set, "ready" on standard
 * output when all is connected, and an orderly end on SIGTERM or Ctrl-C.
 */
export async function runService({ routes = {}, close }) {
  const server = createServer((request, response) => answer(routes, request, response));
  if (process.env.PORT) {
    await new Promise((resolve) => server.listen(Number(process.env.PORT), '127.0.0.1', resolve));
  }
  let stopping;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await close();
    await flushTelemetry();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => (stopping ??= stop()));
  console.log('ready');
}

async function answer(routes, request, response) {
  const route = routes[`${request.method} ${request.url}`];
  const send = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    if (route === undefined) send(404, { error: 'no such route' });
    else send(200, (await route(await readJson(request))) ?? {});
  } catch (error) {
    send(500, { error: error.message });
  }
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}
