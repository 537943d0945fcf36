import { childNode, childNodes, subschemasOf, type SchemaNode } from './document.js';

/**
 * Whether some schema asks more than `limit` schemas of one and the same value, each reference followed: two references to two
 * references and so on are 2^n of them. A validator that tells every error, and follows each, would not come to an end.
 */
export function unfoldsBeyond(root: SchemaNode, limit: number): boolean {
  const sizes = new Map<SchemaNode, number>();
  const sizeOf = (node: SchemaNode): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    // Whoever refers to itself about the same value has no end.
    sizes.set(node, Infinity);
    const size = sameValueParts(node).reduce((sum, part) => sum + sizeOf(part), 1);
    sizes.set(node, size);
    return size;
  };
  const found = new Set([root]);
  for (const node of found) {
    if (sizeOf(node) > limit) return true;
    for (const next of partsOf(node)) found.add(next);
  }
  return false;
}

/**
 * A schema that asks itself of the same value again, such as `{"allOf": [{"$ref": "#"}]}`: it has no meaning (2020-12 Core,
 * 9.4.1), and no answer about it is a proof. Null where there is none.
 */
export function findEndless(root: SchemaNode): SchemaNode | null {
  if (!root.document.hasReferences) return null;
  const finished = new Set<SchemaNode>();
  const open = new Set<SchemaNode>();
  const visit = (node: SchemaNode): SchemaNode | null => {
    if (open.has(node)) return node;
    if (finished.has(node)) return null;
    open.add(node);
    for (const part of sameValueParts(node)) {
      const endless = visit(part);
      if (endless !== null) return endless;
    }
    open.delete(node);
    finished.add(node);
    return null;
  };
  const found = new Set([root]);
  for (const node of found) {
    const endless = visit(node);
    if (endless !== null) return endless;
    for (const next of partsOf(node)) found.add(next);
  }
  return null;
}

const SPEAKING_OF_SAME = new Set(
  'not if then else dependentSchemas dependencies allOf anyOf oneOf $ref $dynamicRef $recursiveRef'.split(' '),
);

/** The schemas that speak of the value itself. */
function sameValueParts(node: SchemaNode): readonly SchemaNode[] {
  // Most schemas of a wide one: a look at what they have is less than one for each keyword that they might.
  if (!Object.keys(node.keywords).some((keyword) => SPEAKING_OF_SAME.has(keyword))) return [];
  const single = ['not', 'if', 'then', 'else'].map((keyword) => childNode(node, keyword));
  const dependent = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    Object.keys((node.keywords[keyword] as object | undefined) ?? {}).map((name) => childNode(node, keyword, name)),
  );
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => childNodes(node, keyword));
  return [...lists, ...[...single, ...dependent, ...targetsOf(node)].filter((part) => part !== null)];
}

/** Every schema directly in it, and those it refers to. */
function partsOf(node: SchemaNode): SchemaNode[] {
  const held = [...subschemasOf(node.keywords)].map(([place, schema]) =>
    node.document.node(node.pointer + place, schema, node.scope),
  );
  return [...held, ...targetsOf(node).filter((target) => target !== null)];
}

function targetsOf(node: SchemaNode): (SchemaNode | null)[] {
  const reference = node.keywords['$ref'];
  return [
    typeof reference === 'string' ? node.document.resolve(reference, node) : null,
    node.document.resolveDynamic(node),
  ];
}
