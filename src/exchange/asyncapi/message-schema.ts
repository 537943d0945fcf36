import { readPayload } from '../../contracts/asyncapi/payload.js';
import { follow, wordsOf, type Placed } from '../../contracts/asyncapi/pointers.js';
import { multiFormatOf } from '../../contracts/asyncapi/schema-formats.js';
import { exactNumberIn } from '../../contracts/exact-json.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { ConfluentError } from '../../registry/confluent/confluent-error.js';
import { readMetadata, readReferences, readRuleSet } from '../../registry/confluent/confluent-request.js';
import type { Metadata, RuleSet } from '../../registry/data-contract.js';
import type { Reference, SchemaContent } from '../../registry/subject-version.js';
import { EXTENSION } from './schema-formats.js';

/** A schema of a document as it is registered, and what an export of Plumbline said of it. */
export interface MessageSchema {
  schema: SchemaContent;
  /** Null where the document does not come from a registry. */
  subject: string | null;
  version: number | null;
  /** A registry wrote it: its references are numbered as there. */
  isExported: boolean;
  /** It says all that is kept beside it. */
  hasMetadata: boolean;
}

interface Extension {
  isExported: boolean;
  hasMetadata: boolean;
  subject: string | null;
  version: number | null;
  text: string | null;
  references: Reference[];
  metadata: Metadata | null;
  ruleSet: RuleSet | null;
}

/** The schema of a payload, a key or another Schema Object; or why it cannot be registered. `schemaFormat` is what AsyncAPI 2 says in the message. */
export function messageSchema(
  document: JsonObject,
  placed: Placed,
  schemaFormat: unknown,
): MessageSchema | { fault: string } {
  try {
    return schemaAt(document, placed, schemaFormat);
  } catch (error) {
    if (error instanceof ConfluentError) return { fault: `${EXTENSION}: ${error.message}` };
    throw error;
  }
}

function schemaAt(document: JsonObject, placed: Placed, schemaFormat: unknown): MessageSchema | { fault: string } {
  const { value } = follow(document, placed);
  const told = multiFormatOf(value) !== null && isJsonObject(value) ? value[EXTENSION] : undefined;
  const rounded = exactNumberIn(told);
  if (rounded !== null) return { fault: `${EXTENSION} holds ${rounded}, which is larger or finer than is kept.` };
  const { text, references, metadata, ruleSet, ...rest } = readExtension(told);
  const known = new Set(references.map(({ name }) => name));
  // What a registry took leads nowhere but to its references and to addresses within itself.
  const isKnown = (reference: string): boolean =>
    rest.isExported || known.has(reference.split('#')[0]!) || hasIdAt(document, placed);
  const read = readPayload(document, placed, { schemaFormat, isKnown, indent: 0 });
  if ('lost' in read) return { fault: wordsOf(read.lost) };
  if ('otherFormat' in read) {
    return {
      fault: `The schema format "${read.otherFormat}" is not kept here: JSON Schema, Avro and Protobuf are.`,
    };
  }
  if (read.faults[0] !== undefined) return { fault: read.faults[0].reason };
  return { schema: { format: read.format, text: text ?? read.text, references, metadata, ruleSet }, ...rest };
}

/** What a schema with an address of its own refers to is resolved against that. */
function hasIdAt(document: JsonObject, placed: Placed): boolean {
  const { value, pointer } = follow(document, placed);
  const multi = multiFormatOf(value);
  const schema = multi === null ? value : follow(document, { value: multi.schema, pointer: `${pointer}/schema` }).value;
  return isJsonObject(schema) && typeof schema['$id'] === 'string';
}

/** @throws ConfluentError where it is not as an export writes it. */
function readExtension(value: unknown): Extension {
  const told = isJsonObject(value) ? value : {};
  const isExported = Number.isInteger(told['id']);
  return {
    isExported,
    hasMetadata: isExported || isJsonObject(told['metadata']),
    subject: typeof told['subject'] === 'string' && told['subject'] !== '' ? told['subject'] : null,
    version: Number.isInteger(told['version']) ? Number(told['version']) : null,
    text: typeof told['text'] === 'string' ? told['text'] : null,
    references: readReferences(told['references']),
    metadata: readMetadata(told['metadata']),
    ruleSet: readRuleSet(told['ruleSet']),
  };
}
