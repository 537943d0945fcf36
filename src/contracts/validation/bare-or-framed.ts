import type { EventError, EventVerdict } from './event-verdict.js';

/** Whether an option can say what the bytes are: those in another envelope are opened whatever it is. */
const besides = (reason: string, howToSay: string, isInner: boolean): EventError => ({
  in: 'envelope',
  path: '',
  reason: isInner ? reason : `${reason}: ${howToSay}`,
});

/**
 * The verdict on bytes that are an event of Avro as they are, and begin as Confluent's envelope does: by chance, or with
 * the name of a schema that nobody knows. Nothing in them tells. `framed` is the verdict on them as what is in an envelope.
 */
export function eitherBareOrFramed(framed: EventVerdict, isInner: boolean): EventVerdict {
  const { envelopes, errors } = framed;
  const asFramed = errors.map((one) => ({ ...one, reason: `as Confluent's wire format it ${one.reason}` }));
  const asBare = besides('as bare Avro it is valid', 'say which it is by envelope=confluent or envelope=none', isInner);
  return { isValid: null, envelopes, errors: [...asFramed, asBare] };
}

/** The verdict on bytes that are no event of the registered schema which they name, though they are one of Avro as they are. */
export function refusedAsFramed(framed: EventVerdict, isInner: boolean): EventVerdict {
  const reason = 'would be valid as bare Avro, but begins with the name of a registered schema';
  return { ...framed, errors: [...framed.errors, besides(reason, 'envelope=none reads it as bare', isInner)] };
}
