import { tokensOf } from '../json-schema/reading/pointers.js';
import { fullNameOf, placeIn, type SchemaFile } from './files.js';
import {
  isName,
  isNamespace,
  isPrimitiveName,
  isTooLong,
  MOST_NAME_CHARACTERS,
  namespaceOf,
  qualified,
  shortNameOf,
  stepped,
} from './names.js';
import { inside, propertiesOf, type Place, type Problems } from './place.js';
import type { AvroType, RecordField } from './schema.js';
import { shown } from './shown.js';

type Json = Record<string, unknown>;

/** A definition's names, and the place inside it, where its namespace is the enclosing one. */
export interface Definition {
  readonly names: { readonly fullName: string; readonly aliases: readonly string[]; readonly doc: string | null };
  readonly within: Place;
}

/** Null where there is no name to know the type by. */
export function readDefinition(json: Json, place: Place, problems: Problems): Definition | null {
  const { name, namespace, doc } = json;
  if (typeof name !== 'string') return problems.tell(place, `The ${String(json['type'])} has no "name".`);
  if (namespace !== undefined && namespace !== null && !isNamespace(namespace) && !name.includes('.'))
    problems.tell(inside(place, 'namespace'), `${shown(namespace)} is no namespace: ${LETTERS}, with dots between.`);
  const fullName = fullNameOf(name, namespace, place.namespace);
  if (isTooLong(fullName)) return problems.tell(inside(place, 'name'), `With its namespace the name ${TOO_LONG}.`);
  const own = namespaceOf(fullName);
  if (!isName(shortNameOf(fullName)) || (name.includes('.') && !isNamespace(own)))
    problems.tell(inside(place, 'name'), `${shown(name)} is no name: ${LETTERS}.`);
  if (isPrimitiveName(shortNameOf(fullName)))
    problems.tell(inside(place, 'name'), `"${shortNameOf(fullName)}" is a type of Avro and cannot be defined anew.`);
  const aliases = readAliases(json, place, problems).map((alias) => qualified(alias, own));
  return { names: { fullName, aliases, doc: textOf(doc) }, within: { ...place, namespace: own } };
}

const LETTERS = 'a letter or _ first, then letters, digits and _';
const TOO_LONG = `is longer than ${MOST_NAME_CHARACTERS} characters`;

/** What is wrong with the name of a field or a symbol, said behind it; null for a good one. */
function faultOf(name: unknown, what: string): string | null {
  if (!isName(name)) return `is no ${what}: ${LETTERS}`;
  return isTooLong(name) ? TOO_LONG : null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const NO_ALIASES: readonly string[] = [];

/** Any string may be an alias (specification 1.12, "Aliases"), so that a bad name of the past can be mended. */
function readAliases({ aliases = NO_ALIASES }: Json, place: Place, problems: Problems): readonly string[] {
  if (Array.isArray(aliases) && aliases.every((alias) => typeof alias === 'string')) return aliases;
  problems.tell(inside(place, 'aliases'), 'The aliases are no list of strings.');
  return NO_ALIASES;
}

export function readSymbols({ symbols }: Json, place: Place, problems: Problems): string[] {
  const within = inside(place, 'symbols');
  if (!Array.isArray(symbols)) {
    problems.tell(within, 'The enum has no list of "symbols".');
    return [];
  }
  const seen = new Set<unknown>();
  symbols.forEach((symbol: unknown, index) => {
    const fault = faultOf(symbol, 'symbol');
    if (fault !== null) problems.tell(inside(within, index), `${shown(symbol)} ${fault}.`);
    else if (seen.has(symbol)) problems.tell(inside(within, index), `The symbol ${shown(symbol)} is there twice.`);
    seen.add(symbol);
  });
  return symbols as string[];
}

/** Null where none is said; one that is no symbol is told. */
export function readDefaultSymbol(
  json: Json,
  symbols: readonly string[],
  place: Place,
  problems: Problems,
): string | null {
  const symbol = json['default'] ?? null;
  if (symbol === null || symbols.includes(symbol as string)) return symbol as string | null;
  return problems.tell(inside(place, 'default'), `The default ${shown(symbol)} is none of the symbols.`);
}

const MOST_BYTES = 2 ** 31 - 1;

export function readSize({ size }: Json, place: Place, problems: Problems): number {
  if (Number.isSafeInteger(size) && (size as number) >= 0 && (size as number) <= MOST_BYTES) return size as number;
  problems.tell(inside(place, 'size'), `The size of a fixed is a whole number of bytes, not ${shown(size)}.`);
  return 0;
}

/** The fields as they stand in the text; what is no object is told and left out. */
export function readFieldList({ fields }: Json, place: Place, problems: Problems): { json: Json; place: Place }[] {
  const within = inside(place, 'fields');
  if (!Array.isArray(fields)) {
    problems.tell(within, 'The record has no list of "fields".');
    return [];
  }
  return fields.flatMap((field: unknown, index) => {
    const at = inside(within, index);
    if (field !== null && typeof field === 'object' && !Array.isArray(field))
      return [{ json: field as Json, place: at }];
    problems.tell(at, 'A field is an object with "name" and "type".');
    return [];
  });
}

/** The value at a pointer of a text, with the digits of its numbers. */
const exactAt = (file: SchemaFile, pointer: string): unknown =>
  tokensOf(pointer).reduce<unknown>((value, token) => (value as Json)[token], file.exactJson);

const ORDERS: readonly unknown[] = [undefined, 'ascending', 'descending', 'ignore'];

/** A field of the type that was read for it; null without one. `taken` are the names of the fields before it. */
export function readField(
  json: Json,
  type: AvroType | null,
  place: Place,
  taken: Set<string>,
  problems: Problems,
): RecordField | null {
  const { name, doc, order } = json;
  const fault = faultOf(name, 'name of a field');
  if (fault !== null) problems.tell(inside(place, 'name'), `${shown(name)} ${fault}.`);
  else if (taken.has(name as string))
    problems.tell(inside(place, 'name'), `The record has a field ${shown(name)} already.`);
  taken.add(name as string);
  if (!ORDERS.includes(order))
    problems.tell(inside(place, 'order'), 'The order is "ascending", "descending" or "ignore".');
  const aliases = readAliases(json, place, problems);
  if (type === null) return null;
  return {
    name: String(name),
    aliases,
    type,
    doc: textOf(doc),
    defaultValue: json['default'] === undefined ? undefined : exactAt(place.file, stepped(place.pointer, 'default')),
    schemaPath: placeIn(place.file, place.pointer),
    properties: propertiesOf(json, ['default']),
  };
}
