import { childNode, type SchemaNode } from '../document.js';
import { isAtLeast } from '../dialect.js';
import { matchesPattern } from '../patterns.js';
import {
  and,
  partOf,
  partOrNull,
  runPart,
  type Answer,
  type Check,
  type JsonObject,
  type Part,
  type Run,
} from './plan.js';
import type { Evaluated } from './evaluated.js';

const namesUnder = (node: SchemaNode, keyword: string): string[] =>
  Object.keys((node.keywords[keyword] as object | undefined) ?? {});

/** The subschemas that hold for a property called `name`; null where a pattern cannot be tried. */
export function propertySchemas(node: SchemaNode, name: string): SchemaNode[] | null {
  const named = childNode(node, 'properties', name);
  const found = named === null ? [] : [named];
  for (const pattern of namesUnder(node, 'patternProperties')) {
    const matches = matchesPattern(pattern, name);
    if (matches === null) return null;
    const schema = matches ? childNode(node, 'patternProperties', pattern) : null;
    if (schema !== null) found.push(schema);
  }
  if (found.length > 0) return found;
  const additional = childNode(node, 'additionalProperties');
  return additional === null ? [] : [additional];
}

/** What must hold once a property is there: names that must be there too, and schemas for the whole object. */
export function dependenciesOf(node: SchemaNode): { trigger: string; names: string[]; schema: SchemaNode | null }[] {
  const keywords = isAtLeast(node.document.dialect, '2019-09')
    ? ['dependentRequired', 'dependentSchemas']
    : ['dependencies'];
  return keywords.flatMap((keyword) =>
    Object.entries((node.keywords[keyword] as object | undefined) ?? {}).map(([trigger, needs]) => ({
      trigger,
      names: Array.isArray(needs) ? (needs as string[]) : [],
      schema: Array.isArray(needs) ? null : childNode(node, keyword, trigger),
    })),
  );
}

type ObjectCheck = Check<JsonObject>;

export function objectChecks(node: SchemaNode): ObjectCheck[] {
  const checks: ObjectCheck[] = [];
  const { minProperties, maxProperties, required } = node.keywords;
  if (typeof minProperties === 'number') checks.push((object) => Object.keys(object).length >= minProperties);
  if (typeof maxProperties === 'number') checks.push((object) => Object.keys(object).length <= maxProperties);
  if (Array.isArray(required)) checks.push((object) => required.every((name) => Object.hasOwn(object, name as string)));
  for (const check of [propertiesCheck(node), namesCheck(node), dependenciesCheck(node)]) {
    if (check !== null) checks.push(check);
  }
  return checks;
}

function propertiesCheck(node: SchemaNode): ObjectCheck | null {
  const named = new Map(
    namesUnder(node, 'properties').map((name) => [name, partOf(childNode(node, 'properties', name)!)]),
  );
  const patterns = namesUnder(node, 'patternProperties').map((pattern) => ({
    pattern,
    part: partOf(childNode(node, 'patternProperties', pattern)!),
  }));
  const additional = partOrNull(childNode(node, 'additionalProperties'));
  if (named.size === 0 && patterns.length === 0 && additional === null) return null;
  return (object, run, seen) => {
    let answer: Answer = true;
    for (const name of Object.keys(object)) {
      answer = and(answer, checkProperty(name, object[name], { named, patterns, additional }, run, seen));
      if (answer === false) return false;
    }
    return answer;
  };
}

interface PropertyParts {
  named: ReadonlyMap<string, Part>;
  patterns: readonly { pattern: string; part: Part }[];
  additional: Part | null;
}

function checkProperty(name: string, value: unknown, parts: PropertyParts, run: Run, seen: Evaluated | null): Answer {
  const part = parts.named.get(name);
  let isDescribed = part !== undefined;
  let isDescribedForSure = isDescribed;
  let answer: Answer = part === undefined ? true : runPart(part, value, run, null);
  for (const { pattern, part: matched } of parts.patterns) {
    if (answer === false) return false;
    const matches = matchesPattern(pattern, name);
    if (matches === false) continue;
    isDescribed = true;
    if (matches === true) isDescribedForSure = true;
    const one = runPart(matched, value, run, null);
    // Where it is not sure that the pattern matches, its schema may refuse the value or not be asked.
    answer = and(answer, matches === null && one === false ? null : one);
  }
  if (!isDescribedForSure && parts.additional !== null) {
    const one = runPart(parts.additional, value, run, null);
    answer = and(answer, isDescribed && one === false ? null : one);
    isDescribedForSure = true;
  }
  if (seen !== null) {
    if (isDescribedForSure) seen.names.add(name);
    else if (isDescribed) seen.isUncertain = true;
  }
  return answer;
}

function namesCheck(node: SchemaNode): ObjectCheck | null {
  const part = partOrNull(childNode(node, 'propertyNames'));
  if (part === null) return null;
  return (object, run) => {
    let answer: Answer = true;
    for (const name of Object.keys(object)) {
      answer = and(answer, runPart(part, name, run, null));
      if (answer === false) return false;
    }
    return answer;
  };
}

function dependenciesCheck(node: SchemaNode): ObjectCheck | null {
  const dependencies = dependenciesOf(node).map((one) => ({ ...one, part: partOrNull(one.schema) }));
  if (dependencies.length === 0) return null;
  return (object, run, seen) => {
    let answer: Answer = true;
    for (const { trigger, names, part } of dependencies) {
      if (!Object.hasOwn(object, trigger)) continue;
      if (!names.every((name) => Object.hasOwn(object, name))) return false;
      if (part !== null) answer = and(answer, runPart(part, object, run, seen));
      if (answer === false) return false;
    }
    return answer;
  };
}
