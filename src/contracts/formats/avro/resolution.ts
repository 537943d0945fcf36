import { shortNameOf } from './names.js';
import { isNamed, type AvroType, type NamedType, type RecordField, type RecordType, type UnionType } from './schema.js';

/**
 * The steps of the specification 1.12, "Schema Resolution", that the rules, the judge and the notices share. Each looks
 * at one pair of types and no deeper.
 */

/**
 * Whether names match: by their last parts, as the specification asks since 1.12 ("(unqualified) names match") and Java
 * always did, or by an alias of the reader, which is compared in full.
 */
export function isSameName(reader: NamedType, writer: NamedType): boolean {
  return shortNameOf(reader.fullName) === shortNameOf(writer.fullName) || reader.aliases.includes(writer.fullName);
}

const PROMOTIONS: Readonly<Partial<Record<AvroType['kind'], readonly AvroType['kind'][]>>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Whether values of the writer's kind are read as the reader's, as they are or promoted. Unions are not asked about. */
export function isReadable(reader: AvroType, writer: AvroType): boolean {
  return reader.kind === writer.kind || (PROMOTIONS[writer.kind]?.includes(reader.kind) ?? false);
}

/** A union's branches by what they are looked for: a union may have thousands with names, and so may the other. */
interface BranchIndex {
  unnamed: readonly AvroType[];
  /** Named branches by full name and alias, and by the last part of the name; the first of each. */
  byFullName: ReadonlyMap<string, NamedType[]>;
  byShortName: ReadonlyMap<string, NamedType[]>;
}

const indexes = new WeakMap<UnionType, BranchIndex>();

/**
 * The branch of the reader's union that takes values of one type; null where none matches. A branch of the same kind
 * or full name comes first, which Java, avsc and Confluent agree on; else the first that matches, as the specification
 * says.
 */
export function branchFor(union: UnionType, writer: AvroType): AvroType | null {
  if (!isNamed(writer)) return unnamedBranchFor(union, writer);
  const index = indexOf(union);
  const alike = (named: readonly NamedType[] = []) => named.find((branch) => isAlike(branch, writer));
  return (
    alike(index.byFullName.get(writer.fullName)) ?? alike(index.byShortName.get(shortNameOf(writer.fullName))) ?? null
  );
}

/** There are few unnamed branches, each of a kind of its own, and an index of them would cost more than it saves. */
function unnamedBranchFor(union: UnionType, writer: AvroType): AvroType | null {
  const unnamed = union.branches.length > FEW_BRANCHES ? indexOf(union).unnamed : union.branches;
  let first: AvroType | null = null;
  for (const branch of unnamed) {
    if (isNamed(branch)) continue;
    if (branch.kind === writer.kind) return branch;
    if (first === null && isReadable(branch, writer)) first = branch;
  }
  return first;
}

const FEW_BRANCHES = 10;

/** Of a fixed, the size is part of what matches. */
const isAlike = (branch: NamedType, writer: NamedType): boolean =>
  branch.kind === writer.kind &&
  (branch.kind !== 'fixed' || writer.kind !== 'fixed' || branch.sizeBytes === writer.sizeBytes);

function indexOf(union: UnionType): BranchIndex {
  const known = indexes.get(union);
  if (known !== undefined) return known;
  const unnamed: AvroType[] = [];
  const byFullName = new Map<string, NamedType[]>();
  const byShortName = new Map<string, NamedType[]>();
  for (const branch of union.branches) {
    if (!isNamed(branch)) unnamed.push(branch);
    else {
      for (const name of new Set([branch.fullName, ...branch.aliases])) listed(byFullName, name).push(branch);
      listed(byShortName, shortNameOf(branch.fullName)).push(branch);
    }
  }
  const index = { unnamed, byFullName, byShortName };
  indexes.set(union, index);
  return index;
}

function listed<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** What a field of the reader is read from. */
export type FieldSource =
  | { from: 'writer'; field: RecordField; index: number }
  | { from: 'default' }
  | { from: 'nowhere' }
  /** Its name and aliases name several fields of the writer: aliases rewrite the writer's names, and two would be one. */
  | { from: 'several'; names: readonly string[] };

const FROM_NOWHERE: FieldSource = { from: 'nowhere' };
const FROM_DEFAULT: FieldSource = { from: 'default' };

const sourcesOfPairs = new WeakMap<RecordType, WeakMap<RecordType, readonly FieldSource[]>>();

/** The sources of all of a reader's fields, in the order of them; a pair of records is asked for more than once. */
export function fieldSources(reader: RecordType, writer: RecordType): readonly FieldSource[] {
  let ofReader = sourcesOfPairs.get(reader);
  if (ofReader === undefined) sourcesOfPairs.set(reader, (ofReader = new WeakMap()));
  let sources = ofReader.get(writer);
  if (sources === undefined) ofReader.set(writer, (sources = findSources(reader, writer)));
  return sources;
}

function findSources(reader: RecordType, writer: RecordType): readonly FieldSource[] {
  const positions = new Map(writer.fields.map((field, index) => [field.name, index]));
  return reader.fields.map((field) => {
    const aliased = field.aliases.filter((alias) => alias !== field.name && positions.has(alias));
    const names = positions.has(field.name) ? [field.name, ...aliased] : aliased;
    const [name] = names;
    if (name === undefined) return field.defaultValue === undefined ? FROM_NOWHERE : FROM_DEFAULT;
    if (new Set(names).size > 1) return { from: 'several', names };
    const index = positions.get(name)!;
    return { from: 'writer', field: writer.fields[index]!, index };
  });
}

/** Fields of the writer that two fields of the reader claim; the specification forbids it and implementations differ. */
export function claimedTwice(sources: readonly FieldSource[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const source of sources) {
    if (source.from !== 'writer') continue;
    if (seen.has(source.index)) twice.add(source.index);
    seen.add(source.index);
  }
  return twice;
}

/** Whether both are decimals that do not match: their precision and scale must (specification 1.12, "Decimal"). */
export function isOtherDecimal(reader: AvroType, writer: AvroType): boolean {
  const [read, written] = [reader.logicalType?.decimal, writer.logicalType?.decimal];
  if (!read || !written) return false;
  return read.precision !== written.precision || read.scale !== written.scale;
}

/** A symbol that the reader neither knows nor has a default for. */
export const missingSymbols = (
  reader: Extract<AvroType, { kind: 'enum' }>,
  writer: Extract<AvroType, { kind: 'enum' }>,
): string[] => {
  if (reader.defaultSymbol !== null) return [];
  const known = new Set(reader.symbols);
  return writer.symbols.filter((symbol) => !known.has(symbol));
};
