import type { ReferencedSchema, SchemaSource } from '../../source.js';
import type { SchemaProblem } from '../schema-format.js';
import { isName, isPrimitiveName, namespaceOf, qualified } from './names.js';

/** One text of a schema: its own, named '', or one that it refers to. */
export interface SchemaFile {
  readonly name: string;
  readonly json: unknown;
  /** A file is read when a name of it is first used, so that references may come in any order. */
  state: 'waiting' | 'reading' | 'read';
}

/** A text and its references as JSON, with the file that defines each name; what cannot be read is among the problems. */
export interface SchemaFiles {
  readonly own: SchemaFile | null;
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
  const definedIn = new Map<string, SchemaFile>();
  for (const file of opened) {
    for (const name of namesDefinedIn(file.json)) if (!definedIn.has(name)) definedIn.set(name, file);
  }
  return { own, references: opened, definedIn };
}

function openFile(name: string, text: string, problems: SchemaProblem[]): SchemaFile | null {
  // Some clients send the schema "string" without its quotes.
  if (isPrimitiveName(text.trim())) return { name, json: text.trim(), state: 'waiting' };
  try {
    return { name, json: JSON.parse(text) as unknown, state: 'waiting' };
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

/** Every full name that a text defines, without asking whether the rest of it is right. */
export function namesDefinedIn(json: unknown): string[] {
  const names: string[] = [];
  const walk = (node: unknown, namespace: string, level: number): void => {
    if (level > MOST_LEVELS || node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach((branch) => walk(branch, namespace, level + 1));
    const { type, name, namespace: own, fields, items, values } = node as Record<string, unknown>;
    if (type === 'array') return walk(items, namespace, level + 1);
    if (type === 'map') return walk(values, namespace, level + 1);
    if (typeof name !== 'string' || !['record', 'error', 'enum', 'fixed'].includes(type as string)) return;
    const fullName = fullNameOf(name, own, namespace);
    if (isName(fullName.slice(fullName.lastIndexOf('.') + 1))) names.push(fullName);
    if (!Array.isArray(fields)) return;
    for (const field of fields) {
      const fieldType = (field as { type?: unknown } | null)?.type;
      walk(fieldType, namespaceOf(fullName), level + 1);
    }
  };
  walk(json, '', 0);
  return names;
}

/** The full name of a definition: a dot in the name outweighs the attribute (specification 1.12, "Names"). */
export function fullNameOf(name: string, ownNamespace: unknown, enclosingNamespace: string): string {
  return qualified(name, typeof ownNamespace === 'string' ? ownNamespace : enclosingNamespace);
}
