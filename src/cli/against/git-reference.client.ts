import { CommandError, EXIT } from '../exit-code.js';
import { askGit } from './git.client.js';

/** A commit that contracts are checked against. */
export interface GitCommit {
  commit: string;
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
  if (isExact) return named(reference, tip);
  const base = await askGit(folder, 'merge-base', tip, 'HEAD');
  if ('complaint' in base) throw await noCommonCommit(folder, reference);
  return named(reference, base.output.trim());
}

function named(reference: string, commit: string): GitCommit {
  const short = commit.slice(0, 7);
  const label = /^[0-9a-f]{40}$/.test(reference) ? reference.slice(0, 7) : reference;
  return { commit, label, name: label === short ? `git ${short}` : `git ${label} (${short})` };
}

async function unknownReference(folder: string, reference: string): Promise<CommandError> {
  const inside = await askGit(folder, 'rev-parse', '--is-shallow-repository');
  if ('complaint' in inside) {
    return new CommandError(
      EXIT.usage,
      `--against git:${reference} needs a git repository, and ${folder} is in none.\nCheck against a registry, a folder or a file instead.`,
    );
  }
  const remote = await askGit(folder, 'rev-parse', '--verify', '--quiet', `origin/${reference}^{commit}`);
  if ('output' in remote) {
    return new CommandError(EXIT.usage, `git does not know "${reference}" here. Did you mean git:origin/${reference}?`);
  }
  const fix =
    inside.output.trim() === 'true'
      ? `This clone is shallow: fetch it with \`git fetch origin ${reference}\`, or clone with the whole history (fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab).`
      : `Is it spelled right? \`git fetch origin ${reference}\` brings a branch of the remote, which is then called origin/${reference}.`;
  return new CommandError(EXIT.usage, `git does not know "${reference}".\n${fix}`);
}

async function noCommonCommit(folder: string, reference: string): Promise<CommandError> {
  const shallow = await askGit(folder, 'rev-parse', '--is-shallow-repository');
  const isShallow = 'output' in shallow && shallow.output.trim() === 'true';
  const fix = isShallow
    ? 'This clone is shallow: clone with the whole history (fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, or `git fetch --unshallow`)'
    : 'They have none, or HEAD is no commit yet';
  return new CommandError(
    EXIT.usage,
    `git finds no commit that HEAD and "${reference}" have in common.\n${fix}. --no-merge-base compares with "${reference}" itself.`,
  );
}
