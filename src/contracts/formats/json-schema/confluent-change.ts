import type { SchemaNode } from './document.js';
import type { Refusal } from './keywords/keyword.js';

/** Confluent names a bound that is new apart from one that moved. */
const BOUNDS: Readonly<Record<string, [name: string, tightened: string]>> = {
  minimum: ['MINIMUM', 'INCREASED'],
  maximum: ['MAXIMUM', 'DECREASED'],
  exclusiveMinimum: ['EXCLUSIVE_MINIMUM', 'INCREASED'],
  exclusiveMaximum: ['EXCLUSIVE_MAXIMUM', 'DECREASED'],
  minLength: ['MIN_LENGTH', 'INCREASED'],
  maxLength: ['MAX_LENGTH', 'DECREASED'],
  minItems: ['MIN_ITEMS', 'INCREASED'],
  maxItems: ['MAX_ITEMS', 'DECREASED'],
  minProperties: ['MIN_PROPERTIES', 'INCREASED'],
  maxProperties: ['MAX_PROPERTIES', 'DECREASED'],
  pattern: ['PATTERN', 'CHANGED'],
  multipleOf: ['MULTIPLE_OF', 'CHANGED'],
};

const BY_RULE: Readonly<Record<string, string>> = {
  'required-property-added': 'REQUIRED_ATTRIBUTE_ADDED',
  'property-removed-from-closed-content': 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL',
  'unique-items-added': 'UNIQUE_ITEMS_ADDED',
  'exclusion-widened': 'NOT_TYPE_EXTENDED',
};

/**
 * What Confluent's registry (`Difference.Type` of its JSON Schema comparison) calls such a change of a schema; null where it
 * has no name for it, or where the writer says nothing at the same place.
 */
export function confluentChangeOf(
  { rule, keyword }: Refusal,
  reader: SchemaNode,
  writer: SchemaNode | null,
): string | null {
  if (BY_RULE[rule] !== undefined) return BY_RULE[rule];
  const bound = BOUNDS[keyword];
  if (bound !== undefined) return `${bound[0]}_${writer?.keywords[keyword] === undefined ? 'ADDED' : bound[1]}`;
  switch (rule) {
    case 'type-narrowed':
      return typeChange(reader, writer);
    case 'values-narrowed':
      return valuesChange(reader, writer);
    case 'content-closed':
      return writer?.keywords['additionalProperties'] === undefined
        ? 'ADDITIONAL_PROPERTIES_REMOVED'
        : 'ADDITIONAL_PROPERTIES_NARROWED';
    case 'items-closed':
      return 'ADDITIONAL_ITEMS_REMOVED';
    case 'alternatives-narrowed':
      return writer?.keywords[keyword] === undefined ? 'COMBINED_TYPE_CHANGED' : 'COMBINED_TYPE_SUBSCHEMAS_CHANGED';
    case 'dependency-added':
      return Array.isArray(dependencyOf(reader, keyword)) ? 'DEPENDENCY_ARRAY_ADDED' : 'DEPENDENCY_SCHEMA_ADDED';
    default:
      return null;
  }
}

const dependencyOf = ({ keywords }: SchemaNode, keyword: string): unknown =>
  keyword === 'dependentRequired' ? [] : Object.values((keywords[keyword] as object | undefined) ?? {})[0];

function typeChange(reader: SchemaNode, writer: SchemaNode | null): string {
  const sent = writer?.keywords['type'];
  // A property without a schema before is one that open content let through.
  if (writer === null) return 'PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL';
  if (sent === undefined) return 'TYPE_NARROWED';
  const kept = [reader.keywords['type']]
    .flat()
    .every((type) => ([sent].flat() as unknown[]).includes(type) || type === 'integer');
  return kept ? 'TYPE_NARROWED' : 'TYPE_CHANGED';
}

function valuesChange(reader: SchemaNode, writer: SchemaNode | null): string {
  const [taken, sent] = [reader.keywords['enum'], writer?.keywords['enum']];
  if (!Array.isArray(taken) || !Array.isArray(sent)) return 'ENUM_ARRAY_CHANGED';
  const known = new Set(sent.map((value) => JSON.stringify(value)));
  return taken.every((value) => known.has(JSON.stringify(value))) ? 'ENUM_ARRAY_NARROWED' : 'ENUM_ARRAY_CHANGED';
}
