import type { SchemaNode } from '../document.js';
import { applicatorChecks } from './applicators.js';
import { arrayChecks } from './arrays.js';
import { numberChecks } from './numbers.js';
import { objectChecks } from './objects.js';
import type { Plan } from './plan.js';
import { stringChecks } from './strings.js';
import { unevaluatedChecks } from './unevaluated.js';
import { valueChecks } from './values.js';

const plans = new WeakMap<SchemaNode, Plan>();

/** The checks of a schema, made once. */
export function planOf(node: SchemaNode): Plan {
  const known = plans.get(node);
  if (known !== undefined) return known;
  const checks = {
    any: [...valueChecks(node), ...applicatorChecks(node)],
    number: numberChecks(node),
    string: stringChecks(node),
    array: arrayChecks(node),
    object: objectChecks(node),
    late: unevaluatedChecks(node),
  };
  const isAny = Object.values(checks).every((list) => list.length === 0);
  const plan = { ...checks, isAny, isNever: node.isNever };
  plans.set(node, plan);
  return plan;
}
