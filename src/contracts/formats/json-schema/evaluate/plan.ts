import type { IsOver } from '../../schema-format.js';
import type { SchemaNode } from '../document.js';
import { Evaluated } from './evaluated.js';

/** Whether a value satisfies a schema; null where that cannot be told safely. */
export type Answer = boolean | null;

/** What one evaluation may still do: a schema that refers to itself twice asks for 2^depth steps. */
export interface Effort {
  depth: number;
  steps: number;
}

export interface Run {
  effort: Effort;
  isOver: IsOver;
  planOf: (node: SchemaNode) => Plan;
}

/**
 * One keyword, or several that belong together, of one schema: made once and asked for many values. It notes in `seen` what
 * it has looked at, if anybody wants to know.
 */
export type Check<Value = unknown> = (value: Value, run: Run, seen: Evaluated | null) => Answer;

/** A schema as checks, each with the values it looks at. */
export interface Plan {
  readonly isNever: boolean;
  /** Nothing to check. */
  readonly isAny: boolean;
  readonly any: readonly Check[];
  readonly number: readonly Check<number>[];
  readonly string: readonly Check<string>[];
  readonly array: readonly Check<readonly unknown[]>[];
  readonly object: readonly Check<JsonObject>[];
  /** `unevaluatedProperties` and `unevaluatedItems`, which come after everything else. */
  readonly late: readonly Check[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A subschema whose plan is made when it is first needed: schemas are recursive. */
export interface Part {
  readonly node: SchemaNode;
  plan: Plan | null;
}

export const partOf = (node: SchemaNode): Part => ({ node, plan: null });
export const partOrNull = (node: SchemaNode | null): Part | null => (node === null ? null : partOf(node));

export function runPart(part: Part, value: unknown, run: Run, seen: Evaluated | null): Answer {
  return runPlan((part.plan ??= run.planOf(part.node)), value, run, seen);
}

/** So often the clock is asked. */
const STEPS_PER_LOOK = 256;

/** What `plan` says of `value`. */
export function runPlan(plan: Plan, value: unknown, run: Run, seen: Evaluated | null): Answer {
  if (plan.isNever) return false;
  if (plan.isAny) return true;
  const { effort } = run;
  if (effort.steps % STEPS_PER_LOOK === 0 && run.isOver()) effort.steps = 0;
  if (effort.depth <= 0 || effort.steps <= 0 || isBeyondNumbers(value)) {
    if (seen !== null) seen.isUncertain = true;
    return null;
  }
  effort.steps--;
  effort.depth--;
  const own = plan.late.length > 0 ? new Evaluated() : seen;
  const answer = answerOf(plan, value, run, own);
  effort.depth++;
  if (own !== seen && seen !== null) seen.add(own!);
  if (answer === null && seen !== null) seen.isUncertain = true;
  return answer;
}

function answerOf(plan: Plan, value: unknown, run: Run, own: Evaluated | null): Answer {
  let answer = runAll(plan.any, value, run, own);
  if (answer !== false) answer = and(answer, runTyped(plan, value, run, own));
  if (answer !== false && plan.late.length > 0) {
    if (answer === null) own!.isUncertain = true;
    answer = and(answer, runAll(plan.late, value, run, own));
  }
  return answer;
}

function runTyped(plan: Plan, value: unknown, run: Run, seen: Evaluated | null): Answer {
  if (typeof value === 'string') return runAll(plan.string, value, run, seen);
  if (typeof value === 'number') return runAll(plan.number, value, run, seen);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return runAll(plan.array, value as unknown[], run, seen);
  return runAll(plan.object, value as JsonObject, run, seen);
}

/** False wins, then "cannot tell". */
function runAll<T>(checks: readonly Check<T>[], value: T, run: Run, seen: Evaluated | null): Answer {
  let answer: Answer = true;
  for (const check of checks) {
    const one = check(value, run, seen);
    if (one === false) return false;
    if (one === null) answer = null;
  }
  return answer;
}

/** 1e400 is read as Infinity: nothing is known of the number that was meant. */
const isBeyondNumbers = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value);

export const and = (a: Answer, b: Answer): Answer => (a === false || b === false ? false : a === null ? null : b);

export const not = (answer: Answer): Answer => (answer === null ? null : !answer);
