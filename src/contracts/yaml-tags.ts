import { isNode, isScalar, visit, type Document, type Node } from 'yaml';

const CORE = 'tag:yaml.org,2002:';

/** Tags of JSON's own values (YAML 1.2, section 10.2). */
const OF_JSON = new Set(['null', 'bool', 'int', 'float', 'map', 'seq'].map((name) => CORE + name));

/**
 * Where a YAML document has a value of a kind that JSON does not have, by an explicit tag (`!!binary`, `!!set`, `!own`): read as
 * JSON it would be another one. Null where there is none.
 */
export function foreignTagIn(document: Document): { fault: string; offset: number } | null {
  let found: { fault: string; offset: number } | null = null;
  visit(document, (_key, node) => {
    if (!isNode(node) || node.tag === undefined || isOfJson(node.tag, node)) return undefined;
    const name = node.tag.replace(CORE, '!!');
    const fault = `it holds a value with the tag ${name}, which would be read as another one. Leave the tag out, and write the value as JSON has it.`;
    found = { fault, offset: node.range?.[0] ?? 0 };
    return visit.BREAK;
  });
  return found;
}

/** A number, say, that its tag does not fit is read as a text. */
function isOfJson(tag: string, node: Node): boolean {
  if (tag === '!' || tag === `${CORE}str`) return true;
  return OF_JSON.has(tag) && !(isScalar(node) && typeof node.value === 'string');
}
