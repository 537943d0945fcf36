import { qualifyFrom } from '../../registry/subject-name.js';
import { keyOf, type Places, type Wanted } from './wanted-schemas.js';

/** What is to be registered. */
type Registrable = Pick<Wanted, 'subject' | 'named' | 'keys' | 'schema' | 'version'>;

/**
 * What others refer to before them, and the versions of a subject by their numbers; else as they came. References that lead
 * round are left to the registry to refuse.
 */
export function inOrderOfReferences<T extends Registrable>(all: readonly T[], meant: Places['meant']): T[] {
  const bySubject = new Map<string, T[]>();
  for (const one of all) {
    const known = bySubject.get(one.subject);
    if (known === undefined) bySubject.set(one.subject, [one]);
    else known.push(one);
  }
  const earlier = new Map<T, T>();
  for (const known of bySubject.values()) {
    known.sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
    for (const [i, one] of known.entries()) if (i > 0) earlier.set(one, known[i - 1]!);
  }
  const byKey = new Map(all.flatMap((one) => one.keys.map((key) => [key, one] as const)));
  const ordered = new Set<T>();
  const entered = new Set<T>();
  const visit = (one: T): void => {
    if (entered.has(one)) return;
    entered.add(one);
    const before = earlier.get(one);
    if (before !== undefined) visit(before);
    for (const { subject, version } of one.schema.references) {
      const name = qualifyFrom(one.named, subject);
      const known = bySubject.get(meant(name)) ?? [];
      const other = byKey.get(keyOf(name, version)) ?? known.find((one) => one.version === version) ?? known.at(-1);
      if (other !== undefined) visit(other);
    }
    ordered.add(one);
  };
  for (const one of all) visit(one);
  return [...ordered];
}
