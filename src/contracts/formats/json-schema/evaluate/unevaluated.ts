import { childNode, type SchemaNode } from '../document.js';
import type { Evaluated } from './evaluated.js';
import { and, partOrNull, runPart, type Answer, type Check, type JsonObject, type Part } from './plan.js';

/** `unevaluatedProperties` and `unevaluatedItems`: what nothing else has looked at (2020-12 Core, 11). */
export function unevaluatedChecks(node: SchemaNode): Check[] {
  const properties = partOrNull(childNode(node, 'unevaluatedProperties'));
  const items = partOrNull(childNode(node, 'unevaluatedItems'));
  const checks: Check[] = [];
  if (properties !== null) checks.push(propertiesCheck(properties));
  if (items !== null) checks.push(itemsCheck(items));
  return checks;
}

/** A refusal is not sure where something undecided may have looked at the part. */
const unlessUncertain = (answer: Answer, seen: Evaluated): Answer =>
  answer === false && seen.isUncertain ? null : answer;

const propertiesCheck =
  (part: Part): Check =>
  (value, run, seen) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || seen!.hasAllNames) return true;
    let answer: Answer = true;
    for (const name of Object.keys(value)) {
      if (seen!.names.has(name)) continue;
      answer = and(answer, unlessUncertain(runPart(part, (value as JsonObject)[name], run, null), seen!));
      if (answer === false) return false;
    }
    seen!.hasAllNames = true;
    return answer;
  };

const itemsCheck =
  (part: Part): Check =>
  (value, run, seen) => {
    if (!Array.isArray(value) || seen!.hasAllItems) return true;
    let answer: Answer = true;
    for (let i = seen!.items; i < value.length; i++) {
      if (seen!.indexes.has(i)) continue;
      answer = and(answer, unlessUncertain(runPart(part, value[i], run, null), seen!));
      if (answer === false) return false;
    }
    seen!.hasAllItems = true;
    return answer;
  };
