import { told } from '../../../sentence.js';
import type { SchemaNode } from '../document.js';
import { all, any, FALSE, TRUE, type Formula } from '../satisfiability/formula.js';
import { allOf, anyOf, condition, not, oneOf } from './applicators.js';
import { contains, items, uniqueItems } from './items.js';
import type { Keyword, Refusal } from './keyword.js';
import { exclusiveMaximum, exclusiveMinimum, maximum, minimum, multipleOf } from './numeric.js';
import { pattern } from './pattern.js';
import { additionalProperties, patternProperties, properties, propertyNames } from './properties.js';
import { dynamicReference, recursiveReference, reference } from './references.js';
import { dependencies, required } from './required.js';
import { SIZES } from './size.js';
import { type } from './type.js';
import { unevaluatedItems, unevaluatedProperties } from './unevaluated.js';
import { constant, enumeration } from './values.js';

/** Every keyword with a meaning stands in exactly one of them. The order is that of findings. */
const KEYWORDS: readonly Keyword[] = [
  type,
  enumeration,
  constant,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
  ...SIZES,
  pattern,
  required,
  dependencies,
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
  items,
  uniqueItems,
  contains,
  reference,
  dynamicReference,
  recursiveReference,
  allOf,
  anyOf,
  oneOf,
  not,
  condition,
  unevaluatedProperties,
  unevaluatedItems,
];

const keywordsOf = ({ keywords }: SchemaNode): Keyword[] =>
  KEYWORDS.filter(({ names }) => names.some((name) => Object.hasOwn(keywords, name)));

const refusals = new WeakMap<SchemaNode, readonly Refusal[]>();

/** Every way in which a schema refuses a value. */
export function refusalsOf(node: SchemaNode): readonly Refusal[] {
  if (node.isNever) return [NOTHING_ALLOWED];
  let known = refusals.get(node);
  if (known === undefined) {
    known = keywordsOf(node).flatMap((keyword) => keyword.refusals(node));
    refusals.set(node, known);
  }
  return known;
}

const NOTHING_ALLOWED: Refusal = {
  rule: 'nothing-allowed',
  keyword: '',
  value: TRUE,
  explain: ({ reader, writer }) => told`${reader} allows nothing here, and events of ${writer} may carry a value.`,
  fix: 'Allow what was allowed.',
};

const formulas = new WeakMap<SchemaNode, { holds?: Formula; fails?: Formula }>();

/** What a schema says of a value that satisfies it, or of one that does not, one level deep. */
export function formulaOf(node: SchemaNode, holds: boolean): Formula {
  if (node.isNever) return holds ? FALSE : TRUE;
  let known = formulas.get(node);
  if (known === undefined) formulas.set(node, (known = {}));
  if (!holds) return (known.fails ??= any(refusalsOf(node).map(({ value }) => value)));
  return (known.holds ??= all(keywordsOf(node).map((keyword) => keyword.demand(node))));
}
