import { told, wording } from '../../../sentence.js';
import { childNode, childNodes, type SchemaNode } from '../document.js';
import { all, any, exactlyOne, schema, TRUE, type Formula } from '../satisfiability/formula.js';
import { refusalInto, type Keyword, type Refusal } from './keyword.js';

/** All of the reader's schemas must hold. */
export const allOf: Keyword = {
  names: ['allOf'],
  demand: (node) => all(childNodes(node, 'allOf').map((child) => schema(child, true))),
  refusals: (node) => childNodes(node, 'allOf').map((child) => refusalInto(child, null, { keyword: 'allOf' })),
};

const alternatives = (node: SchemaNode, keyword: string): Formula[] =>
  childNodes(node, keyword).map((child) => schema(child, true));

function noAlternative(keyword: 'anyOf' | 'oneOf', value: Formula): Refusal {
  const exactly = keyword === 'oneOf' ? 'exactly one of' : 'one of';
  return {
    rule: 'alternatives-narrowed',
    keyword,
    value,
    explain: ({ reader, writer }) =>
      told`${reader} wants ${wording(exactly)} its alternatives here, and events of ${writer} need not satisfy it.`,
    fix: 'Keep every alternative that was allowed, and let them not overlap under oneOf.',
  };
}

/** One of the reader's alternatives must hold. */
export const anyOf: Keyword = {
  names: ['anyOf'],
  demand: (node) => any(alternatives(node, 'anyOf')),
  refusals: (node) => [noAlternative('anyOf', all(childNodes(node, 'anyOf').map((child) => schema(child, false))))],
};

/** Exactly one of them must. */
export const oneOf: Keyword = {
  names: ['oneOf'],
  demand: (node) => exactlyOne(alternatives(node, 'oneOf'), true),
  refusals: (node) => [noAlternative('oneOf', exactlyOne(alternatives(node, 'oneOf'), false))],
};

/** Nothing the writer sends may be what the reader excludes. */
export const not: Keyword = {
  names: ['not'],
  demand: (node) => schema(childNode(node, 'not')!, false),
  refusals: (node) => [
    {
      rule: 'exclusion-widened',
      keyword: 'not',
      value: schema(childNode(node, 'not')!, true),
      explain: ({ reader, writer }) => told`${reader} excludes events by "not" that ${writer} allows.`,
      fix: 'Exclude no more than before.',
    },
  ],
};

/** Where the reader's condition holds, so must its consequence. */
export const condition: Keyword = {
  names: ['if'],
  demand(node) {
    const { holds, fails, then, otherwise } = conditional(node);
    return then === TRUE && otherwise === TRUE ? TRUE : any([all([holds, then]), all([fails, otherwise])]);
  },
  refusals(node) {
    const { holds, fails } = conditional(node);
    const consequences = [
      { keyword: 'then', when: holds },
      { keyword: 'else', when: fails },
    ];
    return consequences.flatMap(({ keyword, when }): Refusal[] => {
      const child = childNode(node, keyword);
      if (child === null) return [];
      return [
        {
          rule: 'condition-narrowed',
          keyword,
          value: all([when, schema(child, false)]),
          explain: ({ reader, writer }) => told`${reader} demands more by if/then/else than ${writer} does.`,
          fix: 'Leave the condition and its consequences as wide as they were.',
        },
      ];
    });
  },
};

function conditional(node: SchemaNode): Record<'holds' | 'fails' | 'then' | 'otherwise', Formula> {
  const test = childNode(node, 'if')!;
  const [then, otherwise] = [childNode(node, 'then'), childNode(node, 'else')];
  return {
    holds: schema(test, true),
    fails: schema(test, false),
    then: then === null ? TRUE : schema(then, true),
    otherwise: otherwise === null ? TRUE : schema(otherwise, true),
  };
}
