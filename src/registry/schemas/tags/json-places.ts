import { itemsOf, memberOf, readJsonText, type JsonNode } from './json-text.js';
import { jsonMemberPlace } from './json-member-place.js';
import { MAX_PATH_LENGTH, type SchemaEntity, type TagPlace, type TagPlaces } from './tag-place.js';

const DEFINITIONS = ['definitions', '$defs'];
const BRANCHES = [
  ['allOf', 'allof'],
  ['anyOf', 'anyof'],
  ['oneOf', 'oneof'],
] as const;
const CONDITIONS = ['if', 'then', 'else'];

/**
 * The objects of a JSON Schema and their properties by the ways that lead there, as in Confluent's: `object` is the
 * event, `object.address` its property, `object.address.object.city`, `object.lines.array.object.sku`,
 * `anyof.1.object.iban`, `object.definitions.Money.object.amount`. A branch's number is its place in the text.
 */
export function jsonPlaces(text: string): TagPlaces {
  const root = readJsonText(text);
  const places: TagPlace[] = [];
  if (root !== null) walk(root, '');
  return { places, onceTagged: [] };

  function add(node: JsonNode, entityPath: string, entityType: SchemaEntity['entityType']): void {
    if (node.kind === 'object' && entityPath.length <= MAX_PATH_LENGTH)
      places.push(jsonMemberPlace(text, node, { entityPath, entityType }));
  }

  /** `way` ends with a dot or is ''. */
  function walk(schema: JsonNode | undefined, way: string): void {
    if (schema?.kind !== 'object' || way.length > MAX_PATH_LENGTH) return;
    add(schema, `${way}object`, 'sr_record');
    for (const [name, property] of membersOf(memberOf(schema, 'properties'))) {
      add(property, `${way}object.${name}`, 'sr_field');
      walk(property, `${way}object.${name}.`);
    }
    for (const list of DEFINITIONS) {
      for (const [name, one] of membersOf(memberOf(schema, list))) {
        add(one, `${way}object.${list}.${name}`, 'sr_record');
        walk(one, `${way}object.${list}.${name}.`);
      }
    }
    walk(memberOf(schema, 'items'), `${way}array.`);
    walk(memberOf(schema, 'not'), `${way}not.`);
    for (const [keyword, word] of BRANCHES) {
      itemsOf(memberOf(schema, keyword)).forEach((branch, i) => walk(branch, `${way}${word}.${i}.`));
    }
    for (const keyword of CONDITIONS) walk(memberOf(schema, keyword), `${way}allof.0.conditional.${keyword}.`);
  }
}

const membersOf = (node: JsonNode | undefined): [string, JsonNode][] =>
  node?.kind === 'object' ? [...node.members].map(([name, { value }]) => [name, value]) : [];
