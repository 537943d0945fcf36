import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from './child-process.js';
import { freePorts } from './free-port.js';
import { pollUntil } from './poll-until.js';

/** A running RabbitMQ of one node with its management plugin. */
export interface RabbitMqServer {
  /** amqp://guest:guest@127.0.0.1:port */
  amqpUrl: string;
  /** http://guest:guest@127.0.0.1:port */
  managementUrl: string;
  stop(): Promise<void>;
}

const LIBRARY = '/usr/lib/rabbitmq/lib';
const START_TIMEOUT_MS = 90_000;

/**
 * Starts Debian's RabbitMQ on free ports with an empty temporary folder and an epmd of its own. The management plugin
 * refreshes its figures twice a second and keeps short samples, so that tests need not wait for the usual 5 s.
 */
export async function startRabbitMq(): Promise<RabbitMqServer> {
  const server = serverScript();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-rabbitmq-'));
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const ports = await allocatePorts();
    const env = await writeConfiguration(folder, ports);
    children.push(
      startChild({
        name: 'epmd',
        command: 'epmd',
        args: ['-port', String(ports.epmd), '-address', '127.0.0.1'],
        env,
      }),
    );
    const rabbit = startChild({ name: 'RabbitMQ', command: server, args: [], cwd: folder, env });
    children.push(rabbit);
    await rabbit.waitForLog(/Server startup complete/, START_TIMEOUT_MS);
    await waitForManagement(ports.management);
    return {
      amqpUrl: `amqp://guest:guest@127.0.0.1:${ports.amqp}`,
      managementUrl: `http://guest:guest@127.0.0.1:${ports.management}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ports {
  amqp: number;
  management: number;
  distribution: number;
  epmd: number;
}

async function allocatePorts(): Promise<Ports> {
  const [amqp, management, distribution, epmd] = (await freePorts(4)) as [number, number, number, number];
  return { amqp, management, distribution, epmd };
}

/** The script under the library folder: the one in the path switches to a user of its own and its fixed folders. */
function serverScript(): string {
  let versions: string[] = [];
  try {
    versions = readdirSync(LIBRARY).filter((name) => name.startsWith('rabbitmq_server-'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const version = versions.sort().at(-1);
  if (version === undefined) {
    throw new Error(`RabbitMQ is not in ${LIBRARY}. Install it with: bash test/live/install.sh`);
  }
  return join(LIBRARY, version, 'sbin', 'rabbitmq-server');
}

/** Writes the node's files into `folder` and answers the environment that keeps it inside. */
async function writeConfiguration(folder: string, ports: Ports): Promise<Record<string, string>> {
  await Promise.all(['mnesia', 'log', 'home', 'empty'].map((name) => mkdir(join(folder, name))));
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${ports.management}
collect_statistics_interval = 500
log.console = true
log.console.level = info
log.file = false
`,
  );
  await writeFile(
    join(folder, 'advanced.config'),
    `[{rabbit, [{quorum_tick_interval, 500}]},
 {rabbitmq_management, [{sample_retention_policies, [{global, [{60, 1}]}, {basic, [{60, 1}]}, {detailed, [{10, 1}]}]}]},
 {rabbitmq_management_agent, [{sample_retention_policies, [{global, [{60, 1}]}, {basic, [{60, 1}]}, {detailed, [{10, 1}]}]}]}].
`,
  );
  return {
    HOME: join(folder, 'home'),
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `plumbline_${ports.amqp}@localhost`,
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'empty', 'rabbitmq-env.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_MNESIA_DIR: join(folder, 'mnesia', 'node'),
    RABBITMQ_PLUGINS_EXPAND_DIR: join(folder, 'plugins'),
    RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'feature_flags'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'config'),
    RABBITMQ_SCHEMA_DIR: join(folder, 'schema'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // The distribution listens on every address unless told otherwise.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  };
}

async function waitForManagement(port: number): Promise<void> {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  await pollUntil(`RabbitMQ's management API on port ${port} answers`, START_TIMEOUT_MS, async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/overview`, { headers: { authorization } });
    return { isDone: response.ok, seen: `status ${response.status}` };
  });
}
