import type { ReferencedSchema, SchemaSource } from '../../source.js';
import { readExactJson } from '../../exact-json.js';
import { findInexactNumbers } from '../json-schema/reading/inexact-numbers.js';
import type { SchemaProblem } from '../schema-format.js';
import { isPrimitiveName, isTooLong, namespaceOf, qualified } from './names.js';

/** One text of a schema: its own, named '', or one that it refers to. */
export interface SchemaFile {
  readonly name: string;
  readonly json: unknown;
  /** The same with every number that a double does not hold as an `exactNumber`. */
  readonly exactJson: unknown;
  isRead: boolean;
}

/** A text and its references as JSON; what cannot be read is among the problems. */
export interface SchemaFiles {
  readonly own: SchemaFile | null;
  /** Each after those it refers to; in a circle that cannot be, and one of it comes too early. */
  readonly references: readonly SchemaFile[];
  readonly definedIn: ReadonlyMap<string, SchemaFile>;
}

/** Where in which text: the pointer alone in the schema's own, `name#/pointer` in a reference. */
export const placeIn = (file: SchemaFile, pointer: string): string =>
  file.name === '' ? pointer : `${file.name}#${pointer}`;

export function openFiles({ text, references = [] }: SchemaSource, problems: SchemaProblem[]): SchemaFiles {
  const own = openFile('', text, problems);
  const opened = withoutRepeats(references, problems)
    .map((reference) => openFile(reference.name, reference.text, problems))
    .filter((file) => file !== null);
  const names = new Map(opened.map((file) => [file, namesIn(file.json)]));
  const definedIn = new Map<string, SchemaFile>();
  for (const [file, { defined }] of names) {
    for (const name of defined) if (!definedIn.has(name)) definedIn.set(name, file);
  }
  const needsOf = new Map(
    [...names].map(([file, { used }]) => [file, used.flatMap((name) => definedIn.get(name) ?? [])]),
  );
  return { own, references: inOrder(opened, needsOf), definedIn };
}

/** Without recursion: a chain of references may be as long as a registry has subjects. */
function inOrder(files: readonly SchemaFile[], needsOf: ReadonlyMap<SchemaFile, SchemaFile[]>): SchemaFile[] {
  const ordered = new Set<SchemaFile>();
  const begun = new Set<SchemaFile>();
  const stack = [...files].reverse();
  for (let file = stack.at(-1); file !== undefined; file = stack.at(-1)) {
    const needs = begun.has(file) ? [] : needsOf.get(file)!.filter((need) => !begun.has(need));
    begun.add(file);
    if (needs.length > 0) stack.push(...needs.reverse());
    else ordered.add(stack.pop()!);
  }
  return [...ordered];
}

function openFile(name: string, text: string, problems: SchemaProblem[]): SchemaFile | null {
  // Some clients send the schema "string" without its quotes.
  if (isPrimitiveName(text.trim())) return { name, json: text.trim(), exactJson: text.trim(), isRead: false };
  try {
    const json = JSON.parse(text) as unknown;
    const exactJson = findInexactNumbers(text).size === 0 ? json : readExactJson(text);
    return { name, json, exactJson, isRead: false };
  } catch (error) {
    const whose = name === '' ? 'This' : `The reference "${name}"`;
    problems.push({
      place: name === '' ? '' : `${name}#`,
      reason: `${whose} is no JSON: ${(error as Error).message}.`,
    });
    return null;
  }
}

/** Two ways to one reference bring it twice; two texts of one name are a mistake. */
function withoutRepeats(references: readonly ReferencedSchema[], problems: SchemaProblem[]): ReferencedSchema[] {
  const texts = new Map<string, string>();
  return references.filter(({ name, text }) => {
    const earlier = texts.get(name);
    if (earlier !== undefined && earlier !== text)
      problems.push({ place: `${name}#`, reason: `The reference "${name}" is given twice, with two different texts.` });
    texts.set(name, text);
    return earlier === undefined;
  });
}

const MOST_LEVELS = 1_000;

/** The full names that a text defines and those it may mean, without asking whether the rest of it is right. */
export function namesIn(json: unknown): { defined: string[]; used: string[] } {
  const names = { defined: [] as string[], used: [] as string[] };
  collectNames(json, '', 0, names);
  return names;
}

function collectNames(
  json: unknown,
  namespace: string,
  level: number,
  out: { defined: string[]; used: string[] },
): void {
  const within = (part: unknown, inner = namespace): void => collectNames(part, inner, level + 1, out);
  // A primitive is in no namespace, and nothing may be called so (specification 1.12, "Names").
  if (typeof json === 'string' && !isPrimitiveName(json)) out.used.push(qualified(json, namespace), json);
  if (level > MOST_LEVELS || json === null || typeof json !== 'object') return;
  if (Array.isArray(json)) return json.forEach((branch) => within(branch));
  const { type, name, namespace: own, fields, items, values } = json as Record<string, unknown>;
  if (type === 'array') return within(items);
  if (type === 'map') return within(values);
  if (!['record', 'error', 'enum', 'fixed'].includes(type as string)) return within(type);
  if (typeof name !== 'string') return;
  const fullName = fullNameOf(name, own, namespace);
  // It is told when it is read; here each name inside would repeat it.
  if (isTooLong(fullName)) return;
  out.defined.push(fullName);
  if (!Array.isArray(fields)) return;
  for (const field of fields as ({ type?: unknown } | null)[]) within(field?.type, namespaceOf(fullName));
}

/** The full name of a definition: a dot in the name outweighs the attribute (specification 1.12, "Names"). */
export function fullNameOf(name: string, ownNamespace: unknown, enclosingNamespace: string): string {
  return qualified(name, typeof ownNamespace === 'string' ? ownNamespace : enclosingNamespace);
}
