// Starts the whole shop, a process a service, places six orders and tells where their flows are. The environment is in
// README.md. Ctrl-C stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTopics } from './kafka.js';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const PLUMBLINE = process.env.PLUMBLINE_URL ?? 'http://127.0.0.1:4400';
const PORT = process.env.PORT ?? '3001';

const run = Date.now().toString(36);
const STORY = {
  'everybody processes it': { id: `${run}-good` },
  'the card is declined twice': { id: `${run}-retried`, payment: { failTimes: 2 } },
  'a poison message: the third failure moves it to orders.created.dlq': {
    id: `${run}-poison`,
    payment: { failTimes: 3 },
  },
  'email puts the payment back twice': { id: `${run}-requeued`, email: { requeueTimes: 2 } },
  'email refuses the payment: RabbitMQ moves it to email.dlq': { id: `${run}-refused`, email: { deadLetter: true } },
  'waits longest for inventory, which is slow': { id: `${run}-slow` },
};

try {
  await createTopics();
} catch (error) {
  console.error(`The shop needs Kafka (KAFKA_BROKERS) and RabbitMQ (AMQP_URL), see README.md: ${error.message}`);
  process.exit(2);
}

const services = [
  start('payment'),
  start('inventory', { INVENTORY_DELAY_MS: process.env.INVENTORY_DELAY_MS ?? '1000' }),
  start('email'),
  start('order', { PORT }),
];
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, close);
}
try {
  await Promise.all(services.map(({ isReady }) => isReady));
  await placeOrders(Object.values(STORY));
  for (const [what, { id }] of Object.entries(STORY)) console.log(`${PLUMBLINE}/flows/${id}  ${what}`);
  console.log(`The shop is open: POST more orders to http://127.0.0.1:${PORT}/orders. Ctrl-C stops it.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  close();
}

async function placeOrders(orders) {
  const response = await fetch(`http://127.0.0.1:${PORT}/orders`, { method: 'POST', body: JSON.stringify(orders) });
  if (!response.ok) throw new Error(`The order service answered ${response.status}: ${await response.text()}`);
}

function close() {
  for (const { child } of services) child.kill('SIGTERM');
}

/** One service in its own process; `isReady` resolves when it is connected. The shop closes when one of them leaves. */
function start(name, env = {}) {
  const child = spawn(process.execPath, ['--import', './telemetry.js', `${name}.js`], {
    cwd: FOLDER,
    env: {
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      ...process.env,
      PORT: '',
      ...env,
      OTEL_SERVICE_NAME: name,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const hasLeft = once(child, 'exit').then(([code, signal]) => {
    if (code !== 0) process.exitCode = 1;
    close();
    throw new Error(`${name} left with ${code ?? signal} before it was ready.`);
  });
  return { child, isReady: Promise.race([once(child.stdout, 'data'), hasLeft]) };
}
