import { childNode, childNodes, type SchemaNode } from './document.js';
import { isAtLeast } from './dialect.js';
import {
  includesValue,
  isEqual,
  isMultipleOf,
  jsonTypeOf,
  lengthOf,
  matchesPattern,
  typesAllowedBy,
} from './values.js';

/** Whether a value satisfies a schema; null where this evaluator cannot tell. */
export type Answer = boolean | null;

/** False wins, then "cannot tell". */
function every<T>(items: Iterable<T>, test: (item: T) => Answer): Answer {
  let answer: Answer = true;
  for (const item of items) {
    const one = test(item);
    if (one === false) return false;
    if (one === null) answer = null;
  }
  return answer;
}

const not = (answer: Answer): Answer => (answer === null ? null : !answer);

const some = <T>(items: Iterable<T>, test: (item: T) => Answer): Answer => not(every(items, (item) => not(test(item))));

/** How many satisfy `test`: at least and at most. */
function count<T>(items: readonly T[], test: (item: T) => Answer): { least: number; most: number } {
  const answers = items.map(test);
  const least = answers.filter((answer) => answer === true).length;
  return { least, most: least + answers.filter((answer) => answer === null).length };
}

/** What one evaluation may still do: a schema that refers to itself twice asks for 2^depth steps. */
interface Effort {
  depth: number;
  steps: number;
}

const MAX_DEPTH = 200;
const MAX_STEPS = 100_000;
/** So often the clock is asked. */
const STEPS_PER_LOOK = 256;

/**
 * The prover's own judge, by the letter of each draft; `format` is an annotation. It cannot tell where the schema asks
 * for more steps than a check can take, or the time of the check is used up.
 */
export function evaluate(
  node: SchemaNode,
  value: unknown,
  effort: Effort = { depth: MAX_DEPTH, steps: MAX_STEPS },
): Answer {
  if (node.isNever) return false;
  if (Object.keys(node.keywords).length === 0) return true;
  if (!canGoOn(effort, node)) return null;
  effort.steps--;
  effort.depth--;
  const answer = every(PARTS, (part) => part(node, value, effort));
  effort.depth++;
  return answer;
}

function canGoOn(effort: Effort, node: SchemaNode): boolean {
  if (effort.steps % STEPS_PER_LOOK === 0 && node.document.isOver()) effort.steps = 0;
  return effort.depth > 0 && effort.steps > 0;
}

type Part = (node: SchemaNode, value: unknown, effort: Effort) => Answer;

const evaluateGeneric: Part = ({ keywords }, value) => {
  if (keywords['type'] !== undefined && !typesAllowedBy(keywords['type']).has(jsonTypeOf(value))) return false;
  if (Object.hasOwn(keywords, 'const') && !isEqual(keywords['const'], value)) return false;
  const values = keywords['enum'];
  return !Array.isArray(values) || includesValue(values, value);
};

const evaluateNumber: Part = ({ keywords }, value) => {
  if (typeof value !== 'number') return true;
  if (!Number.isFinite(value)) return null;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = keywords;
  if (typeof minimum === 'number' && value < minimum) return false;
  if (typeof maximum === 'number' && value > maximum) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false;
  return typeof multipleOf !== 'number' || isMultipleOf(value, multipleOf);
};

const evaluateString: Part = ({ keywords }, value) => {
  if (typeof value !== 'string') return true;
  const { minLength, maxLength, pattern } = keywords;
  const length = lengthOf(value);
  if (typeof minLength === 'number' && length < minLength) return false;
  if (typeof maxLength === 'number' && length > maxLength) return false;
  return typeof pattern !== 'string' || matchesPattern(pattern, value);
};

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

const evaluateArray: Part = (node, value, effort) => {
  if (!Array.isArray(value)) return true;
  const { minItems, maxItems, uniqueItems } = node.keywords;
  if (typeof minItems === 'number' && value.length < minItems) return false;
  if (typeof maxItems === 'number' && value.length > maxItems) return false;
  if (uniqueItems === true && value.some((item, i) => value.slice(0, i).some((other) => isEqual(other, item))))
    return false;
  const { prefix, rest } = itemSchemas(node);
  const items = every(value.entries(), ([i, item]) => {
    const schema = prefix[i] ?? rest;
    return schema === null ? true : evaluate(schema, item, effort);
  });
  return every([items, evaluateContains(node, value, effort)], (answer) => answer);
};

function evaluateContains(node: SchemaNode, value: readonly unknown[], effort: Effort): Answer {
  const bounds = containsBounds(node);
  const schema = childNode(node, 'contains');
  if (bounds === null || schema === null) return true;
  const { least, most } = count(value, (item) => evaluate(schema, item, effort));
  if (most < bounds.min || least > bounds.max) return false;
  return least >= bounds.min && most <= bounds.max ? true : null;
}

const evaluateObject: Part = (node, value, effort) => {
  if (jsonTypeOf(value) !== 'object') return true;
  const object = value as Record<string, unknown>;
  const names = Object.keys(object);
  const { minProperties, maxProperties, required } = node.keywords;
  if (typeof minProperties === 'number' && names.length < minProperties) return false;
  if (typeof maxProperties === 'number' && names.length > maxProperties) return false;
  if (Array.isArray(required) && required.some((name) => !Object.hasOwn(object, name as string))) return false;
  const nameSchema = childNode(node, 'propertyNames');
  return every(
    [
      every(names, (name) => evaluateProperty(node, name, object[name], effort)),
      nameSchema === null ? true : every(names, (name) => evaluate(nameSchema, name, effort)),
      evaluateDependencies(node, object, effort),
    ],
    (answer) => answer,
  );
};

/** The subschemas that hold for a property called `name`; null where a pattern cannot be tried. */
export function propertySchemas(node: SchemaNode, name: string): SchemaNode[] | null {
  const named = childNode(node, 'properties', name);
  const found = named === null ? [] : [named];
  for (const pattern of Object.keys((node.keywords['patternProperties'] as object | undefined) ?? {})) {
    const matches = matchesPattern(pattern, name);
    if (matches === null) return null;
    const schema = matches ? childNode(node, 'patternProperties', pattern) : null;
    if (schema !== null) found.push(schema);
  }
  if (found.length > 0) return found;
  const additional = childNode(node, 'additionalProperties');
  return additional === null ? [] : [additional];
}

function evaluateProperty(node: SchemaNode, name: string, value: unknown, effort: Effort): Answer {
  const schemas = propertySchemas(node, name);
  return schemas === null ? null : every(schemas, (schema) => evaluate(schema, value, effort));
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

function evaluateDependencies(node: SchemaNode, object: Record<string, unknown>, effort: Effort): Answer {
  return every(dependenciesOf(node), ({ trigger, names, schema }) => {
    if (!Object.hasOwn(object, trigger)) return true;
    if (names.some((name) => !Object.hasOwn(object, name))) return false;
    return schema === null ? true : evaluate(schema, object, effort);
  });
}

const evaluateApplicators: Part = (node, value, effort) => {
  const test = (schema: SchemaNode) => evaluate(schema, value, effort);
  const { keywords } = node;
  return every(
    [
      () => evaluateReference(node, value, effort),
      () => every(childNodes(node, 'allOf'), test),
      () => (keywords['anyOf'] === undefined ? true : some(childNodes(node, 'anyOf'), test)),
      () => (keywords['oneOf'] === undefined ? true : exactlyOne(childNodes(node, 'oneOf'), test)),
      () => {
        const schema = childNode(node, 'not');
        return schema === null ? true : not(test(schema));
      },
      () => evaluateConditional(node, test),
    ],
    (part) => part(),
  );
};

function evaluateReference(node: SchemaNode, value: unknown, effort: Effort): Answer {
  const reference = node.keywords['$ref'];
  if (typeof reference !== 'string') return true;
  const target = node.document.resolve(reference);
  return target === null ? null : evaluate(target, value, effort);
}

function exactlyOne(nodes: readonly SchemaNode[], test: (node: SchemaNode) => Answer): Answer {
  const { least, most } = count(nodes, test);
  if (least > 1 || most < 1) return false;
  return least === 1 && most === 1 ? true : null;
}

function evaluateConditional(node: SchemaNode, test: (node: SchemaNode) => Answer): Answer {
  const condition = childNode(node, 'if');
  if (condition === null) return true;
  const holds = test(condition);
  const consequences = [
    holds === false ? null : childNode(node, 'then'),
    holds === true ? null : childNode(node, 'else'),
  ];
  const answer = every(
    consequences.filter((schema) => schema !== null),
    test,
  );
  return holds === null && answer === false ? null : answer;
}

/** Keywords with a meaning that neither this evaluator nor the prover follows. */
export function unsupportedKeywords({ keywords, document }: SchemaNode): string[] {
  const names = ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];
  // An annotation since 2019-09 by the letter, yet most validators still obey it.
  if (isAtLeast(document.dialect, '2019-09')) names.push('dependencies');
  return names.filter((name) => keywords[name] !== undefined && keywords[name] !== true);
}

const unsupported: Part = (node) => (unsupportedKeywords(node).length > 0 ? null : true);

const PARTS: readonly Part[] = [
  evaluateGeneric,
  evaluateNumber,
  evaluateString,
  evaluateArray,
  evaluateObject,
  evaluateApplicators,
  unsupported,
];
