import type { Rejection } from '../formats/schema-format.js';

/** A whole event as text, in an envelope or alone, is a common mistake, and hard to see from "must be object". */
export const twice = (event: unknown): Rejection[] =>
  typeof event === 'string' && /^\s*[{[]/.test(event) && isJson(event)
    ? [{ path: '', reason: 'is a text that holds JSON: it was serialised twice' }]
    : [];

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** What says nothing by itself comes last, deeper places before what they are in. */
export function ordered(rejections: readonly Rejection[]): Rejection[] {
  const isSummary = ({ reason }: Rejection): boolean => /\b(anyOf|oneOf|if|not)\b/.test(reason);
  const depth = ({ path }: Rejection): number => path.split('/').length;
  const distinct = new Map(rejections.map((one) => [`${one.path} ${one.reason}`, one]));
  return [...distinct.values()].sort((a, b) => Number(isSummary(a)) - Number(isSummary(b)) || depth(b) - depth(a));
}
