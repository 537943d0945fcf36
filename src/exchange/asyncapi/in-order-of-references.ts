import { qualifyFrom } from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';

/** What is to be registered. */
export interface Registrable {
  subject: string;
  schema: SchemaContent;
}

/** What others refer to before them; else as they came. References that lead round are left to the registry to refuse. */
export function inOrderOfReferences<T extends Registrable>(all: readonly T[]): T[] {
  const bySubject = new Map(all.map((one) => [one.subject, one]));
  const ordered = new Set<T>();
  const entered = new Set<T>();
  const visit = (one: T): void => {
    if (entered.has(one)) return;
    entered.add(one);
    for (const { subject } of one.schema.references) {
      const referenced = bySubject.get(qualifyFrom(one.subject, subject));
      if (referenced !== undefined) visit(referenced);
    }
    ordered.add(one);
  };
  for (const one of all) visit(one);
  return [...ordered];
}
