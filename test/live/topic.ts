import { Kafka, logLevel, type IHeaders, type KafkaMessage } from 'kafkajs';

/** An event as a client's serializer made it. */
interface Event {
  value: Buffer;
  headers?: IHeaders;
}

const READ_TIMEOUT_MS = 60_000;

/** Sends events to a new topic of one partition, and resolves with what a consumer of it read, in their order. */
export async function throughKafka(
  brokers: string[],
  topic: string,
  events: readonly Event[],
): Promise<(KafkaMessage & { value: Buffer })[]> {
  const kafka = new Kafka({ brokers, clientId: 'registry-clients', logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await producer.send({ topic, messages: [...events] });
    return await read(kafka, topic, events.length);
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}

async function read(kafka: Kafka, topic: string, count: number): Promise<(KafkaMessage & { value: Buffer })[]> {
  const consumer = kafka.consumer({ groupId: `${topic}.readers` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const messages: (KafkaMessage & { value: Buffer })[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const late = () => reject(new Error(`${messages.length} of ${count} events of ${topic} came.`));
      timer = setTimeout(late, READ_TIMEOUT_MS);
      const eachMessage = async ({ message }: { message: KafkaMessage }) => {
        messages.push({ ...message, value: message.value! });
        if (messages.length === count) resolve();
        return Promise.resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return messages;
}
