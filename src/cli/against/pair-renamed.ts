import type { LocalContract } from '../sources/local-contract.js';
import { similarityOf } from './similarity.js';

/** As git takes two files for one that was renamed. */
const ENOUGH = 0.5;

/**
 * Contracts that are new by their subject and were there under another file's name, each with what it was: the most alike first, each
 * one once. Only where files' names make the subjects: who says a subject means another one.
 */
export function pairRenamed(
  fresh: readonly LocalContract[],
  gone: readonly LocalContract[],
): Map<string, LocalContract> {
  const pairs = fresh
    .filter(({ isNamedByFile }) => isNamedByFile)
    .flatMap((now) =>
      gone
        .filter(({ isNamedByFile, format }) => isNamedByFile && format === now.format)
        .map((then) => ({ now, then, likeness: similarityOf(then.text, now.text) })),
    )
    .filter(({ likeness }) => likeness >= ENOUGH)
    .sort((a, b) => b.likeness - a.likeness);
  const renamed = new Map<string, LocalContract>();
  const taken = new Set<string>();
  for (const { now, then } of pairs) {
    if (renamed.has(now.subject) || taken.has(then.subject)) continue;
    renamed.set(now.subject, then);
    taken.add(then.subject);
  }
  return renamed;
}
