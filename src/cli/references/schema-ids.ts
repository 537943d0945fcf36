import { isContractPath, endingOf, type FileTree } from '../trees/file-tree.js';
import { filesOf } from './referring-files.js';
import { contentOf } from '../sources/schema-file.js';
import { urisOfText, type SchemaUris } from './schema-uris.js';

/** In so many files, and so many bytes of them, is looked for an `$id`. */
const MOST_FILES = 20_000;
const MOST_BYTES = 256 * 1024 * 1024;
const FILES_AT_ONCE = 64;

/** Whose meta-schemas are at hand. */
const OF_DRAFTS = /^https?:\/\/json-schema\.org\//;

/** What is there with an `$id`. */
export interface WithId {
  /** Files whose whole schema has it. */
  whole: readonly string[];
  /** Files in which a schema has it. */
  embedded: readonly string[];
  /** How many files were not looked in, since there are too many. */
  unseen: number;
}

/** Files by the absolute `$id`s of their schemas: those that are added, else those that come first, else all of the tree. */
export class SchemaIds {
  private readonly added = new Set<string>();
  private readonly whole = new Map<string, string[]>();
  private readonly embedded = new Map<string, string[]>();
  private everywhere: Promise<Looked> | null = null;
  private near: Promise<Looked> | null = null;

  constructor(
    private readonly tree: FileTree,
    private readonly bounds = { files: MOST_FILES, bytes: MOST_BYTES },
    private readonly first: () => Promise<readonly string[]> = () => Promise.resolve([]),
  ) {}

  add(file: string, { own, embedded }: SchemaUris): void {
    this.added.add(file);
    if (own !== null) this.whole.set(own, [...(this.whole.get(own) ?? []), file]);
    for (const id of embedded) this.embedded.set(id, [...(this.embedded.get(id) ?? []), file]);
  }

  /** Among those that were added. */
  known(id: string): WithId {
    return { whole: this.whole.get(id) ?? [], embedded: this.embedded.get(id) ?? [], unseen: 0 };
  }

  /** Among those that were added, else in those that come first, else anywhere. */
  async find(id: string): Promise<WithId> {
    const known = this.known(id);
    if (known.whole.length > 0 || OF_DRAFTS.test(id)) return known;
    const near = await (this.near ??= this.first().then((files) => this.readIn(files)));
    const [nearest] = near.ids.known(id).whole;
    if (nearest !== undefined) return { ...known, whole: [nearest] };
    const { ids, unseen } = await (this.everywhere ??= filesOf(this.tree, []).then((files) => this.readIn(files)));
    const { whole, embedded } = ids.known(id);
    return { whole, embedded: [...known.embedded, ...embedded], unseen };
  }

  private async readIn(files: readonly string[]): Promise<Looked> {
    const all = files.filter((file) => mayBeJsonSchema(file) && !this.added.has(file));
    const ids = new SchemaIds(this.tree);
    const { files: most, bytes: mostBytes } = this.bounds;
    let [bytes, looked] = [0, 0];
    while (looked < Math.min(all.length, most) && bytes <= mostBytes) {
      const batch = all.slice(looked, Math.min(looked + FILES_AT_ONCE, most));
      looked += batch.length;
      for (const [file, text] of await this.tree.read(batch)) {
        bytes += Buffer.byteLength(text);
        const uris = mayHaveId(text) ? urisOfFile(file, text) : null;
        if (uris !== null) ids.add(file, uris);
      }
    }
    return { ids, unseen: all.length - looked };
  }
}

interface Looked {
  ids: SchemaIds;
  unseen: number;
}

const mayBeJsonSchema = (file: string): boolean =>
  isContractPath(file) && !['.avsc', '.proto'].includes(endingOf(file) ?? '');

/** An escape may hide the word. */
const mayHaveId = (text: string): boolean => /\bid\b|\\[uUx]/.test(text);

function urisOfFile(file: string, text: string): SchemaUris | null {
  const content = contentOf(file, text);
  const isSchema = content.kind === 'schema' ? content.format === 'JSON' : content.kind === 'parts';
  return isSchema ? urisOfText((content as { text: string }).text) : null;
}
