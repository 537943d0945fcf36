import { readFile } from 'node:fs/promises';
import { CommandError, EXIT } from '../exit-code.js';
import type { FileTree } from '../trees/file-tree.js';

/** A tree with one file of which the text is at hand: what cannot be read twice, such as a pipe (`<(git show main:a.json)`), is read once. */
export class EarlierFile implements FileTree {
  private constructor(
    private readonly around: FileTree,
    private readonly path: string,
    readonly text: string,
  ) {}

  /** `path` is what the tree around calls it. @throws CommandError where it cannot be read. */
  static async open(around: FileTree, path: string, location: string): Promise<EarlierFile> {
    const text = await readFile(location, 'utf8').catch((cause: Error) => {
      throw new CommandError(EXIT.usage, `Cannot read ${location}: ${cause.message}`, { cause });
    });
    return new EarlierFile(around, path, text);
  }

  async find(pattern: string, exclude?: readonly string[]): Promise<string[]> {
    return pattern === this.path ? [pattern] : this.around.find(pattern, exclude);
  }

  async everyFile(ending: string): Promise<string[]> {
    return (await this.around.everyFile?.(ending)) ?? [];
  }

  async firstFiles(): Promise<readonly string[]> {
    return (await this.around.firstFiles?.()) ?? [];
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const others = await this.around.read(paths.filter((path) => path !== this.path));
    return paths.includes(this.path) ? new Map([...others, [this.path, this.text]]) : others;
  }
}
