import { readPayload } from '../../contracts/asyncapi/payload.js';
import { follow, valueAt, type Placed } from '../../contracts/asyncapi/pointers.js';
import { writeExactJson } from '../../contracts/exact-json.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';

/**
 * The headers of the message that stands at a pointer, as a text by which only whether they changed can be told: its own and those of its traits,
 * each with all that it refers to. Merged they would lose what stands beside a `$ref`, and each trait's references start where that stands. What
 * leads to nothing stays as it is written; null where there are none.
 */
export function headersOf(document: JsonObject, pointer: string): string | null {
  const message = valueAt(document, pointer);
  const traits = isJsonObject(message) && Array.isArray(message['traits']) ? (message['traits'] as unknown[]) : [];
  const placed = traits.map((value, i) => follow(document, { value, pointer: `${pointer}/traits/${i}` }));
  const all = [{ value: message, pointer }, ...placed].flatMap((one) => headersIn(document, one));
  if (all.length === 0) return null;
  return all.length === 1 ? all[0]! : `[${all.join(',')}]`;
}

/** None of a message or trait without headers; a trait that is not there counts as it is written. */
function headersIn(document: JsonObject, { value, pointer, lost = null }: Placed & { lost?: object | null }): string[] {
  if (lost !== null) return [writeExactJson(value)];
  const headers = isJsonObject(value) ? value['headers'] : undefined;
  if (headers === undefined) return [];
  const placed = { value: headers, pointer: `${pointer}/headers` };
  const read = readPayload(document, placed, { isKnown: () => false, indent: 0 });
  return ['text' in read ? read.text : writeExactJson(headers)];
}
