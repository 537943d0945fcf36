import type { Formula } from './formula.js';

/** A value of which all formulas hold; that there is none, proved; or that neither was found. */
export type Solution =
  { readonly is: 'value'; readonly value: unknown } | { readonly is: 'none' } | { readonly is: 'unknown' };

export const NONE: Solution = { is: 'none' };
export const UNKNOWN: Solution = { is: 'unknown' };
export const found = (value: unknown): Solution => ({ is: 'value', value });

/** What the search for an object or an array asks of the search as a whole. */
export interface Search {
  /** A value of which all formulas hold. */
  solve(formulas: readonly Formula[]): Solution;
  /** A property's name of which all formulas hold. */
  solveName(formulas: readonly Formula[]): Solution;
  /** Counts a step; false once no more may be made. */
  mayGoOn(): boolean;
}
