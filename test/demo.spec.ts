import { fileURLToPath } from 'node:url';
import type { AlertList } from '../src/alerts/alert.js';
import type { Flow } from '../src/flows/flow.js';
import { runToEnd } from './servers/child-process.js';
import { freePort } from './servers/free-port.js';
import { PlumblineServer } from './servers/plumbline.js';
import { pollUntil } from './servers/poll-until.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WITHIN_MS = 60_000;

const demo = (...args: string[]) =>
  runToEnd(
    {
      name: 'The demo',
      command: process.execPath,
      args: ['examples/demo/main.js', ...args],
      cwd: ROOT,
      env: { NODE_OPTIONS: '', PLUMBLINE_URL: '', PLUMBLINE_OTLP_URL: '' },
    },
    WITHIN_MS,
  );

describe('the demo', () => {
  let server: PlumblineServer;
  let output: string;

  beforeAll(async () => {
    server = await PlumblineServer.start({
      PLUMBLINE_DETECTION_INTERVAL_MS: '500',
      PLUMBLINE_ALERTS_PENDING_MS: '0',
    });
    output = await demo('--otlp', server.otlpUrl, '--url', server.url);
  }, 360_000);
  afterAll(() => server?.stop());

  /** The id of the flow that the demo names `name`. */
  function flowId(name: string): string {
    const [, id] = new RegExp(`${server.url}/flows/(demo-\\S+-${name})\n`).exec(output) ?? [];
    if (id === undefined) throw new Error(`No flow named ${name} in:\n${output}`);
    return id;
  }

  async function flow(name: string): Promise<Flow> {
    const path = `/api/v1/flows/${flowId(name)}`;
    await pollUntil(`${path} is there`, WITHIN_MS, async () => ({
      isDone: (await server.get<Flow>(path)).spans.length > 0,
      seen: null,
    }));
    return server.get<Flow>(path);
  }

  const deliveriesOf = ({ messages }: Flow) =>
    messages.map(({ destination, deliveries }) => [
      destination,
      deliveries.map(
        ({ consumerGroup, attempts, outcome, deadLetter }) =>
          `${consumerGroup}: ${attempts.length} ${outcome}${deadLetter ? ` to ${deadLetter.destination}` : ''}`,
      ),
    ]);

  it('says that it is simulated, in words and in every resource', async () => {
    expect(output).toMatch(/^This is a simulation: no broker is involved/);
    for (const span of (await flow('good')).spans) {
      expect(span).toMatchObject({
        resource: {
          attributes: expect.arrayContaining([{ key: 'plumbline.simulated', value: { boolValue: true } }]) as unknown,
        },
      });
    }
  });

  it.each([
    [
      'good',
      'processed',
      [
        ['orders.created', ['payment: 1 processed', 'inventory: 1 processed']],
        ['payments', ['email: 1 processed']],
      ],
    ],
    [
      'retried',
      'processed',
      [
        ['orders.created', ['payment: 3 processed', 'inventory: 1 processed']],
        ['payments', ['email: 1 processed']],
      ],
    ],
    [
      'requeued',
      'processed',
      [
        ['orders.created', ['payment: 1 processed', 'inventory: 1 processed']],
        ['payments', ['email: 3 processed']],
      ],
    ],
    [
      'refused',
      'dead-lettered',
      [
        ['orders.created', ['payment: 1 processed', 'inventory: 1 processed']],
        ['payments', ['email: 1 dead-lettered to email.dlq']],
        ['email.dlq', ['email.dlq: 1 processed']],
      ],
    ],
    [
      'poison',
      'dead-lettered',
      [
        ['orders.created', ['payment: 3 dead-lettered to orders.created.dlq']],
        ['orders.created.dlq', []],
      ],
    ],
    ['failed', 'failed', [['orders.created', ['payment: 1 failed']]]],
    ['pending', 'pending', [['orders.cancelled', []]]],
  ])('shows the %s order as %s', async (name, outcome, deliveries) => {
    const found = await flow(name);
    expect([found.correlationId, found.outcome, deliveriesOf(found)]).toEqual([flowId(name), outcome, deliveries]);
  });

  it('shows the time that slow inventory leaves an order in the broker, and the contract’s version', async () => {
    const { messages, contractVersions } = await flow('good');
    const [payment, inventory] = messages[0]?.deliveries ?? [];
    expect([payment?.brokerTimeMs, inventory?.brokerTimeMs]).toEqual([54, 8_000]);
    expect(contractVersions).toEqual([{ subject: 'orders.created-value', version: '1', schemaId: null }]);
  });

  it('makes the alerts fire that it promises, and no other', async () => {
    const expected = [
      'consumer-lag kafka orders.created inventory',
      'dead-letter-arrival kafka orders.created.dlq',
      'dead-letter-arrival rabbitmq email.dlq',
      'retry-storm kafka orders.created payment',
    ];
    const firing = async () => {
      const { alerts } = await server.get<AlertList>('/api/v1/alerts');
      return alerts
        .filter(({ state }) => state === 'firing')
        .map(({ kind, labels }) =>
          [kind, labels['system'], labels['destination'], labels['consumer_group']].join(' ').trim(),
        )
        .sort();
    };
    const seen = await pollUntil('four alerts are firing', WITHIN_MS, async () => {
      const alerts = await firing();
      return { isDone: alerts.length >= expected.length, seen: alerts };
    });
    expect(seen).toEqual(expected);
  });

  it('registers two versions of the orders’ contract', async () => {
    expect(await server.get('/subjects/orders.created-value/versions')).toEqual([1, 2]);
  });

  it('tells the story again with orders of its own, and registers nothing twice', async () => {
    const again = await demo('--otlp', server.otlpUrl, '--url', server.url);
    expect(again).not.toContain(flowId('good'));
    expect(await server.get('/subjects/orders.created-value/versions')).toEqual([1, 2]);
  });
});

describe('the demo without a Plumbline', () => {
  it('leaves with 3, and says what does not answer and what to start', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    await expect(demo('--otlp', url, '--url', url)).rejects.toThrow(
      new RegExp(
        `^The demo ended with exit code 3:\nPlumbline does not answer at ${url}/v1/traces \\(.+\\)\\.\n` +
          'Start it first, in another terminal, and wait for "Plumbline is ready":  npm start\n',
      ),
    );
  });

  it.each([['--otlp=nowhere'], ['--colour=red']])('leaves with 2 and its usage for %s', async (argument) => {
    await expect(demo(argument)).rejects.toThrow(/ended with exit code 2:\n.+\nUsage: npm run demo/);
  });
});
