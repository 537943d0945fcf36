import type { IsOver } from './formats/schema-format.js';

/** What any decision about contracts may take. */
export interface Budget {
  /** 1,000 ms by default. */
  budgetMs?: number;
  /** A clock in milliseconds, for the budget alone. */
  now?: () => number;
}

export const DEFAULT_BUDGET_MS = 1_000;

/** Starts the clock. */
export function startBudget({ budgetMs = DEFAULT_BUDGET_MS, now = () => performance.now() }: Budget): IsOver {
  const deadline = now() + budgetMs;
  return () => now() > deadline;
}
