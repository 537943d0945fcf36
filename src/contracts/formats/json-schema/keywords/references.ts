import { told } from '../../../sentence.js';
import type { SchemaNode } from '../document.js';
import { schema, unknown } from '../satisfiability/formula.js';
import { refusalInto, type Keyword } from './keyword.js';

function following(keyword: string, targetOf: (node: SchemaNode) => SchemaNode | null): Keyword {
  const leadsNowhere = ({ keywords }: SchemaNode) => told`the reference ${String(keywords[keyword])} leads nowhere.`;
  return {
    names: [keyword],
    demand(node) {
      const target = targetOf(node);
      return target === null ? unknown(leadsNowhere(node).text) : schema(target, true);
    },
    refusals(node) {
      const target = targetOf(node);
      if (target !== null) return [refusalInto(target, null, { keyword })];
      return [
        {
          rule: 'not-decided',
          keyword,
          value: unknown(leadsNowhere(node).text),
          explain: () => leadsNowhere(node),
          fix: 'Put what it refers to under "$defs".',
        },
      ];
    },
  };
}

/** What a reference leads to must hold. */
export const reference = following('$ref', (node) => node.document.resolve(node.keywords['$ref'] as string, node));

/** The same for references whose target depends on the way by which they were reached, which a node knows. */
export const dynamicReference = following('$dynamicRef', (node) => node.document.resolveDynamic(node));
export const recursiveReference = following('$recursiveRef', (node) => node.document.resolveDynamic(node));
