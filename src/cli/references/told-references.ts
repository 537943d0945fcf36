import type { Manifest, ManifestEntry, ManifestReference } from '../manifest/contracts-manifest.js';
import { entriesByFile, entriesFor } from '../sources/selected-files.js';
import { DEFAULT_TEMPLATE, subjectOf } from '../sources/subject-name.js';
import type { FileTree } from '../trees/file-tree.js';

/** What a manifest says of the references of files, whichever of them are checked. */
export class ToldReferences {
  private readonly entries: readonly ManifestEntry[];
  private readonly entriesOf: (file: string) => ManifestEntry[];
  private readonly filesOfEntry = new Map<ManifestEntry, Promise<string[]>>();
  private bySubject: Promise<ReadonlyMap<string, string[]>> | null = null;

  constructor(
    private readonly tree: FileTree,
    manifest: Manifest | null,
  ) {
    const entries = manifest?.entries ?? [];
    // Where nothing is said, nothing is looked for.
    this.entries = entries.some(({ references }) => references.length > 0) ? entries : [];
    const saidOf = entriesByFile(this.entries);
    this.entriesOf = (file) =>
      entriesFor({ file, entries: saidOf(file), isAskedFor: false }).filter((entry) => entry !== null);
  }

  /** What it says that a file refers to, as that subject or another. */
  of(file: string): ManifestReference[] {
    return this.entries.length === 0 ? [] : this.entriesOf(file).flatMap(({ references }) => references);
  }

  /** The files that are a subject; messages of documents are none. */
  async filesOf(subject: string): Promise<string[]> {
    this.bySubject ??= this.readSubjects();
    return (await this.bySubject).get(subject) ?? [];
  }

  /** The files that refer to anything. */
  async referring(): Promise<string[]> {
    const saying = this.entries.filter(({ references }) => references.length > 0);
    return (await Promise.all(saying.map((entry) => this.meantBy(entry)))).flat();
  }

  /** Those that refer to one of some files. A version by its number is the registry's, and no file. */
  async referringTo(files: readonly string[]): Promise<string[]> {
    const sought = new Set(files);
    const found: string[] = [];
    for (const entry of this.entries) {
      for (const { file, subject, version } of entry.references) {
        const meant = file !== null ? [file] : version === null ? await this.filesOf(subject ?? '') : [];
        if (meant.some((one) => sought.has(one))) found.push(...(await this.meantBy(entry)));
      }
    }
    return found;
  }

  private async readSubjects(): Promise<ReadonlyMap<string, string[]>> {
    const files = new Map<string, string[]>();
    for (const entry of this.entries.filter(({ message }) => message === null)) {
      for (const file of await this.meantBy(entry)) {
        const subject = subjectOf(file, entry.subject ?? DEFAULT_TEMPLATE);
        files.set(subject, [...(files.get(subject) ?? []), file]);
      }
    }
    return files;
  }

  private meantBy(entry: ManifestEntry): Promise<string[]> {
    const known =
      this.filesOfEntry.get(entry) ??
      this.tree.find(entry.file).then((files) => files.filter((file) => this.entriesOf(file).includes(entry)));
    this.filesOfEntry.set(entry, known);
    return known;
  }
}
