import type { IsOver } from '../../schema-format.js';
import { SUBSCHEMA_KEYWORDS } from '../dialect.js';
import { childNode, type SchemaDocument, type SchemaNode } from '../document.js';
import { evaluate } from '../evaluate.js';
import { isJsonObject, type JsonObject } from '../reading/json-objects.js';
import { escapePointer } from '../reading/pointers.js';
import {
  allParts,
  alternativesOf,
  isComposed,
  namesDeclaredBy,
  refusesObjects,
  saysHowOpen,
  sureParts,
} from './composition.js';
import { Describers, placeOf } from './describers.js';

/**
 * LENIENT, the writer: it sends only what it declares. Objects that describe properties and leave the rest open are read as
 * closed, wherever it is one schema, with those that it asks to hold besides, that describes the object.
 */
export function asDeclared(document: SchemaDocument, isOver: IsOver): SchemaDocument {
  return changedAlone(document, isOver, (schema, node) => {
    if (!closes(node)) return schema;
    return { ...schema, [isComposed(node) ? 'unevaluatedProperties' : 'additionalProperties']: false };
  });
}

/**
 * LENIENT, the reader: a required property with a default is filled in before anybody misses it. Only where the default
 * satisfies its own schema, and nothing else in the object looks at the property: else what is filled in may be refused.
 */
export function withDefaultsFilledIn(document: SchemaDocument, isOver: IsOver): SchemaDocument {
  return changedAlone(document, isOver, (schema, node) => {
    const { required } = node.keywords;
    if (!Array.isArray(required) || isComposed(node) || LOOKING.some((one) => one in node.keywords)) return schema;
    return { ...schema, required: required.filter((name) => !hasOwnDefault(node, name as string)) };
  });
}

/** Keywords that look at all properties, or at what they are called. */
const LOOKING = [
  'const',
  'enum',
  'dependentRequired',
  'maxProperties',
  'propertyNames',
  'patternProperties',
  'unevaluatedProperties',
];

function hasOwnDefault(node: SchemaNode, name: string): boolean {
  const property = childNode(node, 'properties', name);
  return (
    property !== null && 'default' in property.keywords && evaluate(property, property.keywords['default']) === true
  );
}

/** Whether nothing is sent but what the schema, and those that hold with it, declare. */
function closes(node: SchemaNode): boolean {
  const parts = allParts(node);
  if (parts.some(saysHowOpen)) return false;
  const sure = new Set(sureParts(node).flatMap(namesDeclaredBy));
  const demandsUndeclared = parts.some((part) => {
    const own = new Set(sureParts(part).flatMap(namesDeclaredBy));
    return namesRequiredBy(part).some((name) => !sure.has(name) && !own.has(name));
  });
  if (demandsUndeclared) return false;
  // An alternative that declares nothing stands for any object.
  return sure.size > 0 || (alternativesOf(node).length > 0 && alternativesOf(node).every(declaresOrRefuses));
}

const namesRequiredBy = ({ keywords }: SchemaNode): string[] =>
  Array.isArray(keywords['required']) ? (keywords['required'] as string[]) : [];

const declaresOrRefuses = (node: SchemaNode): boolean =>
  refusesObjects(node) || sureParts(node).some((part) => namesDeclaredBy(part).length > 0);

/** The document with each schema changed that alone describes its value. */
function changedAlone(
  document: SchemaDocument,
  isOver: IsOver,
  change: (schema: JsonObject, node: SchemaNode) => JsonObject,
): SchemaDocument {
  const alone = new Describers(document.root).aloneByPlace;
  const changeAt = (raw: unknown, text: SchemaDocument, pointer: string): unknown => {
    if (!isJsonObject(raw)) return raw;
    const result = mapSubschemas(raw, (child, place) => changeAt(child, text, pointer + place));
    const node = alone.get(placeOf({ document: text, pointer }));
    return node === undefined ? result : change(result, node);
  };
  return document.changed((raw, text) => changeAt(raw, text, ''), isOver);
}

/** The schema with each direct subschema changed. */
function mapSubschemas(schema: JsonObject, change: (schema: unknown, place: string) => unknown): JsonObject {
  const result: Record<string, unknown> = { ...schema };
  for (const keyword of Object.keys(schema)) {
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    const held = schema[keyword];
    if (holding === undefined || typeof held !== 'object' || held === null) continue;
    if (Array.isArray(held)) result[keyword] = held.map((one, i) => change(one, `/${keyword}/${i}`));
    else if (!holding.startsWith('map')) result[keyword] = change(held, `/${keyword}`);
    else {
      const entries = Object.entries(held).map(([name, one]) => [
        name,
        change(one, `/${keyword}/${escapePointer(name)}`),
      ]);
      result[keyword] = Object.fromEntries(entries) as unknown;
    }
  }
  return result;
}
