import type { SchemaProblem } from '../schema-format.js';
import { childNode, childNodes, subschemasOf, type SchemaDocument, type SchemaNode } from './document.js';

/** What is asked of an event whatever it is: to say no, to say which one, to choose, a validator must come to an end with each. */
function askedOfEachEvent(node: SchemaNode): SchemaNode[] {
  const alternatives = childNodes(node, 'anyOf');
  return [
    ...targetsOf(node),
    ...[childNode(node, 'not'), childNode(node, 'if')].filter((one) => one !== null),
    ...childNodes(node, 'allOf'),
    ...childNodes(node, 'oneOf'),
    ...(alternatives.length === 1 ? alternatives : []),
  ];
}

const targetsOf = (node: SchemaNode): SchemaNode[] => {
  const { $ref } = node.keywords;
  const target = typeof $ref === 'string' ? node.document.resolve($ref, node) : null;
  return [target, node.document.resolveDynamic(node)].filter((one) => one !== null);
};

/** A place, by whichever way it was reached: what is dynamic would have a node for each. */
const placeOf = ({ document, pointer }: SchemaNode): string => `${document.root.id}#${pointer}`;

/**
 * References that lead back to where they stand without a step into the event (`{"$ref": "#"}`): no validator ever comes to an end
 * with them, and the specification calls what becomes of them undefined (2020-12, 9.4.1). Where another alternative of an `anyOf`
 * may decide, or a condition stands between, some events are judged, and those schemas are read.
 */
export function endlessReferences(document: SchemaDocument): SchemaProblem[] {
  if (!document.hasReferences) return [];
  const ended = new Set<string>();
  const seen = new Map([[placeOf(document.root), document.root]]);
  for (const [place, node] of seen) {
    if (document.isOver()) return [];
    const circle = ended.has(place) ? null : circleFrom(node, ended);
    if (circle !== null) return [told(circle)];
    for (const next of [...targetsOf(node), ...subschemasIn(node)])
      if (!seen.has(placeOf(next))) seen.set(placeOf(next), next);
  }
  return [];
}

/** The node that is asked of itself; null where all come to an end, which are `ended` then. */
function circleFrom(start: SchemaNode, ended: Set<string>): SchemaNode | null {
  const path = [{ place: placeOf(start), open: askedOfEachEvent(start) }];
  const onPath = new Set([placeOf(start)]);
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const next = last.open.pop();
    const place = next === undefined ? '' : placeOf(next);
    if (next === undefined) {
      ended.add(last.place);
      onPath.delete(last.place);
      path.pop();
    } else if (onPath.has(place)) return next;
    else if (!ended.has(place)) {
      onPath.add(place);
      path.push({ place, open: askedOfEachEvent(next) });
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
