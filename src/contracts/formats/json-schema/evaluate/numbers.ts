import type { SchemaNode } from '../document.js';
import { isMultipleOf } from '../values.js';
import type { Check } from './plan.js';

/** Bounds and `multipleOf`; the latter in decimal arithmetic, so that 0.3 is a multiple of 0.1. */
export function numberChecks({ keywords }: SchemaNode): Check<number>[] {
  const checks: Check<number>[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = keywords;
  if (typeof minimum === 'number') checks.push((value) => value >= minimum);
  if (typeof maximum === 'number') checks.push((value) => value <= maximum);
  if (typeof exclusiveMinimum === 'number') checks.push((value) => value > exclusiveMinimum);
  if (typeof exclusiveMaximum === 'number') checks.push((value) => value < exclusiveMaximum);
  if (typeof multipleOf === 'number') {
    checks.push((value) => (Number.isFinite(multipleOf) ? isMultipleOf(value, multipleOf) : null));
  }
  return checks;
}
