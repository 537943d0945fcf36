import type { EventVerdict } from './event-verdict.js';
import { validateEvent, type EnvelopeHint, type GivenEvent } from './validate-event.js';
import { namedSchema } from './named-schema.js';
import type { Writer, Writers } from './writer.js';
import type { Format } from '../source.js';

const record = (...fields: object[]): string => JSON.stringify({ type: 'record', name: 'Order', fields });
const OLD = record({ name: 'id', type: 'int' }, { name: 'note', type: 'string' });
const ASKED = record({ name: 'id', type: 'long' }, { name: 'currency', type: 'string', default: 'EUR' });

const writer = (version: number, source: string | null, more: Partial<Writer> = {}): Writer => ({
  writtenBy: { schemaId: version + 10, subject: 'orders', version },
  format: 'AVRO',
  isAsked: false,
  source: source === null ? null : { text: source },
  ...more,
});

const bytes = (...parts: (number | string)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((one) => (typeof one === 'number' ? Buffer.from([one]) : Buffer.from(one)))));
const frame = (id: number, ...rest: (number | string)[]): Uint8Array => bytes(0, 0, 0, 0, id, ...rest);

function verdict(
  payload: Uint8Array,
  writers: Writers | undefined,
  { format = 'AVRO' as Format, text = ASKED, schemaIdHeader = undefined as Uint8Array | undefined } = {},
): EventVerdict {
  const given = { payload, ...(schemaIdHeader === undefined ? {} : { schemaIdHeader }) };
  const answer = validateEvent({ format, source: { text }, ...given, writers });
  if ('problems' in answer) throw new Error(answer.problems[0]!.reason);
  return answer;
}

const envelope = (schemaId: number, more: object = {}) => ({
  kind: 'confluent',
  isInHeader: false,
  schemaId,
  schemaGuid: null,
  messageIndexes: null,
  ...more,
});
const inEnvelope = (reason: string) => [{ in: 'envelope', path: '', reason }];
const writtenBy = (version: number) => ({ schemaId: version + 10, subject: 'orders', version });

describe('an event of Avro behind the id of a schema', () => {
  const oldEvent = frame(11, 84, 2, 'x');

  it('is decoded by the schema that wrote it, and judged as readers of the asked one have it', () => {
    expect(verdict(oldEvent, new Map([[11, writer(1, OLD)]]))).toEqual({
      isValid: true,
      envelopes: [envelope(11, { writtenBy: writtenBy(1) })],
      errors: [],
      event: { id: 42, currency: 'EUR' },
    });
  });

  it('is refused where it was not written by that schema, though the asked one would take its bytes', () => {
    const asIfAsked = frame(11, 84, 6, 'EUR', 9);
    expect(verdict(asIfAsked, new Map([[11, writer(1, OLD)]]))).toMatchObject({
      isValid: false,
      envelopes: [{ writtenBy: writtenBy(1) }],
      errors: [{ in: 'event' }],
    });
  });

  it('is refused where the asked schema cannot read what that schema writes', () => {
    const text = record({ name: 'id', type: 'long' }, { name: 'total', type: 'double' });
    expect(verdict(oldEvent, new Map([[11, writer(1, OLD)]]), { text })).toMatchObject({
      isValid: false,
      errors: [{ in: 'event', reason: expect.stringContaining('"total"') as string }],
    });
  });

  it('is decoded by the asked schema where the id is its own', () => {
    const own = new Map([[12, writer(2, null, { isAsked: true })]]);
    expect(verdict(frame(12, 84, 6, 'EUR'), own)).toMatchObject({ isValid: true, event: { id: 42, currency: 'EUR' } });
  });

  it('is refused where the registry does not have the id', () => {
    expect(verdict(oldEvent, new Map([[11, null]]))).toEqual({
      isValid: false,
      envelopes: [envelope(11)],
      errors: inEnvelope('names a schema by the id 11, which this registry does not have: a consumer would get 40403'),
    });
  });

  it('is neither valid nor not where the id was not looked up', () => {
    expect(verdict(oldEvent, new Map())).toEqual({
      isValid: null,
      envelopes: [envelope(11)],
      errors: inEnvelope(
        'names a schema by the id 11 that was not looked up: these events name too many. Send it in a smaller batch',
      ),
    });
  });

  it('is refused where the id is of a schema of another format, or of one that cannot be read', () => {
    expect(verdict(oldEvent, new Map([[11, writer(1, null, { format: 'JSON' })]])).errors).toEqual(
      inEnvelope('names a schema by the id 11 that is JSON (version 1 of "orders"), and this contract is AVRO'),
    );
    expect(verdict(oldEvent, new Map([[11, writer(1, '{')]]))).toMatchObject({
      isValid: false,
      errors: [{ reason: expect.stringMatching(/^names a schema by the id 11 that cannot be read: /) as string }],
    });
  });

  it('names it in a header by its GUID as well', () => {
    const guid = '89791c3f-4a0e-4c5b-8d3e-010203040506';
    const schemaIdHeader = bytes(1, ...Buffer.from(guid.replaceAll('-', ''), 'hex'));
    const read = verdict(bytes(84, 2, 'x'), new Map([[guid, writer(1, OLD)]]), { schemaIdHeader });
    expect(read).toMatchObject({ isValid: true, envelopes: [{ schemaGuid: guid, writtenBy: writtenBy(1) }] });
  });

  it('is judged by the asked schema alone where nobody can look anything up', () => {
    expect(verdict(frame(11, 84, 6, 'EUR'), undefined)).toMatchObject({ isValid: true, envelopes: [envelope(11)] });
  });
});

it('judges an event of JSON by the asked schema, and tells which one wrote it', () => {
  const json = { format: 'JSON' as const, text: '{"type":"object","required":["id"]}' };
  const writers = new Map([[11, writer(1, null, { format: 'JSON' })]]);
  expect(verdict(frame(11, '{"id":1}'), writers, json)).toMatchObject({
    isValid: true,
    envelopes: [{ writtenBy: writtenBy(1) }],
  });
  expect(verdict(frame(11, '{}'), writers, json)).toMatchObject({
    isValid: false,
    envelopes: [{ writtenBy: writtenBy(1) }],
    errors: [{ in: 'event', reason: 'misses "id", which is required' }],
  });
  expect(verdict(frame(12, '{"id":1}'), new Map([[12, null]]), json).isValid).toBe(false);
});

describe('the schema that an event names', () => {
  const cloudEvent = { specversion: '1.0', id: 'a', source: '/s', type: 't' };
  const inCloudEvent = { ...cloudEvent, data_base64: Buffer.from(frame(7, 1)).toString('base64') };
  it.each<[string, GivenEvent, EnvelopeHint, number | string | null]>([
    ['in front of the payload', { payload: frame(7, 1) }, 'auto', 7],
    ['in a header', { payload: frame(7, 1), schemaIdHeader: frame(8) }, 'auto', 8],
    ['in the bytes of a CloudEvent', { payload: bytes(JSON.stringify(inCloudEvent)) }, 'auto', 7],
    ['in the bytes of a CloudEvent that is a text', { text: JSON.stringify(inCloudEvent) }, 'cloudevents', 7],
    ['in the bytes of a CloudEvent that is a value', { event: inCloudEvent }, 'auto', 7],
    ['nowhere, for it is bare', { payload: bytes('{}') }, 'auto', null],
    ['nowhere, for it is cut off', { payload: bytes(0, 0, 0) }, 'auto', null],
    ['nowhere, for no envelope is opened', { payload: frame(7, 1) }, 'none', null],
    ['nowhere, for it is empty', { payload: bytes() }, 'auto', null],
    ['nowhere, for its text is no JSON', { text: '{"data_base64"' }, 'auto', null],
  ])('stands %s', (_, given, hint, name) => {
    expect(namedSchema(given, hint)).toBe(name);
  });
});
