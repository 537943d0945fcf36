import { exactNumber, writeExactJson } from '../../contracts/exact-json.js';
import type { OutlinedField } from '../../contracts/outline.js';
import { logicalTypeOf, type LogicalType } from './logical-type.js';
import type { Branch } from './outline-tree.js';

/** A property as the standard's JSON Schema has it (`SchemaProperty`, of an array's items without a name). */
export interface OdcsProperty {
  name?: string;
  logicalType?: string;
  logicalTypeOptions?: Record<string, unknown>;
  physicalType: string;
  required?: boolean;
  description?: string;
  classification?: string;
  tags?: string[];
  properties?: OdcsProperty[];
  items?: OdcsProperty;
  customProperties?: { property: string; value: unknown; description?: string }[];
}

type Literals = ReadonlyMap<string, string>;

/** What is known of the schema beside the field at hand. */
export interface Reading {
  format: string;
  /** The numbers that reading rounds, by where they stand. */
  literals: Literals;
}

/** Where a property stands: by its name in an object, an item of an array, one of the types of a union. */
type Role = 'member' | 'item' | 'branch';

type CustomProperty = NonNullable<OdcsProperty['customProperties']>[number];

/** An event that is no object has this property alone, which is the event itself. */
const EVENT_ITSELF = { name: 'value', custom: { property: 'isEventItself', value: true } };

/**
 * The properties of an event; those nested in it are nested. The standard knows objects alone: of any other event they are one
 * property that has all of it.
 */
export function schemaProperties(event: Branch | null, reading: Reading): OdcsProperty[] {
  if (event === null) return [];
  if (isObject(event.field)) return event.named.map((branch) => property(branch, 'member', reading));
  const { name, custom } = EVENT_ITSELF;
  const own = property({ ...event, field: { ...event.field, name } }, 'member', reading);
  return [{ ...own, customProperties: [...(own.customProperties ?? []), custom] }];
}

const isObject = ({ kind, listed }: OutlinedField): boolean =>
  (kind === 'object' || kind === 'map') && listed === undefined;

const property = (branch: Branch, role: Role, reading: Reading): OdcsProperty => ({
  name: branch.field.name,
  ...unnamed(branch, role, reading),
});

function unnamed(branch: Branch, role: Role, reading: Reading): OdcsProperty {
  const { type, description, tags } = branch.field;
  const logicalType = logicalTypeOf(branch.field);
  const { options, beyond } = optionsOf(branch.field, logicalType, reading.literals);
  const customProperties = [...customOf(branch, reading.literals), ...beyond];
  return {
    ...(logicalType.name === undefined ? {} : { logicalType: logicalType.name }),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    physicalType: type,
    required: isNeverNull(branch.field, role, reading),
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { classification: tags[0]!, tags: [...tags] }),
    ...(customProperties.length === 0 ? {} : { customProperties }),
    ...nested(branch, logicalType, reading),
  };
}

/**
 * What the standard calls `required`. What may be missing is as good as null, and so is a type that a union has not chosen.
 * An event of Avro has every field, also where readers have a default; one of Protobuf each whose presence is not told.
 */
function isNeverNull(
  { kind, isNullable, isRequired, facets }: OutlinedField,
  role: Role,
  { format }: Reading,
): boolean {
  if (isNullable === true || kind === 'any' || role === 'branch') return false;
  const isAlwaysThere = format === 'AVRO' || (format === 'PROTOBUF' && facets['presence'] !== 'explicit');
  return isRequired || role === 'item' || isAlwaysThere;
}

/** What the standard lets a logical type carry, under the same names as JSON Schema's keywords. */
const OPTIONS: Record<string, readonly string[]> = {
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties'],
  boolean: [],
};
const ALL_OPTIONS = [...new Set(Object.values(OPTIONS).flat())];

/**
 * `beyond` is what the logical type has no options for, and what a number of JavaScript does not hold: as texts, since most
 * readers of the document would round them.
 */
function optionsOf(
  field: OutlinedField,
  { name: logicalType = '', options: own }: LogicalType,
  literals: Literals,
): { options: Record<string, unknown>; beyond: CustomProperty[] } {
  const { facets, kind, maxLength } = field;
  const known = OPTIONS[logicalType];
  const names = (known ?? ALL_OPTIONS).filter((name) => isOption(facets[name]));
  const rounded = new Map(names.map((name) => [name, literalOf(field, facets[name], literals)]));
  const longest = kind === 'string' || kind === 'union' ? 'maxLength' : LONGEST[logicalType];
  const bounds = Object.fromEntries([
    ...names.filter((name) => rounded.get(name) === null).map((name) => [name, facets[name]] as const),
    ...(maxLength !== null && longest !== undefined ? [[longest, maxLength] as const] : []),
  ]);
  const beyond = [...rounded].flatMap(([name, literal]) => (literal === null ? [] : [asText(name, literal)]));
  if (known !== undefined) return { options: { ...bounds, ...own }, beyond };
  const custom = Object.entries(bounds).map(([property, value]) => ({ property, value }));
  return { options: own, beyond: [...custom, ...beyond] };
}

const LONGEST: Partial<Record<string, string>> = { array: 'maxItems', object: 'maxProperties' };

const isOption = (value: unknown): boolean => ['number', 'string', 'boolean'].includes(typeof value);

/** How the schema writes a bound that reading rounds; null for one that it does not. */
function literalOf({ definitions }: OutlinedField, bound: unknown, literals: Literals): string | null {
  for (const definition of definitions) {
    // By every name: of draft-04 an exclusive maximum is a `maximum`.
    for (const name of OPTIONS['number']!) {
      const literal = literals.get(`${definition}/${name}`);
      if (literal !== undefined && Number(literal) === bound) return literal;
    }
  }
  return null;
}

const asText = (property: string, value: string): CustomProperty => ({
  property,
  value,
  description: 'As a text: it has numbers that a double does not hold.',
});

/** What the standard has no word for. */
function customOf(branch: Branch, literals: Literals): CustomProperty[] {
  const { isDeprecated, recursesTo } = branch.field;
  return [
    ...enumOf(branch.field, literals),
    ...othersOf(branch),
    ...sizesOf(branch),
    ...(isDeprecated ? [{ property: 'deprecated', value: true }] : []),
    ...(recursesTo === null ? [] : [{ property: 'sameAs', value: recursesTo || 'the event itself' }]),
  ];
}

/** The digits of a decimal, the bytes of a value whose length is fixed, and what stands at each place of a tuple. */
function sizesOf({ field, named }: Branch): CustomProperty[] {
  const names = field.kind === 'bytes' ? ['precision', 'scale', 'size'] : [];
  const told = names.filter((name) => field.facets[name] !== undefined);
  const sizes = told.map((property) => ({ property, value: field.facets[property] }));
  const isTuple = field.kind === 'array' && named.length > 0;
  return isTuple ? [...sizes, { property: 'prefixItems', value: named.map((one) => one.field.type) }] : sizes;
}

function enumOf({ values, listed, definitions }: OutlinedField, literals: Literals): CustomProperty[] {
  if (listed === undefined) return values === null ? [] : [{ property: 'enum', value: [...values] }];
  const texts = new Map(listed.map((value) => [JSON.stringify(value), value]));
  const rounded = new Map<unknown, string>();
  for (const definition of definitions) {
    const places = ['const', ...listed.map((_, i) => `enum/${i}`)];
    for (const literal of places.flatMap((place) => literals.get(`${definition}/${place}`) ?? []))
      rounded.set(Number(literal), literal);
  }
  if (rounded.size === 0) return [{ property: 'enum', value: [...texts.values()] }];
  const exact = [...texts.values()].map((value) => (rounded.has(value) ? exactNumber(rounded.get(value)!) : value));
  return [asText('enumAsJson', writeExactJson(exact))];
}

/** What the values of a map and the properties without a name are. */
export function othersOf({ field, rest }: Branch): CustomProperty[] {
  if (rest === null || field.kind === 'array') return [];
  return [{ property: 'mapValues', value: rest.field.type }];
}

/** An array's items; what else lies in one, or in a map's values, has no word in the standard but its type. */
function nested(
  { field, named, rest }: Branch,
  { name: logicalType = 'object' }: LogicalType,
  reading: Reading,
): Pick<OdcsProperty, 'properties' | 'items'> {
  if (field.kind === 'array') return rest === null ? {} : { items: unnamed(rest, 'item', reading) };
  if (named.length === 0 || logicalType !== 'object') return {};
  const role = field.kind === 'union' ? 'branch' : 'member';
  return { properties: named.map((branch) => property(branch, role, reading)) };
}
