import type { EventVerdict } from './event-verdict.js';
import { validateEvent, type ValidationRequest } from './validate-event.js';

type Given = { event: unknown } | { text: string } | { payload: Uint8Array };

function verdict(given: Given, more: object, schema: unknown): EventVerdict {
  const request = { format: 'JSON', source: { text: JSON.stringify(schema) }, ...given, ...more } as ValidationRequest;
  const answer = validateEvent(request);
  if ('problems' in answer) throw new Error(answer.problems[0]!.reason);
  return answer;
}

const CLOUD = { specversion: '1.0', id: 'a', source: '/orders', type: 'order.created' };

describe('what cannot be judged', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 28 }, (_, i) => [
      `d${i}`,
      i === 27
        ? { type: 'string' }
        : { allOf: [{ $ref: `#/definitions/d${i + 1}` }, { $ref: `#/definitions/d${i + 1}` }] },
    ]),
  );
  it.each<[string, unknown, unknown]>([
    ['a schema that is itself or a text', { anyOf: [{ $ref: '#' }, { type: 'string' }] }, {}],
    ['a schema that asks for 2^27 steps', { $ref: '#/definitions/d0', definitions: chain }, 'x'],
  ])('is unknown, neither valid nor refused: %s', (_, schema, event) => {
    const reason = 'could not be judged: the schema asks for too much';
    const unknown = { isValid: null, envelopes: [], errors: [{ in: 'event', path: '', reason }], event };
    expect(verdict({ event }, {}, schema)).toEqual(unknown);
  });

  it('in the data of a CloudEvent that is none itself is refused nevertheless', () => {
    expect(
      verdict({ event: { ...CLOUD, id: '', data: {} } }, {}, { anyOf: [{ $ref: '#' }, { type: 'string' }] }),
    ).toMatchObject({
      isValid: false,
    });
  });
});

describe('a number that no double holds', () => {
  const unknown = (path: string, reason: string) => ({
    isValid: null,
    errors: [{ in: 'event', path, reason: `could not be judged: the number ${reason}` }],
  });
  const hangs = (to: string) => `9007199254740993 is rounded to ${to} where it is read, and the verdict hangs on that`;

  it.each<[string, object, string]>([
    ['a constant', { const: 9007199254740992 }, '{"n": 9007199254740993}'],
    ['a bound', { maximum: 9007199254740992 }, '{"n": 9007199254740993}'],
    ['a divisor', { multipleOf: 2 }, '{"n": 9007199254740993}'],
  ])('leaves it unknown where the schema looks that closely, at %s', (_, n, text) => {
    const schema = { properties: { n } };
    const expected = unknown('/n', hangs('9007199254740992'));
    expect(verdict({ text }, {}, schema)).toMatchObject(expected);
    expect(verdict({ payload: new TextEncoder().encode(text) }, {}, schema)).toMatchObject(expected);
    const cloud = `${JSON.stringify(CLOUD).slice(0, -1)}, "data": ${text}}`;
    expect(verdict({ text: cloud }, {}, schema)).toMatchObject(expected);
    expect(verdict({ payload: new TextEncoder().encode(cloud) }, {}, schema)).toMatchObject(expected);
  });

  it.each<[string, object, boolean]>([
    ['nothing', {}, true],
    ['its type', { type: 'integer' }, true],
    ['a bound far from it', { maximum: 100 }, false],
    ['another type', { type: 'string' }, false],
  ])('is judged where the schema looks at %s', (_, n, isValid) => {
    expect(verdict({ text: '{"n": 9007199254740993}' }, {}, { properties: { n } })).toMatchObject({ isValid });
  });

  it.each(['9007199254740993.5', '1e400', '-1e400'])(
    'is unknown where it was read as another kind of number: %s',
    (n) => {
      expect(verdict({ text: `{"n": ${n}}` }, {}, { properties: { n: { type: 'integer' } } }).isValid).toBeNull();
    },
  );

  it('of a schema leaves unknown what holds the number that it is read as, and nothing else', () => {
    const text = '{"properties": {"n": {"const": 9007199254740993}, "m": {"multipleOf": 9007199254740993}}}';
    const judged = (event: unknown) => validateEvent({ format: 'JSON', source: { text }, event });
    expect(judged({ n: 9007199254740992 })).toMatchObject(
      unknown('', '9007199254740993 at /properties/n/const of the schema is rounded where it is read'),
    );
    expect(judged({ n: 'x' })).toMatchObject({ isValid: false });
    expect(judged({ m: 'x' })).toMatchObject({ isValid: true });
    expect(judged({ m: 7 })).toMatchObject({ isValid: null });
  });

  it.each([
    ['9223372036854775808', false],
    ['9223372036854775807', null],
    ['9007199254740993', true],
    ['"9223372036854775807"', true],
    ['-9223372036854775808', true],
  ])('is compared with what a long of Avro holds: %s', (text, isValid) => {
    const schema = '{"type": "record", "name": "R", "fields": [{"name": "n", "type": "long"}]}';
    expect(validateEvent({ format: 'AVRO', source: { text: schema }, text: `{"n": ${text}}` })).toMatchObject({
      isValid,
    });
  });
});
