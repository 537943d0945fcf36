import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, runToEnd } from './child-process.js';
import { freePorts } from './free-port.js';

/** A running Apache Kafka of one node. */
export interface KafkaServer {
  /** `host:port`, as clients take them. */
  brokers: string[];
  stop(): Promise<void>;
}

const VERSION = '4.3.1';
const FORMAT_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 90_000;
/** Quick starts and little memory rather than throughput. */
const JAVA_FLAGS = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m'];

/**
 * Starts Apache Kafka (KRaft, broker and controller in one) on free ports with an empty temporary folder. Topics are not
 * created by themselves. Needs Java and the jars that `test/live/install.sh` copies; says so where they lack.
 */
export async function startKafka(): Promise<KafkaServer> {
  const classPath = join(jarFolder(), '*');
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-kafka-'));
  try {
    const [port, controllerPort] = (await freePorts(2)) as [number, number];
    const properties = join(folder, 'server.properties');
    await writeFile(properties, serverProperties(port, controllerPort, join(folder, 'data')));
    const java = (name: string, args: string[]) => ({
      name,
      command: 'java',
      args: [...JAVA_FLAGS, '-cp', classPath, ...args],
      cwd: folder,
    });
    const clusterId = randomBytes(16).toString('base64url');
    const format = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', clusterId, '-c', properties];
    await runToEnd(java("Kafka's storage format", format), FORMAT_TIMEOUT_MS);

    const child = startChild(java('Kafka', ['kafka.Kafka', properties]));
    const stop = async () => {
      await child.kill();
      await rm(folder, { recursive: true, force: true });
    };
    await child.waitForLog(/Kafka Server started/, START_TIMEOUT_MS).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { brokers: [`127.0.0.1:${port}`], stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function jarFolder(): string {
  const cache = process.env['PLUMBLINE_TEST_CACHE'] || join(homedir(), '.cache', 'plumbline-test');
  const folder = join(cache, `kafka-${VERSION}`);
  if (!existsSync(join(folder, `kafka_2.13-${VERSION}.jar`))) {
    throw new Error(`Apache Kafka ${VERSION} is not in ${folder}. Install it with: bash test/live/install.sh`);
  }
  return folder;
}

function serverProperties(port: number, controllerPort: number, dataFolder: string): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': dataFolder,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
