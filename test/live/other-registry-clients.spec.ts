import { execFileSync } from 'node:child_process';
import { AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { startKafka, type KafkaServer } from '../servers/kafka.js';
import { PlumblineServer } from '../servers/plumbline.js';
import { throughKafka } from './topic.js';

/** How kcat was built; null where there is none. */
function kcatBuild(): string | null {
  try {
    return execFileSync('kcat', ['-V'], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

const build = kcatBuild();
const canReadAvro = build !== null && /\bavro\b/i.test(build);
if (!canReadAvro) {
  const reason = build === null ? 'there is no kcat; bash test/live/install.sh' : 'this kcat was built without Avro';
  process.stdout.write(`skipped: kcat with the registry, since ${reason}\n`);
}

let kafka: KafkaServer;
let plumbline: PlumblineServer;
let registry: SchemaRegistry;

beforeAll(async () => {
  [kafka, plumbline] = await Promise.all([startKafka(), PlumblineServer.start()]);
  registry = new SchemaRegistry({ host: plumbline.url });
});
afterAll(async () => {
  await plumbline?.stop();
  await kafka?.stop();
});

const avro = (fields: object[], name = 'Order') =>
  ({ type: SchemaType.AVRO, schema: JSON.stringify({ type: 'record', name, namespace: 'shop', fields }) }) as const;
const jsonSchema = (schema: object) => ({ type: SchemaType.JSON, schema: JSON.stringify(schema) }) as const;

/** Encodes an event by the schema with this id, takes it through Kafka and decodes it with a client that knows nothing yet. */
async function roundTrip(topic: string, id: number, event: object): Promise<unknown> {
  const [read] = await throughKafka(kafka.brokers, topic, [{ value: await registry.encode(id, event) }]);
  return new SchemaRegistry({ host: plumbline.url }).decode(read!.value);
}

describe("kafkajs' client", () => {
  it('takes an Avro event with a reference through Kafka', async () => {
    await registry.register(avro([{ name: 'name', type: 'string' }], 'Customer'), { subject: 'k-customers-value' });
    const references = [{ name: 'shop.Customer', subject: 'k-customers-value', version: 1 }];
    const order = avro([{ name: 'customer', type: 'shop.Customer' }]);
    const { id } = await registry.register({ ...order, references }, { subject: 'k-avro-value' });
    const event = { customer: { name: 'Ada' } };
    expect(await roundTrip('k-avro', id, event)).toEqual(event);
  });

  it('takes a JSON event with a reference through Kafka, and refuses one that is not valid', async () => {
    const money = jsonSchema({ $id: 'https://shop.example/money.json', type: 'number', minimum: 0 });
    await registry.register(money, { subject: 'k-money' });
    const references = [{ name: 'https://shop.example/money.json', subject: 'k-money', version: 1 }];
    const order = jsonSchema({ type: 'object', properties: { price: { $ref: 'https://shop.example/money.json' } } });
    const { id } = await registry.register({ ...order, references }, { subject: 'k-json-value' });
    expect(await roundTrip('k-json', id, { price: 9.5 })).toEqual({ price: 9.5 });
    await expect(registry.encode(id, { price: -1 })).rejects.toMatchObject({
      name: 'ConfluentSchemaRegistryValidationError',
    });
  });

  it('takes a Protobuf event with an import through Kafka', async () => {
    const file = (text: string) => ({ type: SchemaType.PROTOBUF, schema: `syntax = "proto3";\n${text}` }) as const;
    await registry.register(file('package shop;\nmessage Customer { string name = 1; }'), {
      subject: 'k-customer.proto',
    });
    const references = [{ name: 'customer.proto', subject: 'k-customer.proto', version: 1 }];
    const order = file('package shop;\nimport "customer.proto";\nmessage Order { Customer customer = 1; }');
    const { id } = await registry.register({ ...order, references }, { subject: 'k-protobuf-value' });
    const event = { customer: { name: 'Ada' } };
    expect(await roundTrip('k-protobuf', id, event)).toEqual(event);
  });

  it('reads what another client wrote', async () => {
    const client = new SchemaRegistryClient({ baseURLs: [plumbline.url] });
    await client.register('k-mixed-value', {
      schemaType: 'AVRO',
      schema: avro([{ name: 'id', type: 'string' }]).schema,
    });
    const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
    const value = await serializer.serialize('k-mixed', { id: 'o-1' });
    const [read] = await throughKafka(kafka.brokers, 'k-mixed', [{ value }]);
    expect(await registry.decode(read!.value)).toEqual({ id: 'o-1' });
  });

  it('is told of a refusal with its status and the event that breaks', async () => {
    const subject = 'k-refused-value';
    await registry.register(avro([{ name: 'id', type: 'string' }]), { subject });
    const breaking = avro([{ name: 'amount', type: 'int' }]);
    const refusal: unknown = await registry.register(breaking, { subject }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'ResponseError', status: 409 });
    expect((refusal as Error).message).toContain('An event that breaks: {"id":"a"}');
  });

  it('sets the level of a new subject, and refuses another level by an error of its own', async () => {
    const subject = 'k-level-value';
    const schema = avro([{ name: 'id', type: 'string' }]);
    await registry.register(schema, { subject, compatibility: COMPATIBILITY.FULL });
    expect(await plumbline.get(`/config/${subject}`)).toEqual({ compatibilityLevel: 'FULL' });
    await expect(registry.register(schema, { subject, compatibility: COMPATIBILITY.BACKWARD })).rejects.toMatchObject({
      name: 'ConfluentSchemaRegistryCompatibilityError',
    });
  });

  it('finds ids by version, by schema and of the latest, and is told of what is not there', async () => {
    const subject = 'k-found-value';
    const schema = avro([{ name: 'found', type: 'string' }]);
    const { id } = await registry.register(schema, { subject });
    const found = [
      await registry.getRegistryId(subject, 1),
      await registry.getLatestSchemaId(subject),
      await registry.getRegistryIdBySchema(subject, schema),
    ];
    expect(found).toEqual([id, id, id]);
    await expect(registry.getRegistryIdBySchema(subject, avro([]))).rejects.toMatchObject({
      name: 'ConfluentSchemaRegistryError',
    });
  });
});

(canReadAvro ? describe : describe.skip)('kcat', () => {
  it('shows an Avro event as JSON by the schema in the registry', async () => {
    const { id } = await registry.register(avro([{ name: 'id', type: 'string' }]), { subject: 'kcat-value' });
    await throughKafka(kafka.brokers, 'kcat', [{ value: await registry.encode(id, { id: 'o-1' }) }]);
    const args = [
      '-C',
      '-b',
      kafka.brokers.join(','),
      '-t',
      'kcat',
      '-s',
      'value=avro',
      '-r',
      plumbline.url,
      '-e',
      '-q',
    ];
    expect(JSON.parse(execFileSync('kcat', args, { encoding: 'utf8', timeout: 30_000 }))).toEqual({ id: 'o-1' });
  });
});
