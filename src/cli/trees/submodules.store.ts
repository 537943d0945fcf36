import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { reachesInto, submodulesIn } from './submodules.js';

/**
 * Submodules of the repository at `root`, and of those that are checked out, whose files are not on the disk; found without git,
 * by `.gitmodules`.
 */
async function absentSubmodules(root: string, inside = ''): Promise<string[]> {
  const text = await readFile(join(root, inside, '.gitmodules'), 'utf8').catch(() => '');
  const absent: string[] = [];
  for (const path of submodulesIn(text).map((one) => (inside === '' ? one : `${inside}/${one}`))) {
    if (existsSync(join(root, path, '.git'))) absent.push(...(await absentSubmodules(root, path)));
    else absent.push(path);
  }
  return absent;
}

/** @throws CommandError where what was named may lie in a submodule that is not checked out: nobody would have looked at it. */
export async function refuseAbsentSubmodules(
  root: string,
  patterns: readonly string[],
  exclude: readonly string[],
): Promise<void> {
  const absent = (await absentSubmodules(root)).filter((path) => reachesInto(patterns, exclude, path));
  const [first] = absent;
  if (first === undefined) return;
  const which =
    absent.length === 1 ? `${first} is a submodule that is` : `${absent.join(', ')} are submodules that are`;
  const lines = [
    `${which} not checked out: the contracts in it would be passed over.`,
    `Check it out: \`git submodule update --init ${absent.join(' ')}\`; submodules: true of actions/checkout, GIT_SUBMODULE_STRATEGY: normal of GitLab.`,
    `Or leave it out: ${absent.map((path) => `'!${path}/**'`).join(' ')}`,
  ];
  throw new CommandError(EXIT.usage, lines.join('\n'));
}
