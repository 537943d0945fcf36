import type { SchemaNode } from '../document.js';
import { includesValue, isEqual, jsonTypeOf, typesAllowedBy } from '../values.js';
import type { Check } from './plan.js';

/** `type`, `const` and `enum`: what holds for a value of any type. */
export function valueChecks({ keywords }: SchemaNode): Check[] {
  const checks: Check[] = [];
  if (keywords['type'] !== undefined) {
    const allowed = typesAllowedBy(keywords['type']);
    checks.push((value) => allowed.has(jsonTypeOf(value)));
  }
  if (Object.hasOwn(keywords, 'const')) checks.push((value) => isEqual(keywords['const'], value));
  const values = keywords['enum'];
  if (Array.isArray(values)) checks.push((value) => includesValue(values, value));
  return checks;
}
