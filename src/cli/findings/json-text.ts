import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { LocatedPart, LocatedText, Span } from './located-text.js';

/** JSON as RFC 8259 has it: a comment or a comma too many is a mistake. */
export function locateJson(text: string): LocatedText {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first !== undefined || tree === undefined) return { mistakeAt: first?.offset ?? 0 };
  return { root: partOf(tree, null, text) };
}

function partOf(value: Node, property: Node | null, text: string): LocatedPart {
  const whole = spanOf(property ?? value);
  const isOnOneLine = !/[\r\n]/.test(text.slice(whole.from, whole.to));
  const key = property?.children?.[0];
  const { children = [] } = value;
  return {
    span: isOnOneLine || key === undefined ? whole : spanOf(key),
    step(name) {
      if (value.type === 'array') {
        const item = /^\d+$/.test(name) ? children[Number(name)] : undefined;
        return item === undefined ? null : partOf(item, null, text);
      }
      const found = value.type === 'object' ? propertyOf(children, name) : undefined;
      const inner = found?.children?.[1];
      return inner === undefined ? null : partOf(inner, found!, text);
    },
    named(name) {
      const isObject = value.type === 'object';
      const node = isObject
        ? propertyOf(children, name)?.children?.[0]
        : children.find((child) => child.type === 'string' && child.value === name);
      return node === undefined ? null : spanOf(node);
    },
  };
}

/** Of several of one name the last counts, as it does in JSON.parse. */
const propertyOf = (properties: readonly Node[], name: string): Node | undefined =>
  properties.findLast((property) => property.children?.[0]?.value === name);

const spanOf = ({ offset, length }: Node): Span => ({ from: offset, to: offset + length });
