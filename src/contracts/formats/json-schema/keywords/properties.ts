import { told } from '../../../sentence.js';
import { childNode, type SchemaNode } from '../document.js';
import { all, atom, listed, negate, schema, type Formula } from '../satisfiability/formula.js';
import { refusalInto, type Keyword, type Refusal } from './keyword.js';

const namesUnder = (node: SchemaNode, keyword: string): string[] =>
  Object.keys((node.keywords[keyword] as object) ?? {});

const nameMatches = (pattern: string): Formula => atom({ is: 'pattern', pattern, holds: true });

/** Each property the reader describes must hold what events carry there. */
export const properties: Keyword = {
  names: ['properties'],
  demand: (node) =>
    all(
      eachOf(node, 'properties', (name, child) =>
        atom({ is: 'every-property', names: name, value: schema(child, true) }),
      ),
    ),
  refusals: (node) =>
    eachOf(node, 'properties', (name, child) =>
      refusalInto(child, { kind: 'property', names: name }, { keyword: 'properties', rule: 'property-forbidden' }),
    ),
};

/** The same for properties that the reader describes by a pattern of their names. */
export const patternProperties: Keyword = {
  names: ['patternProperties'],
  demand: (node) =>
    all(
      eachOf(node, 'patternProperties', (pattern, child) =>
        atom({ is: 'every-property', names: nameMatches(pattern), value: schema(child, true) }),
      ),
    ),
  refusals: (node) =>
    eachOf(node, 'patternProperties', (pattern, child) =>
      refusalInto(
        child,
        { kind: 'property', names: nameMatches(pattern) },
        { keyword: child.pointer.slice(node.pointer.length + 1), rule: 'property-forbidden' },
      ),
    ),
};

/** Properties the reader does not describe must be allowed, with what they hold. */
export const additionalProperties: Keyword = {
  names: ['additionalProperties'],
  demand(node) {
    const child = childNode(node, 'additionalProperties')!;
    return atom({ is: 'every-property', names: undescribedNames(node), value: schema(child, true) });
  },
  refusals: (node) => [
    undescribedRefused(node, childNode(node, 'additionalProperties')!, undescribedNames(node), 'additionalProperties'),
  ],
};

/** The refusal of properties that nothing describes. */
export function undescribedRefused(node: SchemaNode, child: SchemaNode, names: Formula, keyword: string): Refusal {
  return refusalInto(
    child,
    { kind: 'property', names },
    {
      keyword,
      rule: 'content-closed',
      explain: ({ reader, writer }) =>
        told`${reader} refuses properties it does not describe, and events of ${writer} may carry more.`,
      keep: 'to the properties that it describes',
      fix: `Leave the content open (no "${keyword}": false), or close it from the first version on.`,
    },
  );
}

/** Names that neither `properties` nor `patternProperties` beside it tell. */
export function undescribedNames(node: SchemaNode): Formula {
  const named = namesUnder(node, 'properties');
  const patterns = namesUnder(node, 'patternProperties').map((pattern) => negate(nameMatches(pattern)));
  return all([...(named.length === 0 ? [] : [listed(named, false)]), ...patterns]);
}

/** Every name must be one that the reader allows. */
export const propertyNames: Keyword = {
  names: ['propertyNames'],
  demand: (node) => atom({ is: 'every-name', name: schema(childNode(node, 'propertyNames')!, true) }),
  refusals: (node) => {
    const child = childNode(node, 'propertyNames')!;
    return [
      {
        ...refusalInto(child, { kind: 'name' }, { keyword: 'propertyNames' }),
        rule: 'property-names-narrowed',
        explain: ({ reader, writer }) => told`${reader} restricts the names of properties more than ${writer} does.`,
        fix: 'Leave propertyNames as wide as it was.',
      },
    ];
  },
};

function eachOf<T>(node: SchemaNode, keyword: string, act: (key: string, child: SchemaNode) => T): T[] {
  return namesUnder(node, keyword).flatMap((key) => {
    const child = childNode(node, keyword, key);
    return child === null ? [] : [act(key, child)];
  });
}
