import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();

const record = (...fields: object[]) => ({ schema: JSON.stringify({ type: 'record', name: 'Order', fields }) });
const register = async (subject: string, body: unknown): Promise<number> =>
  ((await ask(`${app.url}/subjects/${encodeURIComponent(subject)}/versions`, 'POST', body)).body as { id: number }).id;

const id = { name: 'id', type: 'int' };
const note = { name: 'note', type: 'string', default: '' };
let ids: Record<'first' | 'second' | 'other' | 'elsewhere' | 'json' | 'jsonOther', number>;

beforeAll(async () => {
  ids = {
    first: await register('orders', record(id)),
    second: await register('orders', record(id, note)),
    other: await register('names', record({ name: 'name', type: 'string' })),
    json: await register('cards', json({ type: 'object', required: ['card'] })),
    jsonOther: await register('letters', json({ type: 'object', title: 'letter' })),
    elsewhere: 0,
  };
  // Its events begin with five bytes of any value, such as those of an envelope.
  await register('zeros', {
    schema: JSON.stringify({
      type: 'record',
      name: 'Zeros',
      fields: [{ name: 'fixed', type: { type: 'fixed', name: 'Five', size: 5 } }, id],
    }),
  });
  for (const each of [1, 2, 3]) await register(':.eu:visits', record(id, { ...note, name: `n${each}` }));
  ids.elsewhere = await register(':.eu:visits', record(id, note, { ...note, name: 'more' }));
});

const framed = (schemaId: number, ...rest: number[]): string => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(schemaId, 1);
  return Buffer.concat([head, Buffer.from(rest)]).toString('base64');
};
const path = (subject: string, rest: string) => `${app.url}/api/v1/contracts/${encodeURIComponent(subject)}/${rest}`;
const validate = async (subject: string, payload: string, query = '') =>
  (await call(path(subject, `validate${query}`), 'POST', { payload })).body;
const missing = (schemaId: number) => ({
  isValid: false,
  errors: [
    {
      in: 'envelope',
      path: '',
      reason: `names a schema by the id ${schemaId}, which this registry does not have: a consumer would get 40403`,
    },
  ],
});

const [a, b] = ['message A { string a = 1; }', 'message B { int32 b = 1; message C { int32 c = 1; } }'];
const proto = (...messages: string[]) => ({
  schemaType: 'PROTOBUF',
  schema: ['syntax = "proto3";', ...messages].join('\n'),
});

describe('an event with the id of a schema in front', () => {
  it('is read by the version that wrote it, and resolved to the one that is asked', async () => {
    const writtenBy = { schemaId: ids.first, subject: 'orders', version: 1 };
    expect(await validate('orders', framed(ids.first, 84))).toMatchObject({
      version: 2,
      isValid: true,
      envelopes: [{ kind: 'confluent', schemaId: ids.first, writtenBy }],
      errors: [],
    });
    expect(await validate('orders', framed(ids.first, 84, 0))).toMatchObject({ version: 2, isValid: false });
    expect(await validate('orders', framed(ids.second, 84, 2, 120), '?version=1')).toMatchObject({
      version: 1,
      isValid: true,
      envelopes: [{ writtenBy: { version: 2 } }],
    });
  });

  it('is refused where the registry does not have the id in the contract’s context', async () => {
    expect(await validate('orders', framed(999_999, 84, 0))).toMatchObject(missing(999_999));
    expect(await validate(':.eu:visits', framed(ids.elsewhere, 84, 0, 0))).toMatchObject({
      isValid: true,
      envelopes: [{ writtenBy: { subject: ':.eu:visits', version: 4 } }],
    });
    expect(await validate(':.eu:visits', framed(900, 84, 0))).toMatchObject(missing(900));
  });

  it('is refused where the id is of a subject whose events this one cannot read, and told where it can', async () => {
    const writtenBy = { schemaId: ids.other, subject: 'names', version: 1 };
    expect(await validate('orders', framed(ids.other, 2, 120))).toMatchObject({
      isValid: false,
      envelopes: [{ writtenBy }],
      errors: [{ in: 'event' }],
    });
    await register('copies', record(id));
    expect(await validate('copies', framed(ids.second, 84, 2, 120))).toMatchObject({
      isValid: true,
      envelopes: [{ writtenBy: { subject: 'orders', version: 2 } }],
    });
    expect(await validate('orders', framed(ids.json, 84))).toMatchObject({
      isValid: false,
      errors: [{ in: 'envelope', reason: expect.stringContaining('that is JSON (version 1 of "cards")') as string }],
    });
  });

  it('is judged by the asked version where it is JSON, and told who wrote it', async () => {
    const card = [...Buffer.from('{"card":1}')];
    expect(await validate('cards', framed(ids.jsonOther, ...card))).toMatchObject({
      isValid: true,
      envelopes: [{ writtenBy: { subject: 'letters', version: 1 } }],
    });
    expect(await validate('cards', framed(4_000_000_000, ...card))).toMatchObject(missing(4_000_000_000));
  });

  it('is of the message that the version which wrote it has at its indexes, where it is Protobuf', async () => {
    const first = await register('shapes', proto(a, b));
    await register('shapes', proto('message Z { bytes z = 1; }', a, b));
    expect(await validate('shapes', framed(first, 4, 2, 0, 0x08, 7), '?version=2')).toMatchObject({ isValid: true });
    expect(await validate('shapes', framed(first, 0, 0x0a, 1, 0xff), '?version=2')).toMatchObject({
      isValid: false,
      envelopes: [{ writtenBy: { version: 1 } }],
      errors: [{ in: 'event' }],
    });
    await register('lines', proto(a));
    expect(await validate('lines', framed(first, 4, 2, 0, 0x08, 7))).toMatchObject({
      isValid: false,
      errors: [{ in: 'envelope', reason: 'is of the message "B.C", which this version does not have' }],
    });
  });

  it('is neither valid nor not where the registry does not have the id, and its bytes are bare Avro as well', async () => {
    const either = framed(99_999, 4);
    expect(await validate('zeros', either)).toMatchObject({
      isValid: null,
      envelopes: [{ schemaId: 99_999 }],
      errors: [
        { in: 'envelope' },
        { in: 'envelope', reason: expect.stringContaining('as bare Avro it is valid') as string },
      ],
    });
    expect(await validate('zeros', either, '?envelope=none')).toMatchObject({ isValid: true, envelopes: [] });
    expect(await validate('zeros', either, '?envelope=confluent')).toMatchObject(missing(99_999));
    const batch = await call(path('zeros', 'validate?lines=base64'), 'POST', `${either}\n`);
    expect(batch.body).toMatchObject([{ line: 1, isValid: null }, { summary: { unknown: 1 } }]);
  });

  it('is told line by line of a batch, with what wrote it where that is another version', async () => {
    const lines = [framed(ids.second, 84, 0), framed(ids.first, 84), framed(999_999, 84, 0), framed(ids.first, 84)];
    const answer = await call(path('orders', 'validate?lines=base64'), 'POST', `${lines.join('\n')}\n`);
    const writtenBy = { schemaId: ids.first, subject: 'orders', version: 1 };
    expect(answer.body).toEqual([
      { line: 1, isValid: true, errors: [] },
      { line: 2, isValid: true, errors: [], writtenBy },
      { line: 3, ...missing(999_999) },
      { line: 4, isValid: true, errors: [], writtenBy },
      { summary: { subject: 'orders', version: 2, lines: 4, valid: 3, invalid: 1, unknown: 0, stopped: null } },
    ]);
  });

  it('says of the events that it could not tell, where a batch names more schemas than are looked up', async () => {
    const lines = Array.from({ length: 201 }, (_, i) => framed(800_000 + i, 84, 0));
    const answer = await call(path('orders', 'validate?lines=base64'), 'POST', `${lines.join('\n')}\n`);
    expect((answer.body as object[]).at(-1)).toMatchObject({ summary: { lines: 201, invalid: 200, unknown: 1 } });
  });
});

describe('a batch of events with their lengths before them', () => {
  const prefixed = (...payloads: string[]): Buffer =>
    Buffer.concat(
      payloads.flatMap((payload) => {
        const bytes = Buffer.from(payload, 'base64');
        const length = Buffer.alloc(4);
        length.writeInt32BE(bytes.length);
        return [length, bytes];
      }),
    );
  const send = async (body: Buffer, query = '', type = 'application/vnd.plumbline.events') => {
    const headers = { 'content-type': type };
    const response = await fetch(path('orders', `validate${query}`), {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    const lines = (await response.text()).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as unknown);
  };
  const summary = { subject: 'orders', version: 2, lines: 2, valid: 2, invalid: 0, unknown: 0, stopped: null };

  it('takes events whose bytes are newlines and zeros', async () => {
    // The note "\n", and the number 5, which Avro writes as the byte of a newline.
    const events = prefixed(framed(ids.second, 10, 2, 10), framed(ids.first, 10));
    const answer = [
      { line: 1, isValid: true, errors: [] },
      { line: 2, isValid: true, errors: [], writtenBy: { schemaId: ids.first, subject: 'orders', version: 1 } },
      { summary },
    ];
    expect(await send(events)).toEqual(answer);
    expect(await send(events, '?lines=length', 'application/x-ndjson')).toEqual(answer);
  });

  it('tells of messages without a value, and of what is cut off', async () => {
    const noValue = Buffer.from([255, 255, 255, 255]);
    expect(await send(Buffer.concat([noValue, prefixed(framed(ids.first, 10)).subarray(0, 7)]))).toMatchObject([
      { line: 1, isValid: false, errors: [{ reason: expect.stringMatching(/^has no value: /) as string }] },
      { line: 2, isValid: false, errors: [{ reason: expect.stringMatching(/^is cut off: /) as string }] },
      { summary: { lines: 2, invalid: 2 } },
    ]);
  });
});

describe('a sample with the id of a schema in front', () => {
  const keep = (name: string, payload: string) => call(path('orders', 'samples'), 'POST', { name, payload });

  it('is kept where its version can read what wrote it, and is translated as that', async () => {
    expect((await keep('old', framed(ids.first, 84))).status).toBe(201);
    expect((await call(path('orders', 'translate'), 'POST', { from: 2, to: 1 })).body).toMatchObject({
      samples: [{ survived: true, result: { id: 42 } }],
    });
  });

  it('is translated as the message that it is of, where it is Protobuf', async () => {
    const first = await register('forms', proto(a, b));
    await register('forms', proto('message Z { bytes z = 1; }', a, b.replace('{', '{ string note = 2;')));
    for (const [name, payload] of [
      ['first', framed(first, 0, 0x0a, 1, 120)],
      ['second', framed(first, 2, 2, 0x08, 7)],
    ]) {
      expect((await call(path('forms', 'samples'), 'POST', { name, payload, version: 1 })).status).toBe(201);
    }
    expect((await call(path('forms', 'translate'), 'POST', { from: 1, to: 2 })).body).toMatchObject({
      samples: [
        { survived: true, result: { a: 'x' } },
        { survived: true, result: { b: 7 } },
      ],
    });
  });

  it('is not kept where its bytes may be bare Avro as well', async () => {
    expect(await call(path('zeros', 'samples'), 'POST', { name: 'either', payload: framed(99_999, 4) })).toMatchObject({
      status: 422,
      body: {
        message:
          'It could not be told whether the sample is an event of version 1: ' +
          "the event as Confluent's wire format it names a schema by the id 99999, which this registry does not have: a consumer would get 40403; " +
          'the event as bare Avro it is valid: say which it is by envelope=confluent or envelope=none. ' +
          'Here a bare event is given as JSON, as "event".',
      },
    });
  });

  it('is not kept where the registry does not have the id', async () => {
    expect(await keep('unknown', framed(999_999, 84, 0))).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('which this registry does not have') as string },
    });
  });
});
