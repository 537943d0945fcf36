import type { EventVerdict } from './event-verdict.js';
import { validateEvent } from './validate-event.js';
import type { Writer } from './writer.js';

const proto = (...declarations: string[]): string => ['syntax = "proto3";', ...declarations].join('\n');
const A = 'message A { string a = 1; }';
const B = 'message B { int32 b = 1; message C { int32 c = 1; } }';
const Z = 'message Z { bytes z = 1; }';
const FIRST = proto(A, B);
const NOT_UTF8 = [0x0a, 1, 0xff];
const SEVEN = [0x08, 7];

/** Of an event with the id 11 in front, which stands for `written`, or for what is asked where it is null. */
function verdict(written: string | null, asked: string, indexes: number[], event: number[]): EventVerdict {
  const writer: Writer = {
    writtenBy: { schemaId: 11, subject: 'orders', version: 1 },
    format: 'PROTOBUF',
    isAsked: written === null,
    source: written === null ? null : { text: written },
  };
  const answer = validateEvent({
    format: 'PROTOBUF',
    source: { text: asked },
    payload: Uint8Array.from([0, 0, 0, 0, 11, ...indexes, ...event]),
    writers: new Map([[11, writer]]),
  });
  if ('problems' in answer) throw new Error(answer.problems[0]!.reason);
  return answer;
}

const inEnvelope = (reason: string) => ({ isValid: false, errors: [{ in: 'envelope', path: '', reason }] });

describe('the message that an event of Protobuf is of', () => {
  it.each<[string, string | null, string, number[], number[], object]>([
    ['nested, behind a new message', FIRST, proto(Z, A, B), [4, 2, 0], SEVEN, { message: 'B.C', event: { c: 7 } }],
    ['the first of its writer, now the second', FIRST, proto(Z, A), [0], [0x0a, 1, 97], { event: { a: 'a' } }],
    ['in another package', proto('package v1;', A, B), proto('package v2;', B), [2, 2], SEVEN, { message: 'B' }],
    ['counted in what is asked, which wrote it', null, FIRST, [2, 2], SEVEN, { message: 'B', event: { b: 7 } }],
  ])('is found by its name: %s', (_, written, asked, indexes, event, expected) => {
    expect(verdict(written, asked, indexes, event)).toMatchObject({ isValid: true, ...expected });
  });

  it('judges it, and not the one that has its place now', () => {
    const { isValid, errors } = verdict(FIRST, proto(Z, A), [0], NOT_UTF8);
    expect([isValid, errors]).toMatchObject([false, [{ in: 'event' }]]);
    expect(verdict(proto(Z, A), FIRST, [2, 2], NOT_UTF8)).toMatchObject({ isValid: false, errors: [{ in: 'event' }] });
  });

  it('is refused where the asked version does not have it, or the writer never had it', () => {
    expect(verdict(FIRST, proto(A), [4, 2, 0], SEVEN)).toMatchObject(
      inEnvelope('is of the message "B.C", which this version does not have'),
    );
    expect(verdict(FIRST, proto(A, B, Z), [2, 4], SEVEN)).toMatchObject(
      inEnvelope('names a message by its indexes [2] that the schema that wrote it does not have'),
    );
    expect(verdict(null, FIRST, [2, 4], SEVEN)).toMatchObject(
      inEnvelope('names a message by its indexes [2] that the schema does not have'),
    );
  });

  it('is refused where the schema that wrote it cannot be read', () => {
    expect(verdict('message {', FIRST, [0], [])).toMatchObject({
      isValid: false,
      errors: [{ in: 'envelope', reason: expect.stringContaining('by the id 11 that cannot be read') as string }],
    });
  });
});
