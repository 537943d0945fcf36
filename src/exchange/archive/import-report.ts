import { Type, type Static } from 'typebox';

export const ImportReport = Type.Object({
  dryRun: Type.Boolean({ description: 'Nothing was written; `added` is what would have been.' }),
  parts: Type.Array(
    Type.Object({
      name: Type.String(),
      rows: Type.Integer(),
      added: Type.Integer({ description: 'Rows of which something was new.' }),
      alreadyThere: Type.Integer(),
      skipped: Type.Integer({ description: 'Left out: by `without`, or an audit trail where there is another one.' }),
    }),
  ),
  clashCount: Type.Integer({ description: 'With one clash, nothing is imported.' }),
  clashes: Type.Array(Type.String(), { description: 'The first of them.' }),
  notes: Type.Array(Type.String(), { description: 'What is to be done by hand once it is imported.' }),
});
export type ImportReport = Static<typeof ImportReport>;

const MAX_CLASHES = 20;

/** Counts what became of rows. */
export class ImportCounts {
  private readonly parts = new Map<string, ImportReport['parts'][number]>();
  private readonly clashes: string[] = [];
  private clashCount = 0;

  /** Of a part that came, with none of its rows yet. */
  begin(name: string): void {
    if (!this.parts.has(name)) this.parts.set(name, { name, rows: 0, added: 0, alreadyThere: 0, skipped: 0 });
  }

  /** Of the parts that came. */
  names(): string[] {
    return [...this.parts.keys()];
  }

  add(name: string, fate: 'added' | 'alreadyThere' | 'skipped', rows = 1): void {
    const part = this.parts.get(name)!;
    part.rows += rows;
    part[fate] += rows;
  }

  clash(name: string, message: string): void {
    this.parts.get(name)!.rows++;
    this.clashCount++;
    if (this.clashes.length < MAX_CLASHES) this.clashes.push(`${message}.`);
  }

  /** `noteOf` is what there is to say of a part of which so many rows are new. */
  report(dryRun: boolean, noteOf: (name: string, added: number) => string | undefined): ImportReport {
    const parts = [...this.parts.values()];
    const notes = parts.flatMap(({ name, added }) => (added === 0 ? [] : (noteOf(name, added) ?? [])));
    return { dryRun, parts, clashCount: this.clashCount, clashes: this.clashes, notes };
  }
}
