import picomatch from 'picomatch';
import { below, isContractPath, isGlob, NEVER_LOOKED_INTO, type FileTree } from '../sources/file-tree.js';
import { CommandError, EXIT } from '../exit-code.js';
import { askGit, readObjects } from './git.client.js';

/** The files of a commit, read from the object store: nothing is checked out, and the index is left alone. */
export class GitTree implements FileTree {
  private readonly texts = new Map<string, string>();

  private constructor(
    private readonly root: string,
    /** Object ids by path. */
    private readonly objects: ReadonlyMap<string, string>,
  ) {}

  /** The tree of a commit of the repository at `root`. */
  static async open(root: string, commit: string): Promise<GitTree> {
    const answer = await askGit(root, 'ls-tree', '-r', '-z', '--full-tree', commit);
    if ('complaint' in answer) throw new CommandError(EXIT.usage, `git cannot list ${commit}: ${answer.complaint}`);
    return new GitTree(root, new Map(answer.output.split('\0').flatMap(entryOf)));
  }

  find(pattern: string, exclude: readonly string[] = []): Promise<string[]> {
    if (this.objects.has(pattern)) return Promise.resolve([pattern]);
    const glob = isGlob(pattern) ? pattern : below(pattern);
    const isMatch = picomatch(glob, { ignore: [...NEVER_LOOKED_INTO, ...exclude], dot: true });
    return Promise.resolve([...this.objects.keys()].filter((path) => isContractPath(path) && isMatch(path)).sort());
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const there = paths.filter((path) => this.objects.has(path));
    const missing = there.filter((path) => !this.texts.has(path));
    const texts = await readObjects(
      this.root,
      missing.map((path) => this.objects.get(path)!),
    );
    missing.forEach((path, i) => this.texts.set(path, texts[i]!));
    return new Map(there.map((path) => [path, this.texts.get(path)!]));
  }
}

/** `<mode> blob <id>\t<path>`; links and submodules are no files. */
function entryOf(line: string): [path: string, id: string][] {
  const [facts = '', path] = line.split('\t', 2);
  const [mode, type, id] = facts.split(' ');
  const isFile = type === 'blob' && mode !== '120000' && path !== undefined && id !== undefined;
  return isFile ? [[path, id]] : [];
}
