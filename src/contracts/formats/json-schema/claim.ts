import type { Conjunction } from './conjunction.js';
import type { SchemaNode } from './document.js';

/** From a value to one inside it. */
export type Step = { kind: 'property'; name: string } | { kind: 'item'; index: number };

/** One level above a claim: what is known of the value that holds it, and the way down. */
export interface Frame {
  readonly writer: Conjunction;
  readonly step: Step;
}

/** "Whatever satisfies `writer` satisfies `reader`", at a place inside the event. */
export interface Claim {
  readonly writer: Conjunction;
  readonly reader: SchemaNode;
  /** Outermost first. */
  readonly frames: readonly Frame[];
}

/** How a message calls the two schemas, such as "the candidate" and "version 3". */
export interface Names {
  reader: string;
  writer: string;
}

/** Why a claim could not be proved. It may still be true: only an event that breaks it makes it false. */
export interface Obstacle {
  readonly rule: string;
  readonly claim: Claim;
  /** The reader's keyword that stands in the way; '' where it is the whole schema. */
  readonly keyword: string;
  /** What happens to which events, in one sentence. */
  readonly message: (names: Names, variants: readonly string[]) => string;
  /** What differs between obstacles that are told as one, such as the types that are refused. */
  readonly variants?: readonly string[];
  /** What would mend it. */
  readonly fix: string;
  /** Values that may show it, tried first. */
  readonly suspects: readonly unknown[];
}

/** What a rule may ask of the prover. */
export interface Prover {
  /** The obstacles to a claim; none means that it is proved. */
  prove(claim: Claim): Obstacle[];
  /** Whether the claim is proved, on the same value as the claim it comes from. */
  isProved(writer: Conjunction, reader: SchemaNode): boolean;
  /** Whether nothing satisfies the conjunction, proved. */
  isEmpty(conjunction: Conjunction): boolean;
}

/**
 * One reason why events can break. It looks at its own keywords of the reader alone, and answers every obstacle to what
 * they demand: answering none is a proof that every event of the writer satisfies them.
 */
export interface Rule {
  readonly keywords: readonly string[];
  check(claim: Claim, prover: Prover): Obstacle[];
}

export function descend(claim: Claim, step: Step, writer: Conjunction, reader: SchemaNode): Claim {
  return { writer, reader, frames: [...claim.frames, { writer: claim.writer, step }] };
}

/** Builds the obstacle of a rule. */
export function obstacle(
  rule: string,
  claim: Claim,
  keyword: string,
  message: Obstacle['message'],
  fix: string,
  suspects: readonly unknown[] = [],
): Obstacle {
  return { rule, claim, keyword, message, fix, suspects };
}

/** Where in the event the claim speaks of, for a person. */
export function placeOf(frames: readonly Frame[]): string {
  const path = frames.map(({ step }) => (step.kind === 'property' ? `/${step.name}` : `/${step.index}`)).join('');
  return path === '' ? 'the event itself' : path;
}
