import { posix } from 'node:path';
import picomatch from 'picomatch';
import { below, isContractPath, isGlob, NEVER_LOOKED_INTO, type FileTree } from '../trees/file-tree.js';
import { CommandError, EXIT } from '../exit-code.js';
import { askGit, readObjects } from './git.client.js';

/** The files of a commit, read from the object store: nothing is checked out, and the index is left alone. */
export class GitTree implements FileTree {
  private readonly texts = new Map<string, string>();

  private constructor(
    private readonly root: string,
    private readonly listed: Listed,
  ) {}

  /** The tree of a commit of the repository at `root`. */
  static async open(root: string, commit: string): Promise<GitTree> {
    const answer = await askGit(root, 'ls-tree', '-r', '-z', '--full-tree', commit);
    if ('complaint' in answer) throw new CommandError(EXIT.usage, `git cannot list ${commit}: ${answer.complaint}`);
    const listed = listedIn(answer.output);
    const targets = await readObjects(root, [...listed.links.values()]);
    followLinks(listed, targets);
    return new GitTree(root, listed);
  }

  find(pattern: string, exclude: readonly string[] = []): Promise<string[]> {
    const { files } = this.listed;
    if (files.has(pattern)) return Promise.resolve([pattern]);
    const isFolder = [...files.keys()].some((path) => path.startsWith(`${pattern}/`));
    const glob = isGlob(pattern) && !isFolder ? pattern : below(pattern);
    const isMatch = picomatch(glob, { ignore: [...NEVER_LOOKED_INTO, ...exclude], dot: true, flags: 's' });
    return Promise.resolve([...files.keys()].filter((path) => isContractPath(path) && isMatch(path)).sort());
  }

  everyFile(ending: string): Promise<string[]> {
    return Promise.resolve([...this.listed.files.keys()].filter((path) => path.endsWith(ending)).sort());
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { files } = this.listed;
    const there = paths.filter((path) => files.has(path));
    const missing = there.filter((path) => !this.texts.has(path));
    const texts = await readObjects(
      this.root,
      missing.map((path) => files.get(path)!),
    );
    missing.forEach((path, i) => this.texts.set(path, texts[i]!));
    return new Map(there.map((path) => [path, this.texts.get(path)!]));
  }

  has(path: string): boolean {
    return this.listed.files.has(path);
  }

  submodules(): ReadonlyMap<string, string> {
    return this.listed.submodules;
  }

  whyUnread(path: string): string | null {
    const { links, submodules } = this.listed;
    const submodule = [...submodules.keys()].find((one) => path.startsWith(`${one}/`));
    if (submodule !== undefined) {
      return `${submodule} is a submodule, whose files are in its own repository, so ${path} was not compared.\nRun plumbline inside ${submodule}, against its own history.`;
    }
    const link = foldersOf(path).find((one) => links.has(one));
    if (link === undefined) return null;
    return `${link} was a symbolic link that leads out of the commit, so ${path} was not compared.\nCheck the file that it leads to, where that is.`;
  }
}

/** What a commit lists: ids of contents by path. */
interface Listed {
  files: Map<string, string>;
  /** Symbolic links: a link's content is where it leads. Those that were followed are files, too. */
  links: Map<string, string>;
  /** Their commits by their paths. */
  submodules: Map<string, string>;
}

/** Each entry is `<mode> <type> <id>\t<path>`. */
function listedIn(output: string): Listed {
  const listed: Listed = { files: new Map(), links: new Map(), submodules: new Map() };
  for (const line of output.split('\0')) {
    const tab = line.indexOf('\t');
    const path = line.slice(tab + 1);
    const [mode, type, id] = line.slice(0, tab).split(' ');
    if (type === 'commit') listed.submodules.set(path, id!);
    else if (mode === '120000') listed.links.set(path, id!);
    else if (type === 'blob') listed.files.set(path, id!);
  }
  return listed;
}

const MAX_HOPS = 40;
const MAX_NESTED = 4;

/** Adds what links within the commit lead to under the links' own paths: files, and the files of folders. */
function followLinks({ files, links }: Listed, targets: readonly string[]): void {
  const leads = new Map([...links.keys()].map((path, i) => [path, posix.join(posix.dirname(path), targets[i]!)]));
  // A folder that a link leads to may hold links itself.
  for (let rounds = 0, before = -1; rounds < MAX_NESTED && files.size > before; rounds++) {
    before = files.size;
    for (const path of leads.keys()) followLink(path, endOf(path, leads), { files, links });
  }
}

function followLink(path: string, end: string | null, { files, links }: Pick<Listed, 'files' | 'links'>): void {
  if (end === null || end === '.' || end.startsWith('../') || end.startsWith('/')) return;
  const within = [...files].filter(
    ([file]) => (file === end || file.startsWith(`${end}/`)) && file !== path && !file.startsWith(`${path}/`),
  );
  for (const [file, id] of within) files.set(path + file.slice(end.length), id);
  if (within.length > 0) links.delete(path);
}

/** Where a link leads at last; null where it leads round and round. */
function endOf(path: string, leads: ReadonlyMap<string, string>): string | null {
  let end = path;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const link = foldersOf(end).find((one) => leads.has(one));
    if (link === undefined) return end;
    end = posix.join(leads.get(link)!, end.slice(link.length));
  }
  return null;
}

/** The folders on the way to a path, from the outermost, and the path itself. */
function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}
