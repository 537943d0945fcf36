import { tokensOf } from '../../contracts/formats/json-schema/reading/pointers.js';

/** From an offset up to, and without, another one. */
export interface Span {
  from: number;
  to: number;
}

/** A part of a text and how to get to the parts inside it. */
export interface LocatedPart {
  /** What is shown of it: a property's name with its value, or the name alone where the value takes several lines. */
  span: Span;
  /** The part that a step of a JSON pointer leads to; null where there is none. */
  step(name: string): LocatedPart | null;
  /** Where a text is a list of texts or an object: the item, or the property's name, that says this; null elsewhere. */
  named(name: string): Span | null;
}

/** A text as places are looked up in it: its root, or where its syntax is wrong. */
export type LocatedText = { root: LocatedPart } | { mistakeAt: number };

/** The part at a JSON pointer, or the innermost one above it that is there; with how many steps were taken. */
export function partAt(root: LocatedPart, pointer: string): { part: LocatedPart; steps: number; isExact: boolean } {
  const names = tokensOf(pointer);
  let part = root;
  for (const [steps, name] of names.entries()) {
    const next = part.step(name);
    if (next === null) return { part, steps, isExact: false };
    part = next;
  }
  return { part, steps: names.length, isExact: true };
}
