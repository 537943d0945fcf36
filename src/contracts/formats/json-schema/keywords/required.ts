import { told } from '../../../sentence.js';
import { dependenciesOf } from '../evaluate.js';
import type { SchemaNode } from '../document.js';
import { all, any, atom, hasProperty, ofTypes, schema, TRUE, type Formula } from '../satisfiability/formula.js';
import { type Keyword, type Refusal } from './keyword.js';

const isThere = (name: string): Formula => atom({ is: 'some-property', names: name, value: TRUE });
const isAbsent = (name: string): Formula => atom({ is: 'absent', name });
const OBJECT = ofTypes(['object']);

/** A reader must not demand a property that events may lack. */
export const required: Keyword = {
  names: ['required'],
  demand: (node) => all(namesIn(node).map(isThere)),
  refusals: (node) =>
    namesIn(node).map((name) => ({
      rule: 'required-property-added',
      keyword: 'required',
      value: all([OBJECT, isAbsent(name)]),
      explain: ({ reader, writer }) => told`${reader} requires "${name}", and events of ${writer} may lack it.`,
      keep: `"${name}" required`,
      fix: `Make "${name}" optional, or require it one version after every producer sends it.`,
    })),
};

const namesIn = ({ keywords }: SchemaNode): string[] =>
  Array.isArray(keywords['required']) ? (keywords['required'] as string[]) : [];

/** What the reader demands once a property is there, events must fulfil. */
export const dependencies: Keyword = {
  names: ['dependentRequired', 'dependentSchemas', 'dependencies'],
  demand: (node) =>
    all(
      dependenciesOf(node).map(({ trigger, names, schema: child }) =>
        any([isAbsent(trigger), all([...names.map(isThere), child === null ? TRUE : schema(child, true)])]),
      ),
    ),
  refusals: (node) =>
    dependenciesOf(node).flatMap(({ trigger, names, schema: child }) => {
      const ways = names.map(isAbsent);
      if (child !== null) ways.push(schema(child, false));
      return ways.map((way): Refusal => ({
        rule: 'dependency-added',
        keyword: keywordOf(node, trigger),
        value: all([hasProperty(trigger, TRUE), way]),
        explain: ({ reader, writer }) =>
          told`${reader} demands more where "${trigger}" is there, and ${writer} does not.`,
        fix: `Leave what "${trigger}" asks for as it was.`,
      }));
    }),
};

function keywordOf({ keywords }: SchemaNode, trigger: string): string {
  const held = (keyword: string): object => (keywords[keyword] as object | undefined) ?? {};
  return dependencies.names.find((keyword) => Object.hasOwn(held(keyword), trigger)) ?? 'dependencies';
}
