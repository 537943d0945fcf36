import type { LocalContract, LocalReference } from '../sources/local-contract.js';

/** A contract and the contracts at hand that it refers to by itself. */
export interface Ordered {
  contract: LocalContract;
  /** By reference; null where only the registry has it. */
  needs: { reference: LocalReference; contract: LocalContract | null }[];
}

/**
 * The contracts, each after those that it refers to; or, as a sentence, why there is no such order: a file that is referred to and is no
 * contract here, or a circle.
 */
export function registrationOrder(contracts: readonly LocalContract[]): { ordered: Ordered[] } | { reason: string } {
  // A message of an AsyncAPI document is not what others mean by its file.
  const byFile = new Map(contracts.filter(isWholeFile).map((contract) => [contract.file, contract]));
  const bySubject = new Map(contracts.map((contract) => [contract.subject, contract]));
  const ordered = new Map<LocalContract, Ordered>();
  const open = new Set<LocalContract>();

  function add(contract: LocalContract): string | null {
    if (ordered.has(contract)) return null;
    if (open.has(contract)) {
      return `${[...open, contract].map(({ subject }) => subject).join(' refers to ')}: contracts that refer to each other in a circle cannot be registered.`;
    }
    open.add(contract);
    const needs: Ordered['needs'] = [];
    for (const reference of contract.references) {
      const { file, subject, name } = reference;
      const need = (subject === null ? undefined : bySubject.get(subject)) ?? byFile.get(file ?? '') ?? null;
      if (need === null && subject === null) {
        return `${contract.file} refers to "${name}", which is ${file} and no contract that is to be registered. Name it too.`;
      }
      const reason = need === null ? null : add(need);
      if (reason !== null) return reason;
      needs.push({ reference, contract: need });
    }
    open.delete(contract);
    ordered.set(contract, { contract, needs });
    return null;
  }

  for (const contract of contracts) {
    const reason = add(contract);
    if (reason !== null) return { reason };
  }
  return { ordered: [...ordered.values()] };
}

const isWholeFile = ({ source }: LocalContract): boolean => source.pointer === '';
