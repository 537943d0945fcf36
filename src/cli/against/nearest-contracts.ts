import type { LocalContract } from '../sources/local-contract.js';
import { similarityOf } from './similarity.js';

export type Groups = Map<string, LocalContract[]>;

export function groupBy(contracts: readonly LocalContract[], keyOf: (contract: LocalContract) => string): Groups {
  const groups: Groups = new Map();
  for (const one of contracts) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return groups;
}

/** That of the same path, or of each path that leads to it, or each that differs, the most alike last. */
export function nearest(contract: LocalContract, candidates: readonly LocalContract[]): LocalContract[] {
  const own = new Set([contract.file, ...(contract.alsoIn ?? [])]);
  const same = candidates.filter(({ file, alsoIn = [] }) => [file, ...alsoIn].some((one) => own.has(one)));
  const differing = new Map((same.length > 0 ? same : candidates).map((one) => [contentOf(one), one]));
  const likeness = (one: LocalContract): number => similarityOf(one.text, contract.text);
  return [...differing.values()].sort((a, b) => likeness(a) - likeness(b));
}

const contentOf = ({ format, text, closure }: LocalContract): string => JSON.stringify([format, text, closure]);

/** Those whose path has the longest end in common with the contract's, the file's name at least; of messages those at the same place. */
export function samePathAs({ file, source }: LocalContract, candidates: readonly LocalContract[]): LocalContract[] {
  const common = candidates.map((one) => (one.source.pointer === source.pointer ? commonEnd(one.file, file) : 0));
  const most = Math.max(0, ...common);
  return most === 0 ? [] : candidates.filter((_, i) => common[i] === most);
}

/** How many steps two paths have in common at their ends, the file's name first. */
export function commonEnd(one: string, other: string): number {
  const [a, b] = [one.split('/').reverse(), other.split('/').reverse()];
  const end = a.findIndex((step, i) => step !== b[i]);
  return end < 0 ? a.length : end;
}
