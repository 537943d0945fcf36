import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { isContractPath } from '../trees/file-tree.js';
import { askGit } from './git.client.js';

/** A commit that contracts are checked against. */
export interface GitCommit {
  commit: string;
  /** Whether it is HEAD, from which the files at hand differ only by what is not committed. */
  isHead: boolean;
  /** Such as `git main (1a2b3c4)`, or `git 1a2b3c4` where a commit is named by its number. */
  name: string;
  /** What a version of it is called: the reference, or the short form of such a number, which nobody reads in forty digits. */
  label: string;
}

/**
 * The commit that `git:REF` means: where the work at hand left REF (`git merge-base`), as a pull request is compared, so that what others
 * merged since is not taken for something that this branch removed. With `isExact` REF itself.
 *
 * @throws CommandError where there is no repository, no such reference, or too little history; each with what to do.
 */
export async function findCommit(folder: string, reference: string, isExact: boolean): Promise<GitCommit> {
  if (reference === '' || reference.startsWith('-')) {
    throw new CommandError(
      EXIT.usage,
      `--against git:REF needs a branch, a tag or a commit; it is "git:${reference}".`,
    );
  }
  const resolved = await askGit(folder, 'rev-parse', '--verify', '--quiet', `${reference}^{commit}`);
  if ('complaint' in resolved) throw await unknownReference(folder, reference);
  const tip = resolved.output.trim();
  const commit = isExact ? tip : await mergeBase(folder, reference, tip);
  const head = await askGit(folder, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  return { ...named(reference, commit), isHead: 'output' in head && head.output.trim() === commit };
}

async function mergeBase(folder: string, reference: string, tip: string): Promise<string> {
  const base = await askGit(folder, 'merge-base', tip, 'HEAD');
  if ('complaint' in base) throw await noCommonCommit(folder, reference);
  return base.output.trim();
}

/**
 * @throws CommandError where the commit is HEAD and no file that is checked has changed since: nothing would ever break, as on the branch itself
 * after every merge. A branch of another name that has nothing of its own yet may be compared. `HEAD` itself asks for what is not committed. `files` are paths from the folder, which is the root.
 */
export async function refuseHead(
  folder: string,
  reference: string,
  { isHead }: GitCommit,
  files: readonly string[],
  isInCommit: (file: string) => boolean,
): Promise<void> {
  if (!isHead || isHeadItself(reference) || (await isOtherBranch(folder, reference))) return;
  const status = await askGit(folder, 'status', '--porcelain', '-z', '--untracked-files=no');
  if ('complaint' in status) return;
  const changed = new Set(status.output.split('\0').flatMap((line) => [line, line.slice('XY '.length)]));
  // What a link leads to is changed under its own name.
  const real = await Promise.all(files.map((file) => realpath(join(folder, file)).catch(() => join(folder, file))));
  const led = real.map((path) => relative(folder, path).replaceAll('\\', '/'));
  const isChanged = [...files, ...led].some((file) => changed.has(file)) || files.some((file) => !isInCommit(file));
  if (isChanged || hasLostContract(status.output)) return;
  const what = `--against git:${reference} is the commit that is checked out, and no contract has changed since: each would be compared with itself.`;
  const fix = 'Compare with the commit before: git:HEAD^ (a clone of depth 1 does not have it).';
  throw new CommandError(EXIT.usage, `${what}\n${fix}`);
}

/** Whether a branch is checked out that is not the one compared with: one that has nothing of its own yet has broken nothing. */
async function isOtherBranch(folder: string, reference: string): Promise<boolean> {
  const branch = await askGit(folder, 'symbolic-ref', '--short', '-q', 'HEAD');
  if ('complaint' in branch) return false;
  const name = branch.output.trim();
  return name !== '' && reference !== name && !reference.endsWith(`/${name}`);
}

/** Whether a file is gone that may have been a contract. */
const hasLostContract = (status: string): boolean =>
  status.split('\0').some((line) => /^(.?D|R.) /.test(line) && isContractPath(line));

function named(reference: string, commit: string): Omit<GitCommit, 'isHead'> {
  const short = commit.slice(0, 7);
  const label = /^[0-9a-f]{40}$/.test(reference) ? reference.slice(0, 7) : reference;
  return { commit, label, name: label === short ? `git ${short}` : `git ${label} (${short})` };
}

async function unknownReference(folder: string, reference: string): Promise<CommandError> {
  const inside = await askGit(folder, 'rev-parse', '--is-shallow-repository');
  if ('complaint' in inside) return noRepository(folder, reference, inside.complaint);
  const object = await askGit(folder, 'rev-parse', '--verify', '--quiet', reference);
  if ('output' in object) {
    return new CommandError(EXIT.usage, `"${reference}" is no commit. Give a branch, a tag or a commit.`);
  }
  const remote = await askGit(folder, 'rev-parse', '--verify', '--quiet', `origin/${reference}^{commit}`);
  if ('output' in remote) {
    return new CommandError(EXIT.usage, `git does not know "${reference}" here. Did you mean git:origin/${reference}?`);
  }
  const any = await askGit(folder, 'rev-list', '-n', '1', ...(isHeadItself(reference) ? ['HEAD'] : ['--all']));
  if ('complaint' in any || any.output === '') return new CommandError(EXIT.usage, noCommitYet(reference));
  const isShallow = inside.output.trim() === 'true';
  return new CommandError(EXIT.usage, isShallow ? shallowClone(reference) : unknownInWhole(reference));
}

const isHeadItself = (reference: string): boolean => ['HEAD', '@'].includes(reference);

const noCommitYet = (reference: string): string =>
  [
    `--against git:${reference}: there is no commit here yet, so there is nothing to compare with.`,
    'Commit what is there, and compare from then on (with the hook of pre-commit: `SKIP=plumbline-check git commit`); or check against a registry, a folder or a file.',
  ].join('\n');

/** The branch that a reference names; null for other names of commits. */
function branchOf(reference: string): string | null {
  const branch = reference.replace(/^(refs\/remotes\/)?origin\//, '');
  const isBranch = /^[\w./-]+$/.test(branch) && !/^(HEAD|[0-9a-f]{7,40})$/.test(branch) && !branch.includes('..');
  return isBranch ? branch : null;
}

/** A clone of one branch keeps only what a fetch names on both sides. */
const refspecOf = (branch: string): string => `origin ${branch}:refs/remotes/origin/${branch}`;

/** Pipelines clone the last commit alone unless they are told otherwise, so it is what stands in their files that comes first. */
function shallowClone(reference: string): string {
  const branch = branchOf(reference);
  const byHand =
    branch === null
      ? 'By hand: `git fetch --unshallow`.'
      : `By hand: \`git fetch --unshallow ${refspecOf(branch)}\`, and check against git:origin/${branch}.`;
  return [
    `git does not know "${reference}": this clone is shallow, which is what pipelines make by default.`,
    WHOLE_HISTORY,
    byHand,
  ].join('\n');
}

const WHOLE_HISTORY = 'Clone with the whole history: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab.';

function unknownInWhole(reference: string): string {
  const unknown = `git does not know "${reference}".`;
  if (reference.includes('..')) return `${unknown}\nA range is no commit: give the branch that this one started from.`;
  const branch = branchOf(reference);
  if (branch === null) return `${unknown}\nIs it spelled right?`;
  return `${unknown}\nIs it spelled right? Where it is a branch of the remote, run \`git fetch ${refspecOf(branch)}\` and check against git:origin/${branch}.`;
}

/** git may have a reason of its own, such as that the folder is somebody else's (safe.directory). */
function noRepository(folder: string, reference: string, complaint: string): CommandError {
  const elsewhere = 'Check against a registry, a folder or a file instead.';
  const why = /not a git repository/i.test(complaint)
    ? `--against git:${reference} needs a git repository, and ${folder} is in none.\n${elsewhere}`
    : `--against git:${reference}: git refuses this repository: ${reasonOf(complaint)}`;
  return new CommandError(EXIT.usage, why);
}

/** git's own words, without the word fatal and blank lines. */
export const reasonOf = (complaint: string): string => complaint.replace(/^fatal: /, '').replace(/\n\s*/g, '\n');

async function noCommonCommit(folder: string, reference: string): Promise<CommandError> {
  const shallow = await askGit(folder, 'rev-parse', '--is-shallow-repository');
  const isShallow = 'output' in shallow && shallow.output.trim() === 'true';
  const fix = isShallow
    ? `This clone is shallow, which is what pipelines make by default.\n${WHOLE_HISTORY}\nBy hand: \`git fetch --unshallow\`.`
    : 'They have none, or HEAD is no commit yet.';
  return new CommandError(
    EXIT.usage,
    `git finds no commit that HEAD and "${reference}" have in common.\n${fix}\n--no-merge-base compares with "${reference}" itself.`,
  );
}

/** Paths that a sparse checkout leaves out of the working directory: they are there, and not on the disk. */
export async function leftOutFiles(folder: string): Promise<ReadonlySet<string>> {
  const isSparse = await askGit(folder, 'config', '--type=bool', 'core.sparseCheckout');
  if (!('output' in isSparse) || isSparse.output.trim() !== 'true') return new Set();
  const files = await askGit(folder, 'ls-files', '-z', '-t');
  if ('complaint' in files) return new Set();
  // `S`: skip-worktree (git-ls-files, "-t").
  const lines = files.output.split('\0').filter((line) => line.startsWith('S '));
  return new Set(lines.map((line) => line.slice(2)));
}

/** The submodules of the index, each with the commit that is meant. */
export async function submodulesNow(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await askGit(folder, 'ls-files', '-z', '--stage');
  if ('complaint' in files) return new Map();
  const links = [...files.output.matchAll(/(?:^|\0)160000 ([0-9a-f]+) \d\t([^\0]*)/g)];
  return new Map(links.map(([, commit = '', path = '']) => [path, commit]));
}
