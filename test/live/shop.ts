import { fileURLToPath } from 'node:url';
import { runToEnd, startChild, type Child } from '../servers/child-process.js';
import { freePort } from '../servers/free-port.js';

export type ServiceName = 'order' | 'payment' | 'inventory' | 'email' | 'dead-letter-reader';

/** An order, and what the services behind are to do with it. */
export interface Order {
  id: string;
  /** Where to put it; by the hash of the id if not said. */
  partition?: number;
  /** Payment fails this often; the third failure moves the order to `orders.created.dlq`. */
  payment?: { failTimes: number };
  /** Email puts the payment back this often, then takes it or, with `deadLetter`, refuses it for good. */
  email?: { requeueTimes?: number; deadLetter?: boolean };
}

/** What the shop's services connect to. */
export interface ShopOptions {
  brokers: readonly string[];
  amqpUrl: string;
  /** Base URL of an OTLP/HTTP receiver. */
  otlpUrl: string;
  /** More environment for every service. */
  env?: Readonly<Record<string, string>>;
}

/** Where the shop is. */
export const SHOP = fileURLToPath(new URL('../../examples/shop', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** Creates the shop's topics, by the shop's own code. */
export async function createTopics(brokers: readonly string[]): Promise<void> {
  const script = "import { createTopics } from './kafka.js'; await createTopics();";
  const args = ['--input-type=module', '--eval', script];
  const env = { KAFKA_BROKERS: brokers.join(','), NODE_OPTIONS: '' };
  await runToEnd({ name: 'Creating topics', command: process.execPath, args, cwd: SHOP, env }, START_TIMEOUT_MS);
}

/** One service of the shop in its own process, with the stock OpenTelemetry instrumentations. */
export class Service {
  private constructor(
    readonly name: ServiceName,
    private readonly child: Child,
    private readonly port: number,
  ) {}

  static async start(name: ServiceName, options: ShopOptions): Promise<Service> {
    const port = await freePort();
    const child = startChild({
      name,
      command: process.execPath,
      args: ['--import', './telemetry.js', `${name}.js`],
      cwd: SHOP,
      env: {
        PORT: String(port),
        KAFKA_BROKERS: options.brokers.join(','),
        AMQP_URL: options.amqpUrl,
        NODE_OPTIONS: '',
        OTEL_SERVICE_NAME: name,
        OTEL_EXPORTER_OTLP_ENDPOINT: options.otlpUrl,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_BSP_SCHEDULE_DELAY: '100',
        // How long an exporter tries again while nobody answers.
        OTEL_EXPORTER_OTLP_TIMEOUT: '30000',
        ...options.env,
      },
    });
    try {
      await child.waitForLog(/^ready$/m, START_TIMEOUT_MS);
    } catch (error) {
      await child.kill();
      throw error;
    }
    return new Service(name, child, port);
  }

  /** Posts to the service's own HTTP face; throws with its answer and log when that is no 200. */
  async post(path: string, body: unknown = {}): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${this.name} answered ${response.status}: ${await response.text()}\n${this.log()}`);
  }

  log(): string {
    return this.child.log();
  }

  /** Ends it orderly, with its last spans sent. */
  stop(): Promise<void> {
    return this.child.stop();
  }
}

/** Several services started at once. */
export class Shop {
  private constructor(private readonly services: Map<ServiceName, Service>) {}

  static async start(names: readonly ServiceName[], options: ShopOptions): Promise<Shop> {
    const shop = new Shop(new Map());
    try {
      for (const name of names) await shop.add(name, options);
    } catch (error) {
      await shop.stop();
      throw error;
    }
    return shop;
  }

  async add(name: ServiceName, options: ShopOptions): Promise<void> {
    this.services.set(name, await Service.start(name, options));
  }

  service(name: ServiceName): Service {
    const service = this.services.get(name);
    if (service === undefined) throw new Error(`${name} was not started.`);
    return service;
  }

  /** Publishes the orders in one request to Kafka. */
  placeOrders(...orders: Order[]): Promise<void> {
    return this.service('order').post('/orders', orders);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
  }
}
