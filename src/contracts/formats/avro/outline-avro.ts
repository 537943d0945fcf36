import { exactNumberIn } from '../../exact-json.js';
import { definitionsAt, type FieldKind, type Outline, type OutlinedField } from '../../outline.js';
import { walkOutline, type Look } from '../../outline-walk.js';
import type { IsOver } from '../schema-format.js';
import { isPlain } from './event-form.js';
import { stepped } from './names.js';
import {
  isNamed,
  nameOf,
  wordsFor,
  type AvroSchema,
  type AvroType,
  type RecordField,
  type UnionType,
} from './schema.js';

/** A type may stand in many places, and each repeats its fields. */
const MAX_FIELDS = 5_000;
const MAX_LEVELS = 100;

/** The fields of a schema, in the form of its events. A field is required where a reader has no default for it. */
export function outlineAvro({ root }: AvroSchema, isOver: IsOver = () => false): Outline {
  const named = isNamed(root) ? root : null;
  const event: Spot = { type: root, path: '', name: named?.fullName ?? '', field: null, enclosing: null };
  const { fields, isCut } = walkOutline(event, lookAt, { maxFields: MAX_FIELDS, isOver });
  const outline = { name: named?.fullName ?? null, description: named?.doc ?? null, fields };
  return isCut ? { ...outline, isCut } : outline;
}

interface Spot {
  type: AvroType;
  path: string;
  name: string;
  /** The field that has the type; null for the event itself, an item, a value of a map or a branch of a union. */
  field: RecordField | null;
  /** The type around it, and around that. */
  enclosing: Enclosing | null;
}

interface Enclosing {
  type: AvroType;
  path: string;
  level: number;
  enclosing: Enclosing | null;
}

function lookAt(spot: Spot): Look<Spot> {
  const { type } = spot;
  const shown = soleBranch(type) ?? type;
  const recursesTo = enclosingPath(shown, spot);
  const field = outlined(type, shown, spot, recursesTo);
  const inside = recursesTo === null ? partsOf(shown, spot) : [];
  const isTooDeep = (spot.enclosing?.level ?? 0) >= MAX_LEVELS;
  return isTooDeep ? { field, inside: [], isCut: inside.length > 0 } : { field, inside };
}

function partsOf(type: AvroType, spot: Spot): Spot[] {
  if (type.kind === 'array') return [within(spot, type, type.items, '*', null)];
  if (type.kind === 'map') return [within(spot, type, type.values, '*', null)];
  if (type.kind === 'record') return type.fields.map((field) => within(spot, type, field.type, field.name, field));
  return type.kind === 'union' ? branchesOf(type, spot) : [];
}

/** A branch with parts of its own; in events it stands under its name where the union is not plain. */
function branchesOf(union: UnionType, spot: Spot): Spot[] {
  return union.branches
    .filter(({ kind }) => ['record', 'array', 'map', 'enum'].includes(kind))
    .map((branch) => {
      const path = isPlain(union) ? spot.path : stepped(spot.path, nameOf(branch));
      return { ...spot, type: branch, path, name: nameOf(branch), field: null };
    });
}

function within(spot: Spot, around: AvroType, type: AvroType, step: string, field: RecordField | null): Spot {
  const level = (spot.enclosing?.level ?? 0) + 1;
  const enclosing = { type: around, path: spot.path, level, enclosing: spot.enclosing };
  return { type, path: stepped(spot.path, step), name: step, field, enclosing };
}

/** The path of the enclosing place of this very type, where it repeats. */
function enclosingPath(type: AvroType, { enclosing }: Spot): string | null {
  for (let around = enclosing; around !== null; around = around.enclosing) if (around.type === type) return around.path;
  return null;
}

/** The one branch of a union besides null: such a union is shown as its type, which may be absent. */
function soleBranch(type: AvroType): AvroType | null {
  if (type.kind !== 'union') return null;
  const others = type.branches.filter((branch) => branch.kind !== 'null');
  return others.length === 1 ? others[0]! : null;
}

function outlined(
  type: AvroType,
  shown: AvroType,
  { path, name, field }: Spot,
  recursesTo: string | null,
): OutlinedField {
  const properties = new Map([...shown.properties, ...(field?.properties ?? [])]);
  return {
    path,
    schemaPath: field?.schemaPath ?? type.schemaPath,
    definitions: definitionsAt(typesIn(type)),
    name,
    kind: KINDS[shown.kind],
    type: typeInWords(type),
    isRequired: field === null || field.defaultValue === undefined,
    ...(takesNull(type) ? { isNullable: true } : {}),
    description: field?.doc ?? (isNamed(shown) ? shown.doc : null),
    format: shown.logicalType?.name ?? null,
    tags: tagsOf(properties),
    isDeprecated: isDeprecated(properties),
    deprecatedSince: deprecatedSince(properties),
    values: shown.kind === 'enum' ? shown.symbols : null,
    isOpen: shown.kind === 'record' ? false : null,
    maxLength: shown.kind === 'fixed' ? shown.sizeBytes : null,
    facets: facetsOf(shown, field),
    recursesTo,
  };
}

const takesNull = (type: AvroType): boolean =>
  type.kind === 'null' || (type.kind === 'union' && type.branches.some(({ kind }) => kind === 'null'));

/** Where the type is defined, and each branch of a union: pairs of these are what resolution compares. */
const typesIn = (type: AvroType): string[] => [
  type.schemaPath,
  ...(type.kind === 'union' ? type.branches.map(({ schemaPath }) => schemaPath) : []),
];

const KINDS: Readonly<Record<AvroType['kind'], FieldKind>> = {
  null: 'null',
  boolean: 'boolean',
  int: 'integer',
  long: 'integer',
  float: 'number',
  double: 'number',
  bytes: 'bytes',
  fixed: 'bytes',
  string: 'string',
  enum: 'enum',
  array: 'array',
  map: 'map',
  record: 'object',
  union: 'union',
};

function typeInWords(type: AvroType): string {
  if (type.kind === 'union') return type.branches.map(typeInWords).join(' or ') || wordsFor(type);
  return type.logicalType === null ? wordsFor(type) : `${wordsFor(type)} (${type.logicalType.name})`;
}

function tagsOf(properties: ReadonlyMap<string, unknown>): string[] {
  const said = ['confluent:tags', 'x-tags', 'x-sensitivity'].flatMap((name) => properties.get(name) ?? []);
  return said.filter((tag) => typeof tag === 'string');
}

const SINCE = ['x-deprecated-since', 'deprecated-since', 'deprecatedSince'];

const isDeprecated = (properties: ReadonlyMap<string, unknown>): boolean => {
  const deprecated = properties.get('deprecated');
  const says = deprecated === true || (typeof deprecated === 'string' && deprecated !== '' && deprecated !== 'false');
  return says || deprecatedSince(properties) !== null;
};

function deprecatedSince(properties: ReadonlyMap<string, unknown>): string | null {
  const since = SINCE.map((name) => properties.get(name)).find((value) => typeof value === 'string');
  return (since as string | undefined) ?? null;
}

/** A default with each number that a double does not hold as a text of its digits, as answers have numbers of 64 bits. */
function withDigits(value: unknown): unknown {
  if (exactNumberIn(value) === null) return value;
  if (typeof value === 'symbol') return value.description!;
  if (Array.isArray(value)) return value.map(withDigits);
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, withDigits(part)]));
}

/** All else that a reader or a person may care for, each under its own keyword. */
function facetsOf(type: AvroType, field: RecordField | null): Record<string, unknown> {
  const facets: [string, unknown][] = [];
  if (field !== null && field.defaultValue !== undefined) facets.push(['default', withDigits(field.defaultValue)]);
  const removal = field?.properties.get('x-removal-after');
  if (typeof removal === 'string') facets.push(['x-removal-after', removal]);
  if (field !== null && field.aliases.length > 0) facets.push(['aliases', field.aliases]);
  if (type.kind === 'enum' && type.defaultSymbol !== null) facets.push(['enumDefault', type.defaultSymbol]);
  if (type.kind === 'fixed') facets.push(['size', type.sizeBytes]);
  const decimal = type.logicalType?.decimal;
  if (decimal) facets.push(['precision', decimal.precision], ['scale', decimal.scale]);
  return Object.fromEntries(facets);
}
