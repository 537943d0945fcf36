import { exactNumber, writeExactJson } from '../../contracts/exact-json.js';
import type { FieldKind, OutlinedField } from '../../contracts/outline.js';
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

/** The standard has no word for a union or for anything; those properties have their physical type alone. */
const LOGICAL: Partial<Record<FieldKind, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  enum: 'string',
  bytes: 'string',
  object: 'object',
  map: 'object',
  array: 'array',
};

/** Formats of all three kinds of schemas that mean a point in time, a day or a time of day. */
const TIMES: [RegExp, string][] = [
  [/^(date-time|google\.protobuf\.Timestamp|(local-)?timestamp-\w+)$/, 'timestamp'],
  [/^date$/, 'date'],
  [/^(time|time-\w+)$/, 'time'],
];

type Literals = ReadonlyMap<string, string>;
type CustomProperty = NonNullable<OdcsProperty['customProperties']>[number];

/** An event that is no object has this property alone, which is the event itself. */
const EVENT_ITSELF = { name: 'value', custom: { property: 'isEventItself', value: true } };

/**
 * The properties of an event; those nested in it are nested. The standard knows objects alone: of any other event they are one
 * property that has all of it. `literals` are the numbers that reading rounds, by where they stand.
 */
export function schemaProperties(event: Branch | null, literals: Literals): OdcsProperty[] {
  if (event === null) return [];
  if (isObject(event.field)) return event.named.map((branch) => property(branch, literals));
  const { name, custom } = EVENT_ITSELF;
  const own = property({ ...event, field: { ...event.field, name } }, literals);
  return [{ ...own, customProperties: [...(own.customProperties ?? []), custom] }];
}

const isObject = ({ kind, listed }: OutlinedField): boolean =>
  (kind === 'object' || kind === 'map') && listed === undefined;

function property(branch: Branch, literals: Literals): OdcsProperty {
  return { name: branch.field.name, ...described(branch, literals), ...nested(branch, literals) };
}

function described(branch: Branch, literals: Literals): OdcsProperty {
  const { type, isRequired, description, tags } = branch.field;
  const logicalType = logicalTypeOf(branch.field);
  const { options, beyond } = optionsOf(branch.field, logicalType, literals);
  const customProperties = [...customOf(branch, literals), ...beyond];
  return {
    ...(logicalType === undefined ? {} : { logicalType }),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    physicalType: type,
    required: isRequired,
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { classification: tags[0]!, tags: [...tags] }),
    ...(customProperties.length === 0 ? {} : { customProperties }),
  };
}

/** An enum's is that of its values; where they are of several kinds, the standard has none. */
function logicalTypeOf({ kind, format, listed }: OutlinedField): string | undefined {
  const time = TIMES.find(([pattern]) => pattern.test(format ?? ''))?.[1];
  const values = listed?.filter((value) => value !== null) ?? [];
  if (kind !== 'enum' || values.every((value) => typeof value === 'string')) return time ?? LOGICAL[kind];
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (!values.every((value) => typeof value === 'number')) return undefined;
  return values.every((value) => Number.isInteger(value)) ? 'integer' : 'number';
}

/** What the standard lets a logical type carry, under the same names as JSON Schema's keywords. */
const OPTIONS: Record<string, readonly string[]> = {
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties'],
};
const ALL_OPTIONS = [...new Set(Object.values(OPTIONS).flat())];

/** `beyond` are those that a number of JavaScript does not hold: as texts, since most readers of the document would round them. */
function optionsOf(
  field: OutlinedField,
  logicalType: string | undefined,
  literals: Literals,
): { options: Record<string, unknown>; beyond: CustomProperty[] } {
  const { facets, format, kind, maxLength } = field;
  const names = (logicalType === undefined ? ALL_OPTIONS : (OPTIONS[logicalType] ?? [])).filter((name) =>
    isOption(facets[name]),
  );
  const rounded = new Map(names.map((name) => [name, literalOf(field, facets[name], literals)]));
  const isText = logicalType === 'string' && kind === 'string';
  const longest = isText || kind === 'union' ? 'maxLength' : LONGEST[logicalType ?? ''];
  const options = Object.fromEntries([
    ...names.filter((name) => rounded.get(name) === null).map((name) => [name, facets[name]] as const),
    ...(maxLength !== null && longest !== undefined ? [[longest, maxLength] as const] : []),
    ...(isText && format !== null ? [['format', format] as const] : []),
  ]);
  const beyond = [...rounded].flatMap(([name, literal]) => (literal === null ? [] : [asText(name, literal)]));
  if (logicalType !== undefined) return { options, beyond };
  // Options belong to a logical type.
  const custom = Object.entries(options).map(([property, value]) => ({ property, value }));
  return { options: {}, beyond: [...custom, ...beyond] };
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
    ...(isDeprecated ? [{ property: 'deprecated', value: true }] : []),
    ...(recursesTo === null ? [] : [{ property: 'sameAs', value: recursesTo || 'the event itself' }]),
  ];
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
function nested({ field, named, rest }: Branch, literals: Literals): Pick<OdcsProperty, 'properties' | 'items'> {
  const items =
    field.kind === 'array' && rest !== null ? { ...described(rest, literals), ...nested(rest, literals) } : null;
  return {
    ...(items === null ? {} : { items }),
    ...(named.length === 0 ? {} : { properties: named.map((branch) => property(branch, literals)) }),
  };
}
