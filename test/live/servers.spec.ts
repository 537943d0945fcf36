import { Kafka, logLevel } from 'kafkajs';
import { connect } from 'amqplib';
import { startChild } from '../servers/child-process.js';
import { startKafka } from '../servers/kafka.js';
import { startRabbitMq } from '../servers/rabbitmq.js';

describe('the servers that live tests start', () => {
  it('starts a Kafka that creates a topic, and leaves no listener behind', async () => {
    const server = await startKafka();
    const admin = new Kafka({ brokers: server.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'orders.created', numPartitions: 2 }], waitForLeaders: true });
    expect(await admin.listTopics()).toEqual(['orders.created']);
    await admin.disconnect();
    await server.stop();
    await expect(fetch(`http://${server.brokers[0]}`)).rejects.toThrow('fetch failed');
  });

  it('starts a RabbitMQ whose management API tells of a queue, and leaves no listener behind', async () => {
    const server = await startRabbitMq();
    const connection = await connect(server.amqpUrl);
    const channel = await connection.createChannel();
    await channel.assertQueue('invoices.mail');
    await connection.close();
    const { origin } = new URL(server.managementUrl);
    const queues = await fetch(`${origin}/api/queues`, {
      headers: { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` },
    });
    expect(await queues.json()).toMatchObject([{ name: 'invoices.mail' }]);
    await server.stop();
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  it('tells the last words of a child that ends before it is ready', async () => {
    const child = startChild({ name: 'Broker', command: 'sh', args: ['-c', 'echo port in use; exit 3'] });
    await expect(child.waitForLog(/ready/, 5_000)).rejects.toThrow(
      /^Broker ended before it was ready\. Its last words:\nport in use\nended with exit code 3$/,
    );
  });

  it('ends a child by SIGTERM, and one that ignores that by SIGKILL', async () => {
    const polite = startChild({
      name: 'Polite',
      command: process.execPath,
      // No shell: one that waits for a child of its own tells of that child's end by the same signal, or does not.
      args: [
        '-e',
        'process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up")',
      ],
    });
    await polite.waitForLog(/up/, 5_000);
    await polite.stop();
    expect(polite.log()).toBe('up\nbye\nended with exit code 0\n');

    const stubborn = startChild({
      name: 'Stubborn',
      command: 'sh',
      args: ['-c', 'trap "" TERM; echo up; sleep 60; echo never'],
    });
    await stubborn.waitForLog(/up/, 5_000);
    await stubborn.stop(100);
    expect(stubborn.log()).toBe('up\n');
  });
});
