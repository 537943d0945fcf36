// `npm run demo`: the story of examples/shop without a broker. Everything it sends is simulated and says so: each
// resource has plumbline.simulated = true. The spans are made by the real OpenTelemetry SDK and sent over real OTLP.
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run demo -- [--otlp URL] [--url URL]
  --otlp  Plumbline's OTLP over HTTP (PLUMBLINE_OTLP_URL, default http://127.0.0.1:4318)
  --url   Plumbline's pages and APIs (PLUMBLINE_URL, default http://127.0.0.1:4400)`;
const EXIT_USAGE = 2;
const EXIT_AWAY = 3;

const { otlpUrl, url } = readArguments();
await requireAnswer(`${otlpUrl}/v1/traces`, { method: 'POST', body: '{"resourceSpans":[]}' });
await requireAnswer(`${url}/readyz`);

// Loaded only now: where Plumbline never ran, the packages may not be installed yet.
const { openServices } = await import('./services.js');
const { registerContracts } = await import('./contracts.js');
const { tellStory } = await import('./story.js');

console.log('This is a simulation: no broker is involved, and all it sends is marked plumbline.simulated = true.\n');
for (const line of await registerContracts(url)) console.log(line);
const services = openServices(otlpUrl);
const { flows, orderCount } = tellStory(services, Date.now());
await services.close();

console.log(`Sent the flows of ${orderCount} orders. Open these:\n`);
for (const { id, what } of flows) console.log(`  ${url}/flows/${id}\n    ${what}`);
console.log(`
Within a minute these alerts fire at ${url}/alerts:
  a retry storm in payment, dead letters in orders.created.dlq and email.dlq, and inventory's lag.`);

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { otlp: { type: 'string' }, url: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return {
      otlpUrl: baseUrl((values.otlp ?? process.env.PLUMBLINE_OTLP_URL) || 'http://127.0.0.1:4318'),
      url: baseUrl((values.url ?? process.env.PLUMBLINE_URL) || 'http://127.0.0.1:4400'),
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(EXIT_USAGE);
  }
}

function baseUrl(text) {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) throw new Error(`"${text}" is no http(s) URL.`);
  return text.replace(/\/+$/, '');
}

async function requireAnswer(address, request = {}) {
  const headers = { 'content-type': 'application/json' };
  const problem = await fetch(address, { ...request, headers, signal: AbortSignal.timeout(10_000) }).then(
    (response) => (response.ok ? null : `it answered ${response.status}`),
    (error) => error.cause?.message || error.cause?.code || error.message,
  );
  if (problem === null) return;
  console.error(`Plumbline does not answer at ${address} (${problem}).
Start it first, in another terminal, and wait for "Plumbline is ready":  npm start
If it runs elsewhere, say where:  npm run demo -- --otlp URL --url URL`);
  process.exit(EXIT_AWAY);
}
