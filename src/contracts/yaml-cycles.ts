import { isAlias, visit, type Document, type Node } from 'yaml';

/** Where an alias of a YAML document stands in what it stands for: a value without an end, of which JSON has none. Null where none does. */
export function cycleIn(document: Document): { fault: string; offset: number } | null {
  let found: { fault: string; offset: number } | null = null;
  // An alias means the last node before it that has its anchor.
  const anchored = new Map<string, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
    },
    Alias: (_key, { source, range }, path) => {
      const meant = anchored.get(source);
      if (meant === undefined || !path.includes(meant)) return undefined;
      const fault = `the alias *${source} stands in what it stands for, which has no end so. Refer to it by $ref.`;
      found = { fault, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}
