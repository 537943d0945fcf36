import type { SchemaNode } from '../document.js';
import { schema, unknown } from '../satisfiability/formula.js';
import { refusalInto, type Keyword } from './keyword.js';

const targetOf = (node: SchemaNode): SchemaNode | null => node.document.resolve(node.keywords['$ref'] as string);

/** What a reference leads to must hold. */
export const reference: Keyword = {
  names: ['$ref'],
  demand(node) {
    const target = targetOf(node);
    return target === null ? leadsNowhere(node) : schema(target, true);
  },
  refusals(node) {
    const target = targetOf(node);
    if (target !== null) return [refusalInto(target, null, { keyword: '$ref' })];
    return [
      {
        rule: 'not-decided',
        keyword: '$ref',
        value: leadsNowhere(node),
        explain: () =>
          `the reference ${String(node.keywords['$ref'])} leads nowhere in this schema, and references are never fetched.`,
        fix: 'Put what it refers to under "$defs".',
      },
    ];
  },
};

const leadsNowhere = (node: SchemaNode) => unknown(`the reference ${String(node.keywords['$ref'])} leads nowhere.`);
