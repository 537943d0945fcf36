import fc from 'fast-check';
import { isCloudEvent, readCloudEvent } from './cloudevents-envelope.js';
import { readConfluentEnvelope } from './confluent-envelope.js';
import type { EventVerdict } from './event-verdict.js';
import { validateEvent, type ValidationRequest } from './validate-event.js';

const ORDER = {
  type: 'object',
  properties: { id: { type: 'string' }, count: { type: 'integer' } },
  required: ['id'],
  additionalProperties: false,
};

type Given = { event: unknown } | { payload: Uint8Array };

function verdict(given: Given, more: object = {}, schema: unknown = ORDER): EventVerdict {
  const request = { format: 'JSON', source: { text: JSON.stringify(schema) }, ...given, ...more } as ValidationRequest;
  const answer = validateEvent(request);
  if ('problems' in answer) throw new Error(answer.problems[0]!.reason);
  return answer;
}

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const framed = (prefix: readonly number[], value: unknown): Uint8Array => Uint8Array.from([...prefix, ...bytes(value)]);
const GUID = [0x89, 0x79, 0x1c, 0x3f, 0x4a, 0x0e, 0x4c, 0x5b, 0x8d, 0x3e, 1, 2, 3, 4, 5, 6];
const CLOUD = { specversion: '1.0', id: 'a', source: '/orders', type: 'order.created' };

describe('an event', () => {
  it('is valid, or told with every reason, the most specific first', () => {
    expect(verdict({ event: { id: 'a' } })).toEqual({ isValid: true, envelopes: [], errors: [], event: { id: 'a' } });
    expect(verdict({ payload: bytes({ count: 'x', note: 1 }) })).toEqual({
      isValid: false,
      envelopes: [],
      errors: [
        { in: 'event', path: '/count', reason: 'must be integer, and is the string "x"' },
        { in: 'event', path: '', reason: 'misses "id", which is required' },
        { in: 'event', path: '', reason: 'has "note", which is not allowed' },
      ],
      event: { count: 'x', note: 1 },
    });
  });

  it.each<[string, Uint8Array, string]>([
    ['that is empty', new Uint8Array(), 'which is no JSON: a tombstone'],
    ['that is no JSON', new TextEncoder().encode('{"id": '), 'no JSON'],
    ['that is no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'no UTF-8'],
  ])('%s is told so', (_, payload, reason) => {
    expect(verdict({ payload }).errors).toEqual([{ in: 'event', path: '', reason: expect.stringContaining(reason) }]);
  });

  const circle: Record<string, unknown> = { id: 'a' };
  circle['list'] = [circle];

  it.each<[string, unknown, string]>([
    ['a bigint', { t: 1n }, '/t: is a bigint, which JSON has no form for'],
    ['a circle', circle, '/list/0: holds itself, which JSON has no form for'],
    ['a date', { 'a/b': [new Date(0)] }, '/a~1b/0: is a Date, which JSON has no form for'],
    ['a function', { f: () => 1 }, '/f: is a function, which JSON has no form for'],
    ['a gap in a list', [undefined], '/0: is undefined, which JSON has no form for'],
    ['nothing', undefined, ': is undefined, which JSON has no form for'],
  ])('that holds %s is told so', (_, event, reason) => {
    expect(verdict({ event }).errors.map((error) => `${error.path}: ${error.reason}`)).toEqual([reason]);
  });

  it('may hold one part twice, and properties that are undefined', () => {
    const part = { note: undefined };
    expect(verdict({ event: { a: part, b: part } }, {}, {})).toMatchObject({ isValid: true });
  });

  it.each<[string, Given]>([
    ['alone', { payload: bytes('{"id":"a"}') }],
    ["in Confluent's envelope", { payload: framed([0, 0, 0, 0, 1], '{"id":"a"}') }],
    ['as it is', { event: '{"id":"a"}' }],
  ])('that was serialised twice is told so %s', (_, given) => {
    expect(verdict(given).errors.map(({ reason }) => reason)).toEqual([
      'is a text that holds JSON: it was serialised twice',
      'must be object, and is the string "{\\"id\\":\\"a\\"}"',
    ]);
  });

  it('that is a text of its own is not taken for one', () => {
    expect(verdict({ event: '[draft] order' }, {}, { type: 'string', maxLength: 5 }).errors).toHaveLength(1);
  });

  it('nested deeper than any stack is told so', () => {
    const deep = new TextEncoder().encode('['.repeat(200_000) + ']'.repeat(200_000));
    const schema = { $ref: '#/$defs/list', $defs: { list: { type: 'array', items: { $ref: '#/$defs/list' } } } };
    const { isValid, errors } = verdict({ payload: deep }, {}, schema);
    expect([isValid, errors.length]).toEqual([null, 1]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    ['of many different objects', { uniqueItems: true }, Array.from({ length: 60_000 }, (_, i) => ({ i })), []],
    [
      'of many objects, two of them the same',
      { uniqueItems: true },
      [...Array.from({ length: 60_000 }, (_, i) => ({ a: i, b: 1 })), { b: 1, a: 7 }],
      ['must not repeat items, and items 7 and 60000 are the same'],
    ],
    [
      'of many values, each with many alternatives',
      { items: { anyOf: Array.from({ length: 1_100 }, (_, i) => ({ const: `c${i}` })) } },
      Array.from({ length: 1_100 }, () => 'c1099'),
      [],
    ],
    [
      'of many values, one of which fits none of many alternatives',
      { items: { anyOf: Array.from({ length: 600 }, () => ({ maxLength: 1 })) } },
      [...Array.from({ length: 2_100 }, () => 'a'), 'long'],
      ['must have at most 1 characters, and has 4'],
    ],
  ])('%s ends', (_, schema, event, reasons) => {
    expect(verdict({ event }, { budgetMs: 10_000 }, schema).errors.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('of a schema that cannot be read is not judged', () => {
    expect(validateEvent({ format: 'JSON', source: { text: '[' }, event: {} })).toMatchObject({
      problems: [{ reason: expect.stringContaining('no JSON') }],
    });
  });
});

describe("Confluent's envelope", () => {
  const envelope = { kind: 'confluent', isInHeader: false, schemaId: null, schemaGuid: null, messageIndexes: null };
  const guid = '89791c3f-4a0e-4c5b-8d3e-010203040506';

  it('is opened, and names the schema by its id', () => {
    expect(verdict({ payload: framed([0, 0, 1, 0, 2], { id: 'a' }) })).toEqual({
      isValid: true,
      envelopes: [{ ...envelope, schemaId: 65_538 }],
      errors: [],
      event: { id: 'a' },
    });
  });

  it('names it by its GUID in the newer form, before the payload or in a header', () => {
    expect(verdict({ payload: framed([1, ...GUID], { id: 'a' }) }).envelopes).toEqual([
      { ...envelope, schemaGuid: guid },
    ]);
    const schemaIdHeader = Uint8Array.from([1, ...GUID]);
    expect(verdict({ payload: bytes({ id: 'a' }) }, { schemaIdHeader })).toMatchObject({
      isValid: true,
      envelopes: [{ ...envelope, isInHeader: true, schemaGuid: guid }],
    });
  });

  it.each<[string, number[], object | null]>([
    ['a lone zero for the first message', [0, 0, 0, 0, 7, 0, 42], { schemaId: 7, messageIndexes: [0] }],
    ['a path to a nested message', [0, 0, 0, 0, 7, 4, 2, 0, 42], { schemaId: 7, messageIndexes: [1, 0] }],
    ['a long index', [0, 0, 0, 0, 7, 2, 0x80, 0x02, 42], { schemaId: 7, messageIndexes: [128] }],
    ['the newer form', [1, ...GUID, 2, 2, 42], { schemaGuid: guid, messageIndexes: [1] }],
    ['indexes that are cut off', [0, 0, 0, 0, 7, 4, 2], null],
    ['a negative count', [0, 0, 0, 0, 7, 3], null],
    ['a count beyond all reason', [0, 0, 0, 0, 7, 0xff, 0xff, 0xff, 0xff, 0x0f], null],
    ['nothing behind the id', [0, 0, 0, 0, 7], null],
  ])('of Protobuf has %s', (_, payload, expected) => {
    const reading = readConfluentEnvelope(Uint8Array.from(payload), 'PROTOBUF', false)!;
    if (expected === null) expect(reading).toEqual({ problem: expect.stringContaining('message indexes') });
    else expect(reading).toEqual({ envelope: { ...envelope, ...expected }, rest: Uint8Array.from([42]) });
  });

  it.each<[string, Uint8Array, object, string]>([
    ['too short', Uint8Array.from([0, 0, 1]), {}, "Confluent's envelope takes 5 bytes, and there are 3."],
    ['not there, though asked for', bytes({ id: 'a' }), { envelope: 'confluent' }, 'does not begin with'],
    ['in a header that is none', bytes({ id: 'a' }), { schemaIdHeader: Uint8Array.from([9]) }, 'neither 0 nor 1'],
  ])('is told as %s', (_, payload, more, reason) => {
    expect(verdict({ payload }, more).errors).toEqual([
      { in: 'envelope', path: '', reason: expect.stringContaining(reason) },
    ]);
  });

  it('is part of the event where nothing is to be opened', () => {
    expect(verdict({ payload: framed([0, 0, 0, 0, 1], {}) }, { envelope: 'none' })).toMatchObject({
      isValid: false,
      envelopes: [],
    });
  });
});

describe('a CloudEvent in structured mode', () => {
  it('is opened, also within the other envelope', () => {
    const cloud = { ...CLOUD, dataschema: 'https://example.com/order/v2', data: { id: 'a' } };
    expect(verdict({ event: cloud })).toMatchObject({
      isValid: true,
      envelopes: [
        { kind: 'cloudevents', dataschema: 'https://example.com/order/v2', attributes: { type: 'order.created' } },
      ],
      event: { id: 'a' },
    });
    const { envelopes, isValid } = verdict({ payload: framed([0, 0, 0, 0, 5], cloud) });
    expect([isValid, envelopes.map(({ kind }) => kind)]).toEqual([true, ['confluent', 'cloudevents']]);
  });

  it('may hold its data in base64', () => {
    const data_base64 = Buffer.from(framed([0, 0, 0, 0, 5], { id: 'a' })).toString('base64');
    const { isValid, envelopes } = verdict({ event: { ...CLOUD, data_base64 } });
    expect([isValid, envelopes.map(({ kind }) => kind)]).toEqual([true, ['cloudevents', 'confluent']]);
  });

  it('has all its own errors before those of the event in it', () => {
    const { errors } = verdict({
      event: { specversion: '0.3', type: '', 'bad-name': 1, time: 'noon', size: 1.5, data: {} },
    });
    expect(errors.map(({ in: where, path, reason }) => `${where} ${path}: ${reason}`)).toEqual([
      'envelope : misses the attribute "id" that CloudEvents requires',
      'envelope : misses the attribute "source" that CloudEvents requires',
      'envelope /specversion: must be "1.0"',
      'envelope /type: must be a text that is not empty',
      'envelope /bad-name: is no attribute name: these are lower-case letters and digits',
      'envelope /time: must be a timestamp (RFC 3339)',
      'envelope /size: must be a text, a boolean or an integer, as every extension attribute',
      'event : misses "id", which is required',
    ]);
  });

  it.each<[string, object, string[]]>([
    [
      'both kinds of data',
      { data: {}, data_base64: 'e30=' },
      ['has "data" and "data_base64", and may have only one of them'],
    ],
    ['no data', {}, ['has no "data": there is no event in it']],
    ['broken base64', { data_base64: '%' }, ['must be a text in base64']],
    ['a relative dataschema', { dataschema: 'v2', data: { id: 'a' } }, ['must be an absolute URI']],
    ['a media type that is none', { datacontenttype: 'json', data: { id: 'a' } }, ['must be a media type (RFC 2046)']],
    ['an attribute that is not set', { subject: null, data: { id: 'a' } }, []],
    ['data as text of another media type', { datacontenttype: 'text/json; charset=utf-8', data: { id: 'a' } }, []],
    [
      'an event that was serialised twice',
      { data: '{"id":"a"}' },
      ['is a text that holds JSON: it was serialised twice', 'must be object, and is the string "{\\"id\\":\\"a\\"}"'],
    ],
  ])('with %s', (_, more, reasons) => {
    expect(verdict({ event: { ...CLOUD, ...more } }).errors.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('stays closed where the contract describes the envelope itself', () => {
    const schema = { type: 'object', properties: { specversion: { const: '1.0' }, data: ORDER }, required: ['data'] };
    expect(verdict({ event: { ...CLOUD, data: { id: 'a' } } }, {}, schema)).toMatchObject({
      isValid: true,
      envelopes: [],
    });
  });

  it('is told where it was asked for and is none', () => {
    expect(verdict({ event: { id: 'a' } }, { envelope: 'cloudevents' }).errors).toMatchObject([{ in: 'envelope' }]);
  });
});

it('never throws, whatever the payload, and never refuses without a reason', () => {
  const cloud = fc.dictionary(
    fc.constantFrom('specversion', 'id', 'type', 'data', 'data_base64', 'datacontenttype', '__proto__'),
    fc.jsonValue(),
  );
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .tuple(fc.constantFrom([0, 0, 0, 0, 1], [1, ...GUID], []), fc.oneof(fc.jsonValue(), cloud))
      .map(([prefix, value]) => framed(prefix, value)),
  );
  const hint = fc.constantFrom('auto', 'none', 'confluent', 'cloudevents');
  const header = fc.option(fc.uint8Array({ maxLength: 20 }), { nil: undefined });
  fc.assert(
    fc.property(payload, hint, header, (one, envelope, schemaIdHeader) => {
      const { isValid, errors } = verdict({ payload: one }, { envelope, ...(schemaIdHeader && { schemaIdHeader }) });
      expect(isValid).toBe(errors.length === 0);
    }),
    { seed: 1, numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      if (isCloudEvent(value)) readCloudEvent(value);
      expect(verdict({ event: value }).errors).toBeDefined();
    }),
    { seed: 1, numRuns: 200 },
  );
});
