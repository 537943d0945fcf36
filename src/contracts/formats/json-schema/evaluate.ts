import type { SchemaNode } from './document.js';
import { isAtLeast } from './dialect.js';
import { planOf } from './evaluate/planner.js';
import { runPlan, type Answer, type Effort } from './evaluate/plan.js';

export type { Answer } from './evaluate/plan.js';
export { containsBounds, itemSchemas } from './evaluate/arrays.js';
export { dependenciesOf, propertySchemas } from './evaluate/objects.js';

const MAX_DEPTH = 400;
const MAX_STEPS = 100_000;

/**
 * Whether `value` satisfies the schema, by the letter of its draft; `format` is an annotation. Null only for safety: where
 * the schema asks for more steps than a check can take or goes in circles, the time of the check is used up, a pattern
 * cannot be tried safely, or a number is beyond what can be read.
 */
export function evaluate(
  node: SchemaNode,
  value: unknown,
  effort: Effort = { depth: MAX_DEPTH, steps: MAX_STEPS },
): Answer {
  return runPlan(planOf(node), value, { effort, isOver: node.document.isOver, planOf }, null);
}

/** Keywords with a meaning that the prover does not follow. */
export function unsupportedKeywords({ keywords, document }: SchemaNode): string[] {
  const names = ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];
  // An annotation since 2019-09 by the letter, yet most validators still obey it.
  if (isAtLeast(document.dialect, '2019-09')) names.push('dependencies');
  return names.filter((name) => keywords[name] !== undefined && keywords[name] !== true);
}
