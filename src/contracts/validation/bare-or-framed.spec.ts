import { validateEvent, type EnvelopeHint } from './validate-event.js';
import type { Writer, Writers } from './writer.js';

const record = (...fields: object[]): string => JSON.stringify({ type: 'record', name: 'Count', fields });
const int = (name: string): object => ({ name, type: 'int' });
/** An event of it that begins with four times 0 begins as the wire format does. */
const SIX = record(...['a', 'b', 'c', 'd', 'e', 'f'].map(int));
const TEXT = record({ name: 'text', type: 'string' });
/** Six numbers, or the id 99 and then 2. */
const EITHER = [0, 0, 0, 0, 99, 4];

const wroteText: Writer = {
  writtenBy: { schemaId: 99, subject: 'counts', version: 1 },
  format: 'AVRO',
  isAsked: false,
  source: { text: TEXT },
};

function verdict(payload: number[], writers: Writers | undefined, envelope: EnvelopeHint = 'auto', inCloud = false) {
  const bytes = Uint8Array.from(payload);
  const data_base64 = Buffer.from(bytes).toString('base64');
  const event = { specversion: '1.0', id: 'a', source: '/s', type: 't', data_base64 };
  const answer = validateEvent({
    format: 'AVRO',
    source: { text: SIX },
    envelope,
    writers,
    ...(inCloud ? { event } : { payload: bytes }),
  });
  if ('problems' in answer) throw new Error(answer.problems[0]!.reason);
  const { isValid, envelopes, errors } = answer;
  return {
    isValid,
    opened: envelopes.map(({ kind }) => kind),
    errors: errors.map(({ in: where, reason }) => [where, reason]),
  };
}

const UNKNOWN: Writers = new Map([[99, null]]);
const NOT_THERE = 'names a schema by the id 99, which this registry does not have: a consumer would get 40403';
const EITHER_BARE = 'as bare Avro it is valid: say which it is by envelope=confluent or envelope=none';

describe('bytes that are valid as bare Avro, and begin as the wire format does', () => {
  it('are not told to be either where the id is unknown, until the request says which', () => {
    expect(verdict(EITHER, UNKNOWN)).toEqual({
      isValid: null,
      opened: ['confluent'],
      errors: [
        ['envelope', `as Confluent's wire format it ${NOT_THERE}`],
        ['envelope', EITHER_BARE],
      ],
    });
    expect(verdict(EITHER, UNKNOWN, 'none')).toEqual({ isValid: true, opened: [], errors: [] });
    expect(verdict(EITHER, UNKNOWN, 'confluent')).toEqual({
      isValid: false,
      opened: ['confluent'],
      errors: [['envelope', NOT_THERE]],
    });
  });

  it('are not told to be either where the id was not looked up, or nothing is', () => {
    const [notLookedUp, nothingIs] = [verdict(EITHER, new Map()), verdict(EITHER, undefined)];
    expect([notLookedUp.isValid, nothingIs.isValid]).toEqual([null, null]);
    for (const { errors } of [notLookedUp, nothingIs]) expect(errors.at(-1)).toEqual(['envelope', EITHER_BARE]);
  });

  it('are not told to be either within a CloudEvent, where no option says which', () => {
    expect(verdict(EITHER, UNKNOWN, 'auto', true)).toMatchObject({
      isValid: null,
      opened: ['cloudevents', 'confluent'],
      errors: [
        ['envelope', `as Confluent's wire format it ${NOT_THERE}`],
        ['envelope', 'as bare Avro it is valid'],
      ],
    });
  });

  it('are what the schema wrote that has the id, and refused where they are not', () => {
    const { isValid, opened, errors } = verdict(EITHER, new Map([[99, wroteText]]));
    expect([isValid, opened, errors[0]?.[0], errors.at(-1)]).toEqual([
      false,
      ['confluent'],
      'event',
      [
        'envelope',
        'would be valid as bare Avro, but begins with the name of a registered schema: envelope=none reads it as bare',
      ],
    ]);
  });

  it('are bare where they are too short for an envelope, and refused with its reason where they are no Avro', () => {
    const source = { text: record(int('a'), int('b')) };
    expect(validateEvent({ format: 'AVRO', source, payload: Uint8Array.from([0, 2]), writers: UNKNOWN })).toMatchObject(
      {
        isValid: true,
        envelopes: [],
      },
    );
    expect(verdict([...EITHER, 1], UNKNOWN)).toEqual({
      isValid: false,
      opened: ['confluent'],
      errors: [['envelope', NOT_THERE]],
    });
  });
});
