import { childNode, childNodes, type SchemaNode } from '../document.js';
import { isAtLeast } from '../dialect.js';
import { areDistinct } from '../values.js';
import { and, partOf, partOrNull, runPart, type Answer, type Check } from './plan.js';

/** The schemas of an array's first items, and of the others. */
export function itemSchemas(node: SchemaNode): { prefix: SchemaNode[]; rest: SchemaNode | null } {
  if (isAtLeast(node.document.dialect, '2020-12')) {
    return { prefix: childNodes(node, 'prefixItems'), rest: childNode(node, 'items') };
  }
  const isTuple = Array.isArray(node.keywords['items']);
  return isTuple
    ? { prefix: childNodes(node, 'items'), rest: childNode(node, 'additionalItems') }
    : { prefix: [], rest: childNode(node, 'items') };
}

/** Bounds on how many items satisfy `contains`; null without `contains`. */
export function containsBounds({ keywords }: SchemaNode): { min: number; max: number } | null {
  if (keywords['contains'] === undefined) return null;
  const { minContains, maxContains } = keywords;
  return {
    min: typeof minContains === 'number' ? minContains : 1,
    max: typeof maxContains === 'number' ? maxContains : Infinity,
  };
}

type ArrayCheck = Check<readonly unknown[]>;

export function arrayChecks(node: SchemaNode): ArrayCheck[] {
  const checks: ArrayCheck[] = [];
  const { minItems, maxItems, uniqueItems } = node.keywords;
  if (typeof minItems === 'number') checks.push((items) => items.length >= minItems);
  if (typeof maxItems === 'number') checks.push((items) => items.length <= maxItems);
  for (const check of [itemsCheck(node), containsCheck(node)]) if (check !== null) checks.push(check);
  if (uniqueItems === true) checks.push((items) => areDistinct(items));
  return checks;
}

function itemsCheck(node: SchemaNode): ArrayCheck | null {
  const schemas = itemSchemas(node);
  if (schemas.prefix.length === 0 && schemas.rest === null) return null;
  const prefix = schemas.prefix.map(partOf);
  const rest = partOrNull(schemas.rest);
  return (items, run, seen) => {
    const last = rest === null ? Math.min(prefix.length, items.length) : items.length;
    let answer: Answer = true;
    for (let i = 0; i < last; i++) {
      answer = and(answer, runPart(prefix[i] ?? rest!, items[i], run, null));
      if (answer === false) return false;
    }
    if (seen !== null) {
      if (rest === null) seen.items = Math.max(seen.items, last);
      else seen.hasAllItems = true;
    }
    return answer;
  };
}

function containsCheck(node: SchemaNode): ArrayCheck | null {
  const bounds = containsBounds(node);
  const part = partOrNull(childNode(node, 'contains'));
  if (bounds === null || part === null) return null;
  // Only since 2020-12 does it count as having looked at the items it found (2020-12 Core, 10.3.1.3).
  const leavesAnnotation = isAtLeast(node.document.dialect, '2020-12');
  return (items, run, seen) => {
    const notes = leavesAnnotation ? seen : null;
    let least = 0;
    let unknown = 0;
    for (let i = 0; i < items.length; i++) {
      const one = runPart(part, items[i], run, null);
      if (one === true) {
        least++;
        notes?.indexes.add(i);
      } else if (one === null) unknown++;
      if (least > bounds.max) return false;
    }
    if (least + unknown < bounds.min) return false;
    if (unknown > 0 && notes !== null) notes.isUncertain = true;
    return least >= bounds.min && least + unknown <= bounds.max ? true : null;
  };
}
