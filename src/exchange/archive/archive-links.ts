import { IdSet } from './id-set.js';
import { ReferenceGraph, type Circle } from './reference-graph.js';

const MAX_OPEN = 500_000;
/** Beyond so many it is not known any more which subjects there are. */
const MAX_SUBJECTS = 2_000_000;

/** What the rows of one archive say of each other, kept small: a million schemas take four megabytes, and so do some ten thousand subjects. */
export class ArchiveLinks {
  private readonly nextIds = new Map<string, number>();
  private readonly ids = new Map<string, IdSet>();
  /** Versions that schemas refer to and that have not come yet, with who does. */
  private readonly open = new Map<string, string>();
  private readonly subjects = new Set<string>();
  private readonly graph = new ReferenceGraph();
  /** Of the row that is looked at. */
  line = 0;

  addContext(context: string, nextId: number): void {
    this.nextIds.set(context, nextId);
  }

  /** Null for a context that the archive does not have. */
  nextIdOf(context: string): number | null {
    return this.nextIds.get(context) ?? null;
  }

  /** Ids of a context come in ascending order. */
  addSchema(context: string, id: number): void {
    let ids = this.ids.get(context);
    if (ids === undefined) this.ids.set(context, (ids = new IdSet()));
    ids.add(id);
  }

  hasSchema(context: string, id: number): boolean {
    return this.ids.get(context)?.has(id) ?? false;
  }

  /** Those of a schema follow each other. False where there are more than are kept in mind. */
  addReference(subject: string, version: number, by: { context: string; id: number }): boolean {
    if (this.open.size >= MAX_OPEN) return false;
    const key = `${version} ${subject}`;
    this.open.set(key, `${by.id} of context "${by.context}"`);
    return this.graph.addReference(by.context, by.id, this.line, key);
  }

  addVersion(subject: string, version: number, schema: { context: string; id: number }): void {
    if (this.subjects.size < MAX_SUBJECTS) this.subjects.add(subject);
    const key = `${version} ${subject}`;
    this.open.delete(key);
    this.graph.addVersion(key, schema.context, schema.id);
  }

  /** A schema whose references lead back to it; null where there is none. */
  circle(): Circle | null {
    return this.graph.circle();
  }

  /** False where the archive surely has no version of it. */
  mayHaveSubject(subject: string): boolean {
    return this.subjects.has(subject) || this.subjects.size >= MAX_SUBJECTS;
  }

  /** Where references lead to nothing in the archive. */
  *missing(): Generator<{ subject: string; version: number; by: string }> {
    for (const [key, by] of this.open) {
      const space = key.indexOf(' ');
      yield { subject: key.slice(space + 1), version: Number(key.slice(0, space)), by };
    }
  }
}
