import { childNode, childNodes, type SchemaNode } from '../document.js';
import { Evaluated } from './evaluated.js';
import { not, partOf, partOrNull, runPart, type Answer, type Check, type Part, type Run } from './plan.js';

/** What other schemas say of the same value. */
export function applicatorChecks(node: SchemaNode): Check[] {
  const checks = [
    ...referenceChecks(node),
    ...childNodes(node, 'allOf').map((child) => inPlace(partOf(child))),
    anyOfCheck(node),
    oneOfCheck(node),
    notCheck(node),
    conditionalCheck(node),
  ];
  return checks.filter((check) => check !== null);
}

const inPlace =
  (part: Part): Check =>
  (value, run, seen) =>
    runPart(part, value, run, seen);

/** One that leads nowhere was told when the schema was read; nothing can be said of a value then. */
function referenceChecks(node: SchemaNode): Check[] {
  const { keywords, document } = node;
  const targets: (SchemaNode | null)[] = [];
  if (typeof keywords['$ref'] === 'string') targets.push(document.resolve(keywords['$ref'], node));
  if (typeof (keywords['$dynamicRef'] ?? keywords['$recursiveRef']) === 'string') {
    targets.push(document.resolveDynamic(node));
  }
  return targets.map((target) => (target === null ? () => null : inPlace(partOf(target))));
}

/** One of several alternatives: what it looked at counts only where it holds. */
function runBranch(part: Part, value: unknown, run: Run, seen: Evaluated | null): Answer {
  if (seen === null) return runPart(part, value, run, null);
  const own = new Evaluated();
  const answer = runPart(part, value, run, own);
  if (answer === true) seen.add(own);
  else if (answer === null) seen.isUncertain = true;
  return answer;
}

function anyOfCheck(node: SchemaNode): Check | null {
  if (node.keywords['anyOf'] === undefined) return null;
  const parts = childNodes(node, 'anyOf').map(partOf);
  return (value, run, seen) => {
    let answer: Answer = false;
    for (const part of parts) {
      const one = runBranch(part, value, run, seen);
      // Others may have looked at more.
      if (one === true && seen === null) return true;
      if (one === true || (one === null && answer === false)) answer = one;
    }
    return answer;
  };
}

function oneOfCheck(node: SchemaNode): Check | null {
  if (node.keywords['oneOf'] === undefined) return null;
  const parts = childNodes(node, 'oneOf').map(partOf);
  return (value, run, seen) => {
    let sure = 0;
    let unknown = 0;
    for (const part of parts) {
      const one = runBranch(part, value, run, seen);
      if (one === true) sure++;
      else if (one === null) unknown++;
      if (sure > 1) return false;
    }
    if (sure + unknown === 0) return false;
    return sure === 1 && unknown === 0 ? true : null;
  };
}

function notCheck(node: SchemaNode): Check | null {
  const part = partOrNull(childNode(node, 'not'));
  return part === null ? null : (value, run) => not(runPart(part, value, run, null));
}

function conditionalCheck(node: SchemaNode): Check | null {
  const condition = partOrNull(childNode(node, 'if'));
  if (condition === null) return null;
  const then = partOrNull(childNode(node, 'then'));
  const otherwise = partOrNull(childNode(node, 'else'));
  return (value, run, seen) => {
    // Without a consequence it still looks at properties and items.
    if (then === null && otherwise === null && seen === null) return true;
    const holds = runBranch(condition, value, run, seen);
    const consequence = (part: Part | null) => (part === null ? true : runBranch(part, value, run, seen));
    if (holds !== null) return consequence(holds ? then : otherwise);
    const [ifItHolds, ifNot] = [consequence(then), consequence(otherwise)];
    return ifItHolds === ifNot ? ifItHolds : null;
  };
}
