import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { escapePointer } from '../../contracts/formats/json-schema/reading/pointers.js';
import { messageSchema, type MessageSchema } from './message-schema.js';
import { EXTENSION } from './schema-formats.js';

/** A schema that an export brings along since others refer to it, or why it is none. */
export interface ReferencedSchema {
  where: string;
  found: MessageSchema | { fault: string };
}

/** Finds what lies in `components.schemas` by its version and its subject as `place` has it; null for what is not there. */
export function referencedSchemas(
  document: JsonObject,
  place: (subject: string) => string,
): (subject: string, version: number) => ReferencedSchema | null {
  const components = isJsonObject(document['components']) ? document['components'] : {};
  const schemas = isJsonObject(components['schemas']) ? components['schemas'] : {};
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const told = isJsonObject(schema) ? schema[EXTENSION] : undefined;
    if (!isJsonObject(told) || typeof told['subject'] !== 'string') continue;
    names.set(keyOf(place(told['subject']), told['version']), name);
  }
  return (subject, version) => {
    const name = names.get(keyOf(subject, version));
    if (name === undefined) return null;
    const where = `/components/schemas/${escapePointer(name)}`;
    return { where, found: messageSchema(document, { value: schemas[name], pointer: where }, '') };
  };
}

const keyOf = (subject: string, version: unknown): string => `${String(version)} ${subject}`;
