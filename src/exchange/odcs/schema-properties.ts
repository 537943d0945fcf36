import type { FieldKind, Outline, OutlinedField } from '../../contracts/outline.js';

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
  customProperties?: { property: string; value: unknown }[];
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

/** The properties of an event; those nested in it are nested. */
export function schemaProperties({ fields }: Outline): OdcsProperty[] {
  const children = childrenOf(fields);
  return (children.get('') ?? []).map((field) => property(field, children));
}

type Children = ReadonlyMap<string, readonly OutlinedField[]>;

function childrenOf(fields: readonly OutlinedField[]): Children {
  const children = new Map<string, OutlinedField[]>();
  for (const field of fields) {
    if (field.path === '') continue;
    const parent = field.path.slice(0, field.path.lastIndexOf('/'));
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [field]);
    else known.push(field);
  }
  return children;
}

function property(field: OutlinedField, children: Children): OdcsProperty {
  return { name: field.name, ...described(field, children), ...nested(field, children) };
}

function described(field: OutlinedField, children: Children): OdcsProperty {
  const { kind, type, format, isRequired, description, tags } = field;
  const logicalType = TIMES.find(([pattern]) => pattern.test(format ?? ''))?.[1] ?? LOGICAL[kind];
  const options = optionsOf(field, logicalType);
  return {
    ...(logicalType === undefined ? {} : { logicalType }),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    physicalType: type,
    required: isRequired,
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { classification: tags[0]!, tags: [...tags] }),
    ...customOf(field, children),
  };
}

/** What the standard lets a logical type carry, under the same names as JSON Schema's keywords. */
const OPTIONS: Record<string, readonly string[]> = {
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
};

function optionsOf(
  { facets, format, kind, maxLength }: OutlinedField,
  logicalType: string | undefined,
): Record<string, unknown> {
  const names = OPTIONS[logicalType ?? ''] ?? [];
  const own = names.flatMap((name) => (isOption(facets[name]) ? [[name, facets[name]] as const] : []));
  const isText = logicalType === 'string' && kind === 'string';
  const longest = logicalType === 'array' ? 'maxItems' : 'maxLength';
  return Object.fromEntries([
    ...own,
    ...(maxLength !== null && (isText || logicalType === 'array') ? [[longest, maxLength] as const] : []),
    ...(isText && format !== null ? [['format', format] as const] : []),
  ]);
}

const isOption = (value: unknown): boolean => ['number', 'string', 'boolean'].includes(typeof value);

/** What the standard has no word for. */
function customOf(
  { path, kind, values, isDeprecated, recursesTo }: OutlinedField,
  children: Children,
): Pick<OdcsProperty, 'customProperties'> {
  const entry = kind === 'map' ? children.get(path)?.find((one) => one.path === `${path}/*`) : undefined;
  const customProperties = [
    ...(values === null ? [] : [{ property: 'enum', value: [...values] }]),
    ...(entry === undefined ? [] : [{ property: 'mapValues', value: entry.type }]),
    ...(isDeprecated ? [{ property: 'deprecated', value: true }] : []),
    ...(recursesTo === null ? [] : [{ property: 'sameAs', value: recursesTo || 'the event itself' }]),
  ];
  return customProperties.length === 0 ? {} : { customProperties };
}

/** An array's one child is its items; a map's entries have no word in the standard but their type. */
function nested(field: OutlinedField, children: Children): Pick<OdcsProperty, 'properties' | 'items'> {
  const own = children.get(field.path) ?? [];
  const items = own.find(({ path }) => path === `${field.path}/*`);
  if (field.kind === 'array' && items !== undefined) {
    return { items: { ...described(items, children), ...nested(items, children) } };
  }
  const named = own.filter((one) => one !== items);
  return named.length === 0 ? {} : { properties: named.map((one) => property(one, children)) };
}
