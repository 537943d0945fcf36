import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';
import type { LocatedPart, LocatedText, Span } from './located-text.js';

/** The first document of a YAML text; an alias leads to what it stands for. */
export function locateYaml(text: string): LocatedText {
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) return { mistakeAt: deepAt };
  // Places are asked for where a text was read already: what it means is not judged again.
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, stringKeys: false });
  const [error] = document.errors;
  if (error !== undefined) return { mistakeAt: error.pos[0] };
  if (document.contents === null) return { mistakeAt: 0 };
  return { root: partOf(document.contents, null, { document, text }) };
}

/** Nobody writes longer chains of merge keys. */
const MAX_MERGES = 20;

interface YamlText {
  document: Document;
  text: string;
}

function partOf(found: Node, key: Node | null, yaml: YamlText): LocatedPart {
  const node = isAlias(found) ? (found.resolve(yaml.document) ?? found) : found;
  const inner = spanOf(found);
  const whole = key === null ? inner : { from: spanOf(key).from, to: inner.to };
  const isOnOneLine = !/[\r\n]/.test(yaml.text.slice(whole.from, whole.to));
  return {
    span: isOnOneLine || key === null ? whole : spanOf(key),
    step(name) {
      if (isSeq(node)) {
        const item = /^\d+$/.test(name) ? node.items[Number(name)] : undefined;
        return item === undefined ? null : partOf(item as Node, null, yaml);
      }
      const pair = isMap(node) ? pairOf(node, name, yaml.document) : undefined;
      const inner = pair?.value ?? null;
      return inner === null ? null : partOf(inner as Node, pair!.key as Node, yaml);
    },
    named(name) {
      if (isMap(node)) {
        const pair = pairOf(node, name, yaml.document);
        return pair === undefined ? null : spanOf(pair.key as Node);
      }
      const item = isSeq(node) ? node.items.find((one) => isScalar(one) && one.value === name) : undefined;
      return item === undefined ? null : spanOf(item as Node);
    },
  };
}

/** A map's own pair, else the first of what its merge keys (`<<`) bring. Maps that merge each other end at `depth`. */
function pairOf({ items }: YAMLMap, name: string, document: Document, depth = 0): Pair | undefined {
  const own = items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
  if (own !== undefined || depth > MAX_MERGES) return own;
  for (const { key, value } of items) {
    if (!isScalar(key) || key.value !== '<<') continue;
    for (const source of isSeq(value) ? value.items : [value]) {
      const merged = isAlias(source) ? source.resolve(document) : source;
      const found = isMap(merged) ? pairOf(merged, name, document, depth + 1) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const spanOf = ({ range }: Node): Span => ({ from: range?.[0] ?? 0, to: range?.[1] ?? 0 });
