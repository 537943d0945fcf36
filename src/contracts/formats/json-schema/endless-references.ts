import type { SchemaProblem } from '../schema-format.js';
import { childNodes, subschemasOf, type SchemaDocument, type SchemaNode } from './document.js';

/** Whatever an event is, they are asked of it too. */
function askedOfEachEvent(node: SchemaNode): SchemaNode[] {
  const target = targetOf(node);
  return [...(target === null ? [] : [target]), ...childNodes(node, 'allOf')];
}

const targetOf = (node: SchemaNode): SchemaNode | null => {
  const { $ref } = node.keywords;
  return typeof $ref === 'string' ? node.document.resolve($ref, node) : null;
};

/**
 * References that lead back to where they stand without a step into the event (`{"$ref": "#"}`): no validator ever comes to an end
 * with them, and the specification calls what becomes of them undefined (2020-12, 9.4.1). Where an alternative or a condition stands
 * between, some events are judged, and those schemas are read.
 */
export function endlessReferences(document: SchemaDocument): SchemaProblem[] {
  if (!document.hasReferences) return [];
  const ended = new Set<SchemaNode>();
  const seen = new Set<SchemaNode>([document.root]);
  for (const node of seen) {
    const circle = ended.has(node) ? null : circleFrom(node, ended);
    if (circle !== null) return [told(circle)];
    for (const next of [targetOf(node), ...subschemasIn(node)]) if (next !== null) seen.add(next);
  }
  return [];
}

/** The node that is asked of itself; null where all come to an end, which are `ended` then. */
function circleFrom(start: SchemaNode, ended: Set<SchemaNode>): SchemaNode | null {
  const path = [{ node: start, open: askedOfEachEvent(start) }];
  const onPath = new Set([start]);
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const next = last.open.pop();
    if (next === undefined) {
      ended.add(last.node);
      onPath.delete(last.node);
      path.pop();
    } else if (onPath.has(next)) return next;
    else if (!ended.has(next)) {
      onPath.add(next);
      path.push({ node: next, open: askedOfEachEvent(next) });
    }
  }
  return null;
}

const DEFINITIONS = /^\/(\$defs|definitions)\//;

const subschemasIn = ({ keywords, document, pointer, scope }: SchemaNode): SchemaNode[] =>
  [...subschemasOf(keywords)].flatMap(([step, schema]) =>
    DEFINITIONS.test(step) ? [] : [document.node(pointer + step, schema, scope)],
  );

function told({ document, pointer }: SchemaNode): SchemaProblem {
  const where =
    document.name === null ? '' : `In the reference "${document.name}"${pointer === '' ? '' : ` at ${pointer}`}: `;
  const reason = `${where}It refers to itself without a step into the event, so no event could ever be judged by it. Take the reference out, or put it under "properties" or "items".`;
  return { place: document.name === null ? pointer : '', reason };
}
