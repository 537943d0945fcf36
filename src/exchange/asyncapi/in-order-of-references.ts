import { qualifyFrom } from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';

/** What is to be registered. */
export interface Registrable {
  subject: string;
  schema: SchemaContent;
  /** The version the document says it is; null where it says none. */
  version: number | null;
}

/**
 * What others refer to before them, and the versions of a subject by their numbers; else as they came. References that lead
 * round are left to the registry to refuse.
 */
export function inOrderOfReferences<T extends Registrable>(all: readonly T[]): T[] {
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
  const ordered = new Set<T>();
  const entered = new Set<T>();
  const visit = (one: T): void => {
    if (entered.has(one)) return;
    entered.add(one);
    const before = earlier.get(one);
    if (before !== undefined) visit(before);
    for (const { subject, version } of one.schema.references) {
      const known = bySubject.get(qualifyFrom(one.subject, subject)) ?? [];
      const meant = known.find((other) => other.version === version) ?? known.at(-1);
      if (meant !== undefined) visit(meant);
    }
    ordered.add(one);
  };
  for (const one of all) visit(one);
  return [...ordered];
}
