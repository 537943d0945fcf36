import { follow, valueAt } from '../../contracts/asyncapi/pointers.js';
import type { Finding } from '../../contracts/finding.js';
import { isJsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import type { SchemaSource } from '../../contracts/source.js';

/** Rules whose messages do not say what the schema demands: the steps from the keyword that is told to what does. */
const TOLD_BY_SCHEMA: Readonly<Record<string, (found: Found) => unknown>> = {
  'alternatives-narrowed': ({ value }) => value,
  'condition-narrowed': ({ document, parent }) => conditionOf(valueAt(document, parent)),
  'contains-narrowed': ({ document, parent, value }) => withBounds(value, valueAt(document, parent)),
  'content-closed': ({ value }) => unlessFalse(value),
  'dependency-added': ({ value, quoted }) => (isJsonObject(value) ? value[quoted] : value),
  'exclusion-widened': ({ value }) => value,
  'items-closed': ({ value }) => unlessFalse(value),
  'property-names-narrowed': ({ value }) => unlessFalse(value),
  'unevaluated-narrowed': ({ value }) => value,
  'values-narrowed': ({ value, message }) => (listsAll(message) ? undefined : value),
};

interface Found {
  document: unknown;
  value: unknown;
  /** JSON pointer of the schema that holds the keyword. */
  parent: string;
  /** The first name that the message quotes. */
  quoted: string;
  message: string;
}

/**
 * What the reader demands where its message does not say it: that part of its schema with the local references in it replaced and
 * without annotations, so that neither a description nor an edit elsewhere changes it. Null where the message says it, and where the
 * schema cannot be read. `reader` is the schema that `readerPath` points into.
 */
export function demandedSchema(finding: Finding, reader: SchemaSource | null): string | null {
  const demand = TOLD_BY_SCHEMA[finding.rule];
  if (demand === undefined || reader === null) return null;
  const [, name = '', pointer = ''] = /^(.*?)#?(\/.*)$/.exec(finding.readerPath) ?? [];
  const text = name === '' ? reader.text : reader.references?.find((one) => one.name === name)?.text;
  const document = text === undefined ? undefined : parsed(text);
  if (document === undefined) return null;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const [, quoted = ''] = /"([^"]*)"/.exec(finding.message) ?? [];
  const value = demand({ document, parent, quoted, message: finding.message, value: valueAt(document, pointer) });
  return value === undefined ? null : (JSON.stringify(plain(value, document, { left: MOST_PARTS }, 0)) ?? null);
}

const conditionOf = (schema: unknown): unknown =>
  isJsonObject(schema) ? [schema['if'], schema['then'], schema['else']] : null;

/** `false` is told by the message. */
const unlessFalse = (value: unknown): unknown => (value === false ? undefined : value);

/** How many items are to be found says as much as which. */
function withBounds(contains: unknown, schema: unknown): unknown {
  const bounds = isJsonObject(schema) ? [schema['minContains'], schema['maxContains']] : [];
  return bounds.every((bound) => bound === undefined) ? contains : [contains, ...bounds];
}

/** Whether a message names every value that it is about: it names three at most. */
const listsAll = (message: string): boolean => {
  const [, values = ''] = / refuses (.*) here, and events of /s.exec(message) ?? [];
  return values !== 'other values' && values.split(', ').length < 3;
};

/** A larger part is told by its beginning. */
const MOST_PARTS = 5_000;
const DEEPEST = 50;
const ANNOTATIONS = new Set(['title', 'description', '$comment', 'examples', 'deprecated', 'readOnly', 'writeOnly']);

function plain(value: unknown, document: unknown, budget: { left: number }, depth: number): unknown {
  budget.left -= 1;
  if (budget.left < 0 || depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => plain(item, document, budget, depth + 1));
  if (!isJsonObject(value)) return value;
  const end = follow(document, { value, pointer: '' }).value;
  if (end !== value) return plain(end, document, budget, depth + 1);
  const names = Object.keys(value).sort();
  const told = names.filter((name) => !ANNOTATIONS.has(name) || isJsonObject(value[name]));
  return told.map((name) => [name, plain(value[name], document, budget, depth + 1)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
