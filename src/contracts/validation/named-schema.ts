import { isCloudEvent, readCloudEvent } from './cloudevents-envelope.js';
import { readConfluentEnvelope } from './confluent-envelope.js';
import type { EnvelopeHint, GivenEvent } from './validate-event.js';
import { schemaNameOf, type SchemaName } from './writer.js';

/**
 * The schema that an event's envelopes name, so that it can be looked up before the event is judged; null where they name
 * none. Bytes of bare Avro may begin as an envelope does: what is named so may mean nothing.
 */
export function namedSchema(given: GivenEvent, hint: EnvelopeHint): SchemaName | null {
  if (hint === 'none') return null;
  if ('payload' in given) {
    const { payload, schemaIdHeader } = given;
    return nameIn(schemaIdHeader ?? payload) ?? (hint === 'confluent' ? null : nameInCloudEvent(payload));
  }
  if (hint === 'confluent') return null;
  return 'text' in given ? nameInText(given.text) : nameInValue(given.event);
}

/** Where the name stands no format matters: what follows it is not read here. */
function nameIn(bytes: Uint8Array): SchemaName | null {
  const reading = readConfluentEnvelope(bytes, 'JSON', false);
  return reading === null || 'problem' in reading ? null : schemaNameOf(reading.envelope);
}

const OPENING_BRACE = 0x7b;
const LATIN_SPACES = [0x20, 0x09, 0x0a, 0x0d];

function nameInCloudEvent(payload: Uint8Array): SchemaName | null {
  const first = payload.find((byte) => !LATIN_SPACES.includes(byte));
  return first === OPENING_BRACE ? nameInText(new TextDecoder().decode(payload)) : null;
}

function nameInText(text: string): SchemaName | null {
  // To read every event twice would cost as much as to judge it.
  if (!text.includes('"data_base64"')) return null;
  try {
    return nameInValue(JSON.parse(text));
  } catch {
    return null;
  }
}

function nameInValue(value: unknown): SchemaName | null {
  if (!isCloudEvent(value)) return null;
  const { data } = readCloudEvent(value);
  return data !== null && 'bytes' in data ? nameIn(data.bytes) : null;
}
