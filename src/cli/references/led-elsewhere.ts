import type { Loaded } from '../sources/load-contracts.js';

/** References of some files that lead to another file than before, as ends of sentences, by those files. */
export type LedElsewhere = ReadonlyMap<string, readonly string[]>;

/**
 * The references of files that led to one of `targets` in an earlier state, called `label`, and lead to another file now: what refers so may
 * break, although it refers to something.
 */
export function ledElsewhere(
  then: Pick<Loaded, 'contracts'>,
  now: Pick<Loaded, 'contracts'>,
  { targets, label }: { targets: ReadonlySet<string>; label: string },
): LedElsewhere {
  const [before, after] = [leadsOf(then), leadsOf(now)];
  const found = new Map<string, string[]>();
  for (const [file, names] of before) {
    for (const [name, was] of names) {
      const is = after.get(file)?.get(name);
      if (is === undefined || is === was || !targets.has(was)) continue;
      found.set(file, [...(found.get(file) ?? []), `"${name}", which is ${was} in ${label} and ${is} here`]);
    }
  }
  return found;
}

/** Where the names lead that a file uses, by itself or through others. */
function leadsOf({ contracts }: Pick<Loaded, 'contracts'>): Map<string, Map<string, string>> {
  const leads = new Map<string, Map<string, string>>();
  for (const { file, alsoIn = [], referredFiles } of contracts)
    for (const one of [file, ...alsoIn]) {
      const names = leads.get(one) ?? new Map<string, string>();
      for (const [name, referred] of referredFiles) names.set(name, referred.file);
      leads.set(one, names);
    }
  return leads;
}
