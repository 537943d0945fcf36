import { Buffer } from 'node:buffer';
import { readProto } from '../../../contracts/formats/protobuf/link.js';
import type { SchemaSource } from '../../../contracts/source.js';
import { describeFile } from './describe-file.js';
import { decodeFile, encodeFile } from './descriptor-form.js';
import { fileText } from './file-text.js';

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The file's text where a client has sent its descriptor in base64, as Confluent's serializers for JavaScript, Go and
 * Python do; any other text is left as it is.
 */
export function textOfProto(text: string): string {
  if (!BASE64.test(text)) return text;
  try {
    const file = decodeFile(Buffer.from(text, 'base64'));
    const isFile = (file.messageType ?? file.enumType ?? file.service ?? file.dependency ?? []).length > 0;
    return isFile ? fileText(file) : text;
  } catch {
    return text; // No descriptor: what it is is told by the check.
  }
}

/** The file's descriptor in base64; null where the file cannot be read. */
export function serializedProto({ text, references = [] }: SchemaSource): string | null {
  try {
    const { schema, problems } = readProto(text, references, () => false);
    return problems.length > 0 ? null : Buffer.from(encodeFile(describeFile(schema))).toString('base64');
  } catch {
    return null; // Nested beyond the stack.
  }
}
