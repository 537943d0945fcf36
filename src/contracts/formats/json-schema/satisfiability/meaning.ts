import { SUBSCHEMA_KEYWORDS } from '../dialect.js';
import type { SchemaNode } from '../document.js';

const REFERENCES = new Set(['$ref', '$dynamicRef', '$recursiveRef', '$id', '$anchor', '$dynamicAnchor']);
/** What says nothing of events. */
const ANNOTATIONS = new Set(['title', 'description', '$comment', 'examples', 'default', 'deprecated', 'format']);

/** By schema; null for one that refers to others. */
const texts = new WeakMap<object, string | null>();

const meanings = new WeakMap<SchemaNode, unknown>();

/**
 * What two schemas have in common where they are the same words: equal answers mean equal schemas, also in two documents.
 * A schema that refers to others is only the same as itself.
 */
export function meaningOf(node: SchemaNode): unknown {
  let meaning = meanings.get(node);
  if (meaning === undefined) {
    const text = schemaText(node.keywords);
    // The same words reached by another way may refer to others: a node is one place by one way.
    meaning = text === null ? node : `${node.document.dialect} ${text}`;
    meanings.set(node, meaning);
  }
  return meaning;
}

function schemaText(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return dataText(schema);
  const known = texts.get(schema);
  if (known !== undefined) return known;
  const text = keywordsText(schema as Record<string, unknown>);
  texts.set(schema, text);
  return text;
}

function keywordsText(keywords: Record<string, unknown>): string | null {
  const parts: string[] = [];
  for (const keyword of Object.keys(keywords).sort()) {
    if (ANNOTATIONS.has(keyword)) continue;
    const text = REFERENCES.has(keyword) ? null : heldText(keywords[keyword], SUBSCHEMA_KEYWORDS[keyword]);
    if (text === null) return null;
    parts.push(`${JSON.stringify(keyword)}:${text}`);
  }
  return `{${parts.join()}}`;
}

/** What a keyword holds: a schema, several, a map of them, or data. */
function heldText(held: unknown, holding: string | undefined): string | null {
  if (holding === undefined) return dataText(held);
  if (Array.isArray(held)) return joined(held.map(schemaText), '[', ']');
  if (!holding.startsWith('map') || typeof held !== 'object' || held === null) return schemaText(held);
  const entries = Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1));
  return joined(
    entries.map(([name, one]) => {
      const text = schemaText(one);
      return text === null ? null : `${JSON.stringify(name)}:${text}`;
    }),
    '{',
    '}',
  );
}

const joined = (parts: readonly (string | null)[], open: string, close: string): string | null =>
  parts.includes(null) ? null : `${open}${parts.join()}${close}`;

function dataText(value: unknown): string {
  if (value === Infinity || value === -Infinity) return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(dataText).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${dataText(one)}`).join()}}`;
}
