import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import { conformsToBrokerProbe, type ProbedBroker } from '../../src/brokers/broker-probe.conformance.js';
import { KafkaProbe } from '../../src/brokers/kafka.probe.js';
import { RabbitMqProbe } from '../../src/brokers/rabbitmq.probe.js';
import { freePort } from '../servers/free-port.js';
import { startKafka, type KafkaServer } from '../servers/kafka.js';
import { pollUntil } from '../servers/poll-until.js';
import { startRabbitMq, type RabbitMqServer } from '../servers/rabbitmq.js';

const warn = (message: string) => {
  throw new Error(message);
};
const until = async (what: string, look: () => Promise<boolean>) => {
  await pollUntil(what, 30_000, async () => ({ isDone: await look(), seen: null }));
};

describe('the probe of Kafka', () => {
  let server: KafkaServer;
  let admin: Admin;
  let producer: Producer;
  let broker: ProbedBroker;

  beforeAll(async () => {
    server = await startKafka();
    const kafka = new Kafka({ brokers: server.brokers, clientId: 'probes', logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    // Idempotent: without, a producer repeats records while a new topic finds its leaders.
    producer = kafka.producer({ idempotent: true });
    await Promise.all([admin.connect(), producer.connect()]);
    const send = (topic: string, count: number) =>
      producer.send({
        topic,
        messages: Array.from({ length: count }, (_, n) => ({ value: `${n}`, partition: n % 2 })),
      });
    const createTopic = (topic: string) =>
      admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
    broker = {
      open: () => new KafkaProbe({ brokers: server.brokers, warn }),
      openUnreachable: async () => new KafkaProbe({ brokers: [`127.0.0.1:${await freePort()}`], warn }),
      async prepare() {
        await createTopic('orders');
        await send('orders', 2);
        const taken = new Promise<void>((resolve, reject) => {
          const consumer = kafka.consumer({ groupId: 'billing' });
          let count = 0;
          const run = async () => {
            await consumer.connect();
            await consumer.subscribe({ topic: 'orders', fromBeginning: true });
            await consumer.run({
              eachMessage: () => {
                count += 1;
                // Leaving from within the handler would wait for the handler.
                if (count === 2) setImmediate(() => void consumer.disconnect().then(resolve, reject));
                return Promise.resolve();
              },
            });
          };
          run().catch(reject);
        });
        await taken;
        return { consumerGroup: 'billing' };
      },
      publish: async (count) => void (await send('orders', count)),
      async deadLetter(count) {
        await createTopic('orders.dlq');
        await send('orders.dlq', count);
        return { destination: 'orders.dlq' };
      },
    };
  }, 180_000);

  afterAll(async () => {
    await Promise.all([admin?.disconnect(), producer?.disconnect()]);
    await server?.stop();
  }, 60_000);

  conformsToBrokerProbe(() => broker, until);

  it('tells the lag in seconds of what it saw being published', async () => {
    const probe = broker.open();
    await probe.sample(1_000_000);
    await broker.publish(2);
    await probe.sample(1_010_000);
    const lags = (await probe.sample(1_030_000)).filter((of) => of.consumerGroup === 'billing');
    // What waited before the probe began has an unknown age; the empty third partition lags nowhere.
    expect(lags.map((of) => [of.partition, of.lagSeconds])).toEqual([
      ['0', null],
      ['1', null],
      ['2', 0],
    ]);
    await probe.close();
  });

  it('tells of no internal topic', async () => {
    const probe = broker.open();
    const names = new Set((await probe.sample(1_000_000)).map((of) => of.destination));
    expect([...names].sort()).toEqual(['orders', 'orders.dlq']);
    await probe.close();
  });
});

describe('the probe of RabbitMQ', () => {
  let server: RabbitMqServer;
  let connection: ChannelModel;
  let channel: ConfirmChannel;
  let broker: ProbedBroker;

  beforeAll(async () => {
    server = await startRabbitMq();
    connection = await connect(server.amqpUrl);
    channel = await connection.createConfirmChannel();
    const publish = async (exchange: string, key: string, count: number) => {
      for (let n = 0; n < count; n++) channel.publish(exchange, key, Buffer.from(String(n)));
      await channel.waitForConfirms();
    };
    broker = {
      open: () => new RabbitMqProbe({ managementUrl: server.managementUrl, warn }),
      openUnreachable: async () =>
        new RabbitMqProbe({ managementUrl: `http://guest:guest@127.0.0.1:${await freePort()}`, warn }),
      async prepare() {
        await channel.assertQueue('orders');
        await publish('', 'orders', 1);
        await channel.get('orders', { noAck: true });
        return { consumerGroup: 'orders' };
      },
      publish: (count) => publish('', 'orders', count),
      async deadLetter(count) {
        await channel.assertExchange('aside', 'topic');
        await channel.assertQueue('work', { deadLetterExchange: 'aside', deadLetterRoutingKey: 'work.failed' });
        await channel.assertQueue('parked');
        await channel.bindQueue('parked', 'aside', '*.failed');
        await publish('', 'work', count);
        for (let n = 0; n < count; n++) {
          const message = await channel.get('work');
          if (message !== false) channel.nack(message, false, false);
        }
        return { destination: 'parked' };
      },
    };
  }, 180_000);

  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  }, 60_000);

  conformsToBrokerProbe(() => broker, until);

  it('knows a dead-letter queue by where another dead-letters to, whatever its name', async () => {
    const samples = await broker.open().sample(Date.now());
    const queues = samples.filter((of) => of.consumerGroup === '').map((of) => [of.destination, of.isDeadLetter]);
    expect(queues.sort()).toEqual([
      ['orders', false],
      ['parked', true],
      ['work', false],
    ]);
  });

  it('names the reason when it may not look', async () => {
    const stranger = server.managementUrl.replace('guest:guest', 'guest:wrong');
    const probe = new RabbitMqProbe({ managementUrl: stranger, warn });
    await expect(probe.sample(Date.now())).rejects.toThrow(/it answered 401 Unauthorized/);
    await expect(probe.sample(Date.now())).rejects.not.toThrow(/wrong/);
  });
});
