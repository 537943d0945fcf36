/**
 * Where files are read from: the working directory, a commit, another folder. Paths are relative to its root, with `/`
 * between folders and without `./`; only the working directory also knows paths that begin with `../`.
 */
export interface FileTree {
  /**
   * The files that a path, a folder or a glob names, sorted; none where nothing is there. A folder stands for the contracts below it.
   * `exclude` are globs of what is left out.
   */
  find(pattern: string, exclude?: readonly string[]): Promise<string[]>;
  /** The texts of those that are there; what is not there is absent. @throws CommandError where one is there and cannot be read. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Globs of an earlier state that lies in the tree: no `$id` and no name of Avro is sought there. Absent where there is none. */
  readonly earlier?: readonly string[];
  /** Every file of the repository that ends so, sorted, without those that git ignores and those of an earlier state; none outside of one. */
  everyFile?(ending: string): Promise<string[]>;
  /** Files in which `$id`s and names of Avro are sought before all others; absent where none outweighs another. */
  firstFiles?(): Promise<readonly string[]>;
  /** Why a file that may be there cannot be had from this tree, and what to do; null where nothing is known of it. */
  whyUnread?(path: string): string | null;
  /** Folders whose files are in repositories of their own, each with the commit of that. */
  submodules?(): ReadonlyMap<string, string>;
}

/** What a folder stands for. */
export const CONTRACT_ENDINGS = ['.json', '.yaml', '.yml', '.avsc', '.proto'] as const;

/** The ending by which a file is read, in small letters, whatever it is written in; null of what is no contract by its name. */
export const endingOf = (path: string): (typeof CONTRACT_ENDINGS)[number] | null =>
  CONTRACT_ENDINGS.find((ending) => path.slice(-ending.length).toLowerCase() === ending) ?? null;

export const isContractPath = (path: string): boolean => endingOf(path) !== null && !isOwnFile(path);

/** Plumbline's own files stand beside contracts and are none. */
const isOwnFile = (path: string): boolean => /(^|\/)plumbline\.[a-z]+\.ya?ml$/.test(path);

/** Whether it means several files, as a glob does. */
export const isGlob = (pattern: string): boolean => /[*?[\]{}!()]/.test(pattern);

/** The glob of all contracts below a folder. */
export const below = (folder: string): string =>
  `${folder === '' || folder === '.' ? '' : `${literally(folder)}/`}**/*{${CONTRACT_ENDINGS.map(inAnyCase).join(',')}}`;

const inAnyCase = (ending: string): string =>
  ending.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** A path as a glob that means it alone. */
export const literally = (path: string): string => path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

/** Folders that hold other people's files. */
export const NEVER_LOOKED_INTO = ['**/node_modules/**', '**/.git/**'] as const;
