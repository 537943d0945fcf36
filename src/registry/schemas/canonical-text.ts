import type { Format } from '../../contracts/source.js';
import { canonicalAvro } from './canonical-avro.js';
import { canonicalJson, sortedJson } from './canonical-json.js';
import { canonicalProto } from './canonical-proto.js';

/** The text that two writings of the same schema share. What cannot be read is its own canonical text. */
export function canonicalText(format: Format, text: string): string {
  if (format === 'PROTOBUF') return canonicalProto(text);
  if (format === 'AVRO') return canonicalAvro(text) ?? canonicalJson(text);
  return canonicalJson(text);
}

/** The text that is stored where normalisation is asked for: members in order, no white space or comments. */
export function normalizedText(format: Format, text: string): string {
  if (format === 'JSON') return sortedJson(text) ?? canonicalJson(text);
  return canonicalText(format, text);
}
