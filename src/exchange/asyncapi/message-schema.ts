import type { Format } from '../../contracts/source.js';
import type { Metadata, RuleSet } from '../../registry/data-contract.js';
import { readMetadata, readReferences, readRuleSet } from '../../registry/confluent-request.js';
import { ConfluentError } from '../../registry/confluent-error.js';
import type { Reference, SchemaContent } from '../../registry/subject-version.js';
import { bundleSchema } from './bundle-schema.js';
import { EXTENSION, DRAFTS } from './schema-formats.js';
import { isObject } from './read-document.js';
import { follow, type Placed } from './resolve-pointer.js';

/** A schema of a document as it is registered, and what an export of Plumbline said of it. */
export interface MessageSchema {
  schema: SchemaContent;
  /** Null where the document does not come from a registry. */
  subject: string | null;
  version: number | null;
}

interface Extension {
  subject: string | null;
  version: number | null;
  text: string | null;
  references: Reference[];
  metadata: Metadata | null;
  ruleSet: RuleSet | null;
}

/** The schema of a payload, a key or another Schema Object; or why it cannot be registered. */
export function messageSchema(document: unknown, placed: Placed): MessageSchema | { fault: string } {
  const found = follow(document, placed);
  if ('fault' in found) return found;
  try {
    return schemaAt(document, found);
  } catch (error) {
    if (error instanceof ConfluentError) return { fault: `${EXTENSION}: ${error.message}` };
    throw error;
  }
}

function schemaAt(document: unknown, found: Placed): MessageSchema | { fault: string } {
  const { value, pointer } = found;
  const isMultiFormat = isObject(value) && 'schema' in value;
  const extension = readExtension(isMultiFormat ? value[EXTENSION] : undefined);
  const schemaFormat = isMultiFormat ? (value.schemaFormat ?? '') : '';
  if (typeof schemaFormat !== 'string') return { fault: 'schemaFormat is not a text.' };
  let inner: Placed = found;
  if (isMultiFormat) {
    inner = { value: value.schema, pointer: `${pointer}/schema` };
    if (isReferenceAlone(inner)) {
      const followed = follow(document, inner);
      if ('fault' in followed) return followed;
      inner = followed;
    }
  }
  const written = textOf(
    document,
    inner,
    schemaFormat,
    extension.references.map(({ name }) => name),
  );
  if ('fault' in written) return written;
  const { references, metadata, ruleSet, subject, version } = extension;
  const text = extension.text ?? written.text;
  return { schema: { format: written.format, text, references, metadata, ruleSet }, subject, version };
}

/** A Reference Object and not a schema that refers to a part of itself. */
const isReferenceAlone = ({ value, pointer }: Placed): boolean =>
  isObject(value) &&
  typeof value.$ref === 'string' &&
  value.$ref.startsWith('#') &&
  !value.$ref.startsWith(`#${pointer}/`) &&
  Object.keys(value).length === 1;

function textOf(
  document: unknown,
  placed: Placed,
  schemaFormat: string,
  known: readonly string[],
): { format: Format; text: string } | { fault: string } {
  const [type = '', parameters = ''] = schemaFormat.toLowerCase().split(/;(.*)/s);
  if (/^application\/vnd\.apache\.avro(\+json|\+yaml)?$/.test(type)) return avroText(placed.value);
  if (/^application\/(vnd\.google\.protobuf|x-protobuf|protobuf)$/.test(type)) {
    if (typeof placed.value !== 'string') return { fault: 'A Protobuf schema must be its text.' };
    return { format: 'PROTOBUF', text: placed.value };
  }
  const isJsonSchema = /^application\/schema\+(json|yaml)$/.test(type);
  if (!isJsonSchema && type !== '' && !/^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?$/.test(type)) {
    return { fault: `The schema format "${schemaFormat}" is not kept here: JSON Schema, Avro and Protobuf are.` };
  }
  const bundled = bundleSchema(document, placed, known);
  if ('fault' in bundled) return bundled;
  const { schema } = bundled;
  if (!isObject(schema) && typeof schema !== 'boolean')
    return { fault: 'The schema is neither an object nor a boolean.' };
  // Without `$schema` draft-07 is meant, there as here.
  const draft = isJsonSchema ? DRAFTS.find(({ name }) => name !== 'draft-07' && parameters.includes(name)) : undefined;
  const isTold = draft === undefined || !isObject(schema) || schema.$schema !== undefined;
  return { format: 'JSON', text: JSON.stringify(isTold ? schema : { $schema: draft.uri, ...schema }) };
}

function avroText(value: unknown): { format: Format; text: string } | { fault: string } {
  if (!isObject(value) && !Array.isArray(value) && typeof value !== 'string') {
    return { fault: 'An Avro schema must be an object, a list or a name.' };
  }
  // Some write the schema as the text of its JSON.
  const isText = typeof value === 'string' && /^\s*[[{"]/.test(value);
  return { format: 'AVRO', text: isText ? value : JSON.stringify(value) };
}

/** @throws ConfluentError where it is not as an export writes it. */
function readExtension(value: unknown): Extension {
  const told = isObject(value) ? value : {};
  return {
    subject: typeof told.subject === 'string' && told.subject !== '' ? told.subject : null,
    version: Number.isInteger(told.version) ? Number(told.version) : null,
    text: typeof told.text === 'string' ? told.text : null,
    references: readReferences(told.references),
    metadata: readMetadata(told.metadata),
    ruleSet: readRuleSet(told.ruleSet),
  };
}
