import { create, createFileRegistry, createMutableRegistry, fromJson, type DescMessage } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import {
  AvroDeserializer,
  AvroSerializer,
  CelExecutor,
  CelFieldExecutor,
  HeaderSchemaIdSerializer,
  JsonataExecutor,
  JsonDeserializer,
  JsonSerializer,
  ProtobufDeserializer,
  ProtobufSerializer,
  RestError,
  RuleMode,
  RuleRegistry,
  SchemaRegistryClient,
  SerdeType,
  SerializationError,
  type RuleSet,
} from '@confluentinc/schemaregistry';
import { startKafka, type KafkaServer } from '../servers/kafka.js';
import { PlumblineServer } from '../servers/plumbline.js';
import { throughKafka } from './topic.js';

let kafka: KafkaServer;
let plumbline: PlumblineServer;
let client: SchemaRegistryClient;

beforeAll(async () => {
  [kafka, plumbline] = await Promise.all([startKafka(), PlumblineServer.start()]);
  client = new SchemaRegistryClient({ baseURLs: [plumbline.url] });
});
afterAll(async () => {
  await client?.close();
  await plumbline?.stop();
  await kafka?.stop();
});

const avro = (schema: object) => ({ schemaType: 'AVRO', schema: JSON.stringify(schema) });
const json = (schema: object) => ({ schemaType: 'JSON', schema: JSON.stringify(schema) });
const field = (name: string, type: unknown = 'string', more: object = {}) => ({ name, type, ...more });
const record = (name: string, ...fields: object[]) => ({ type: 'record', name, namespace: 'shop', fields });

/** Sends what a serializer made of each event through Kafka, and answers what a deserializer made of that. */
async function roundTrip(
  topic: string,
  serializer: { serialize(topic: string, event: unknown): Promise<Buffer> },
  deserializer: { deserialize(topic: string, bytes: Buffer): Promise<unknown> },
  events: readonly unknown[],
): Promise<unknown[]> {
  const sent = await Promise.all(events.map(async (event) => ({ value: await serializer.serialize(topic, event) })));
  const read = await throughKafka(kafka.brokers, topic, sent);
  return Promise.all(read.map(({ value }) => deserializer.deserialize(topic, value)));
}

describe("Confluent's client", () => {
  it('registers an Avro schema with a reference, and takes events through Kafka by it', async () => {
    await client.register('customers-value', avro(record('Customer', field('name'))));
    const order = record('Order', field('id'), field('customer', 'shop.Customer'));
    const references = [{ name: 'shop.Customer', subject: 'customers-value', version: 1 }];
    await client.register('avro-orders-value', { ...avro(order), references });
    const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
    const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
    const event = { id: 'o-1', customer: { name: 'Ada' } };
    expect(await roundTrip('avro-orders', serializer, deserializer, [event])).toEqual([event]);
  });

  it('reads old Avro events by the latest version', async () => {
    const events = [{ id: 'o-1' }, { id: 'o-2' }];
    await client.register('grown-value', avro(record('Order', field('id'))));
    const serializer = new AvroSerializer(client, SerdeType.VALUE, {
      autoRegisterSchemas: false,
      useLatestVersion: true,
    });
    const old = await Promise.all(events.map(async (event) => ({ value: await serializer.serialize('grown', event) })));
    await client.register('grown-value', avro(record('Order', field('id'), field('note', 'string', { default: '-' }))));
    const reader = new SchemaRegistryClient({ baseURLs: [plumbline.url] });
    const deserializer = new AvroDeserializer(reader, SerdeType.VALUE, { useLatestVersion: true });
    const read = await throughKafka(kafka.brokers, 'grown', old);
    expect(await Promise.all(read.map(({ value }) => deserializer.deserialize('grown', value)))).toEqual([
      { id: 'o-1', note: '-' },
      { id: 'o-2', note: '-' },
    ]);
  });

  it('takes JSON events through Kafka, and refuses those that a referenced schema refuses', async () => {
    await client.register('money', json({ $id: 'money.json', type: 'number', minimum: 0 }));
    const references = [{ name: 'money.json', subject: 'money', version: 1 }];
    const order = { type: 'object', properties: { id: { type: 'string' }, price: { $ref: 'money.json' } } };
    await client.register('json-orders-value', { ...json(order), references });
    const serializer = new JsonSerializer(client, SerdeType.VALUE, { useLatestVersion: true, validate: true });
    const deserializer = new JsonDeserializer(client, SerdeType.VALUE, { validate: true });
    const event = { id: 'o-1', price: 9.5 };
    expect(await roundTrip('json-orders', serializer, deserializer, [event])).toEqual([event]);
    await expect(serializer.serialize('json-orders', { id: 'o-2', price: -1 })).rejects.toThrow(SerializationError);
  });

  it('registers Protobuf files with what they import as descriptors, and takes nested messages through Kafka', async () => {
    const { message, registry } = protobufOrder();
    const serializer = new ProtobufSerializer(client, SerdeType.VALUE, { autoRegisterSchemas: true, registry });
    const deserializer = new ProtobufDeserializer(client, SerdeType.VALUE, {});
    const event = create(message('shop.Order'), {
      id: 'o-1',
      customer: create(message('shop.Customer'), { name: 'Ada' }),
    });
    const line = create(message('shop.Order.Line'), { sku: 'tea', count: 3 });
    const read = await roundTrip('protobuf-orders', serializer, deserializer, [event, line]);
    expect(read).toMatchObject([
      { $typeName: 'shop.Order', id: 'o-1', customer: { $typeName: 'shop.Customer', name: 'Ada' } },
      { $typeName: 'shop.Order.Line', sku: 'tea', count: 3 },
    ]);
    const stored = await client.getLatestSchemaMetadata('protobuf-orders-value');
    expect(stored).toMatchObject({
      schemaType: 'PROTOBUF',
      references: [{ name: 'customer.proto', subject: 'customer.proto', version: 1 }],
    });
    expect(stored.schema).toContain('import "customer.proto";');
  });

  it('names the schema by its guid in a header', async () => {
    await client.register('guid-orders-value', avro(record('Order', field('id'))));
    const schemaIdSerializer = HeaderSchemaIdSerializer;
    const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true, schemaIdSerializer });
    const headers = {};
    const value = await serializer.serialize('guid-orders', { id: 'o-1' }, headers);
    const [read] = await throughKafka(kafka.brokers, 'guid-orders', [{ value, headers }]);
    const reader = new SchemaRegistryClient({ baseURLs: [plumbline.url] });
    const deserializer = new AvroDeserializer(reader, SerdeType.VALUE, {});
    expect(await deserializer.deserialize('guid-orders', read!.value, read!.headers)).toEqual({ id: 'o-1' });
  });

  it('is told of a refusal as a RestError with its status, and of what is not there as another', async () => {
    await client.register('refused-value', avro(record('Order', field('id'))));
    const breaking = avro(record('Order', field('id'), field('amount', 'int')));
    const refusal: unknown = await client.register('refused-value', breaking).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RestError);
    expect(refusal).toMatchObject({ status: 409, errorCode: 409 });
    expect((refusal as RestError).message).toContain('An event that breaks: {"id":"a"}');
    expect(await client.testSubjectCompatibility('refused-value', breaking)).toBe(false);
    expect(await client.testCompatibility('refused-value', 1, avro(record('Order', field('id'))))).toBe(true);
    await expect(client.getLatestSchemaMetadata('never')).rejects.toMatchObject({ status: 404, errorCode: 40401 });
    await expect(client.register('refused-value', avro({ type: 'recrod' }))).rejects.toMatchObject({
      status: 422,
      errorCode: 42201,
    });
  });

  it('looks up, configures and deletes, in a context too', async () => {
    const subject = ':.staging:kept-value';
    const properties = { owner: 'billing' };
    const registered = await client.registerFullResponse(subject, {
      ...avro(record('Kept')),
      metadata: { properties },
    });
    expect(registered.id).toBe(1);
    expect(await client.getLatestWithMetadata(subject, properties, false)).toMatchObject({
      id: 1,
      version: 1,
      subject,
    });
    expect(await client.getVersion(subject, { ...avro(record('Kept')), metadata: { properties } }, false, false)).toBe(
      1,
    );
    await client.updateConfig(subject, { compatibilityLevel: 'FULL' as never, normalize: true });
    expect(await client.getConfig(subject)).toMatchObject({ compatibilityLevel: 'FULL', normalize: true });
    expect(await client.getAllSubjects()).toContain(subject);
    expect(await client.deleteSubject(subject, false)).toEqual([1]);
    expect(await client.deleteSubject(subject, true)).toEqual([1]);
    await expect(client.getAllVersions(subject)).rejects.toMatchObject({ errorCode: 40401 });
  });
});

describe("the rules that Confluent's client runs", () => {
  beforeAll(() => {
    for (const executor of [new CelExecutor(), new CelFieldExecutor(), new JsonataExecutor()]) {
      RuleRegistry.registerRuleExecutor(executor);
    }
  });

  const rule = (name: string, type: string, mode: RuleMode, expr: string, more: object = {}) => ({
    name,
    kind: 'TRANSFORM',
    type,
    mode,
    expr,
    ...more,
  });

  it('hides what is tagged in the schema or in its metadata, and refuses what a condition refuses', async () => {
    const hide = "typeName == 'STRING'; value + '-hidden'";
    const ruleSet: RuleSet = {
      domainRules: [
        rule('paid', 'CEL', RuleMode.WRITE, 'message.amount > 0', { kind: 'CONDITION' }),
        rule('hide', 'CEL_FIELD', RuleMode.WRITE, hide, { tags: ['PII'] }),
      ],
    };
    const order = record(
      'Order',
      field('id'),
      field('email', 'string', { 'confluent:tags': ['PII'] }),
      field('iban'),
      field('amount', 'int'),
    );
    const metadata = { tags: { 'shop.Order.iban': ['PII'] } };
    await client.register('ruled-value', { ...avro(order), metadata, ruleSet });
    const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
    const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
    const event = { id: 'o-1', email: 'ada', iban: 'DE1', amount: 5 };
    expect(await roundTrip('ruled', serializer, deserializer, [event])).toEqual([
      { id: 'o-1', email: 'ada-hidden', iban: 'DE1-hidden', amount: 5 },
    ]);
    await expect(serializer.serialize('ruled', { ...event, amount: 0 })).rejects.toThrow(/paid/);
  });

  it('migrates an old event to a version of another major group', async () => {
    await client.updateConfig('migrated-value', { compatibilityGroup: 'major' });
    const version = (major: string) => ({ metadata: { properties: { major } } });
    await client.register('migrated-value', {
      ...json({ type: 'object', properties: { name: { type: 'string' } } }),
      ...version('1'),
    });
    const serializer = new JsonSerializer(client, SerdeType.VALUE, { useLatestWithMetadata: { major: '1' } });
    const value = await serializer.serialize('migrated', { name: 'Ada' });
    const upgrade = rule('rename', 'JSONATA', RuleMode.UPGRADE, '{"fullName": name}');
    await client.register('migrated-value', {
      ...json({ type: 'object', properties: { fullName: { type: 'string' } }, additionalProperties: false }),
      ...version('2'),
      ruleSet: { migrationRules: [upgrade] },
    });
    const [read] = await throughKafka(kafka.brokers, 'migrated', [{ value }]);
    const deserializer = new JsonDeserializer(client, SerdeType.VALUE, { useLatestWithMetadata: { major: '2' } });
    expect(await deserializer.deserialize('migrated', read!.value)).toEqual({ fullName: 'Ada' });
  });
});

/** What protoc makes of order.proto, which imports customer.proto. */
function protobufOrder() {
  const text = (name: string, number: number) => ({ name, number, type: 'TYPE_STRING', label: 'LABEL_OPTIONAL' });
  const customer = { ...text('customer', 2), type: 'TYPE_MESSAGE', typeName: '.shop.Customer' };
  const line = { name: 'Line', field: [text('sku', 1), { ...text('count', 2), type: 'TYPE_INT32' }] };
  const files = fromJson(FileDescriptorSetSchema, {
    file: [
      {
        name: 'customer.proto',
        package: 'shop',
        syntax: 'proto3',
        messageType: [{ name: 'Customer', field: [text('name', 1)] }],
      },
      {
        name: 'order.proto',
        package: 'shop',
        syntax: 'proto3',
        dependency: ['customer.proto'],
        messageType: [{ name: 'Order', field: [text('id', 1), customer], nestedType: [line] }],
      },
    ],
  });
  const registry = createMutableRegistry(...createFileRegistry(files));
  return { registry, message: (name: string): DescMessage => registry.getMessage(name)! };
}
