import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { withSlashes } from '../trees/repository.store.js';
import { askGit } from './git.client.js';

const FORMS = 'Give registry, git:REF (such as git:main), a folder or a file.';

/** @throws CommandError for a value that is empty, as that of a variable that is not set. */
export function readAgainst(typed: string): string {
  const against = typed.trim();
  if (against !== '') return against;
  throw new CommandError(EXIT.usage, `--against is empty: is a variable not set?\n${FORMS}`);
}

/** What to say of a value that names nothing, with what was probably meant. */
export async function unknownAgainst(against: string, cwd: string): Promise<CommandError> {
  const meant = await probablyMeant(against, cwd).catch(() => null);
  const fix = meant === null ? FORMS : `Did you mean ${meant}? ${FORMS}`;
  return new CommandError(EXIT.usage, `--against ${against}: there is no such file or folder.\n${fix}`);
}

async function probablyMeant(against: string, cwd: string): Promise<string | null> {
  if (/^https?:\/\//i.test(against)) return `--registry ${against}`;
  if (/^registry\b/i.test(against)) return 'registry';
  if (/^git:/i.test(against)) return `git:${against.slice('git:'.length)}`;
  if (against.toLowerCase() === 'git') return 'git:main';
  const path = withSlashes(against);
  if (path !== against && existsSync(resolve(cwd, path))) return path;
  if (against.startsWith('-')) return null;
  const resolved = await askGit(cwd, 'rev-parse', '--verify', '--quiet', `${against}^{commit}`);
  return 'output' in resolved ? `git:${against}` : null;
}

/** @throws CommandError for a folder of git's own: nothing in it is a contract, and all would be new. */
export function refuseGitFolder(against: string, path: string): void {
  if (!['HEAD', 'objects', 'refs'].every((name) => existsSync(resolve(path, name)))) return;
  const lines = [
    `--against ${against} is a git repository without files (a bare one, or a .git folder).`,
    'Run in a clone of it and compare with git:REF (such as git:origin/main).',
  ];
  throw new CommandError(EXIT.usage, lines.join('\n'));
}
