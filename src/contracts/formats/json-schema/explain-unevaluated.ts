import { isAtLeast } from './dialect.js';
import { childNode, childNodes, type SchemaNode } from './document.js';
import { dependenciesOf, evaluate, itemSchemas, propertySchemas } from './evaluate.js';
import type { Trouble } from './trouble.js';

/** As `explain` is asked for a part of the value. */
type Inside = (child: SchemaNode, part: unknown, step: string | number) => Trouble[];

const MOST_SCHEMAS = 500;

/**
 * What `unevaluatedProperties` and `unevaluatedItems` refuse: parts of the value that no schema speaks of which holds for
 * it (2020-12 Core, 11). By the letter a schema that fails speaks of nothing, and then what it describes would be told too,
 * which would bury why it failed: here it counts as long as nothing better does.
 */
export function unevaluatedTroubles(node: SchemaNode, value: unknown, path: string, inside: Inside): Trouble[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return itemTroubles(node, value, inside);
  const schema = childNode(node, 'unevaluatedProperties');
  if (schema === null) return [];
  const speaking = schemasFor(node, value);
  const unknown = Object.keys(value).filter((name) => !speaking.some((one) => speaksOfName(one, node, name)));
  return unknown.flatMap((name): Trouble[] =>
    schema.isNever
      ? [{ path, reason: `has "${name}", which is not allowed`, kind: 'rest' }]
      : inside(schema, (value as Record<string, unknown>)[name], name),
  );
}

/** Another schema's `unevaluatedProperties` has looked at all that was left; a pattern that cannot be tried may have. */
function speaksOfName(schema: SchemaNode, asked: SchemaNode, name: string): boolean {
  if (schema !== asked && schema.keywords['unevaluatedProperties'] !== undefined) return true;
  const found = propertySchemas(schema, name);
  return found === null || found.length > 0;
}

function itemTroubles(node: SchemaNode, items: readonly unknown[], inside: Inside): Trouble[] {
  const schema = childNode(node, 'unevaluatedItems');
  if (schema === null) return [];
  const speaking = schemasFor(node, items);
  return items.flatMap((item, index) =>
    speaking.some((one) => speaksOfItem(one, node, item, index)) ? [] : inside(schema, item, index),
  );
}

function speaksOfItem(schema: SchemaNode, asked: SchemaNode, item: unknown, index: number): boolean {
  if (schema !== asked && schema.keywords['unevaluatedItems'] !== undefined) return true;
  const { prefix, rest } = itemSchemas(schema);
  if (index < prefix.length || rest !== null) return true;
  // Only since 2020-12 does it speak of what it found (2020-12 Core, 10.3.1.3).
  const contains = isAtLeast(schema.document.dialect, '2020-12') ? childNode(schema, 'contains') : null;
  return contains !== null && evaluate(contains, item) !== false;
}

/** The schema and all those it applies to the same value. */
function schemasFor(node: SchemaNode, value: object): SchemaNode[] {
  const found = new Set([node]);
  // A set that grows is walked to its end.
  for (const one of found) {
    if (found.size > MOST_SCHEMAS) break;
    for (const part of appliedBy(one, value)) found.add(part);
  }
  return [...found];
}

function appliedBy(node: SchemaNode, value: object): SchemaNode[] {
  const { keywords, document } = node;
  const reference = keywords['$ref'];
  const targets = [
    typeof reference === 'string' ? document.resolve(reference, node) : null,
    document.resolveDynamic(node),
  ];
  const dependent = dependenciesOf(node).map(({ trigger, schema }) => (Object.hasOwn(value, trigger) ? schema : null));
  return [
    ...[...targets, ...dependent].filter((part) => part !== null),
    ...childNodes(node, 'allOf'),
    ...fitting(childNodes(node, 'anyOf'), value),
    ...fitting(childNodes(node, 'oneOf'), value),
    ...conditional(node, value),
  ];
}

/** Where none fits, that is told by itself, and any may have been meant. */
function fitting(branches: readonly SchemaNode[], value: object): readonly SchemaNode[] {
  const found = branches.filter((branch) => evaluate(branch, value) !== false);
  return found.length > 0 ? found : branches;
}

function conditional(node: SchemaNode, value: object): SchemaNode[] {
  const condition = childNode(node, 'if');
  if (condition === null) return [];
  const holds = evaluate(condition, value);
  const parts = [
    holds === false ? null : condition,
    holds === false ? null : childNode(node, 'then'),
    holds === true ? null : childNode(node, 'else'),
  ];
  return parts.filter((part) => part !== null);
}
