import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT } from './run.js';

/** Installs what package-lock.json says, unless exactly that is installed already. */
export function ensureInstalled() {
  const missing = firstMissing(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'));
  if (missing === null) return;
  console.error(`Installing the packages of package-lock.json (${missing}).`);
  const npm = process.env.npm_execpath;
  // Development packages too, also where NODE_ENV says production: the build needs them.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(`npm ci failed${error ? `: ${error.message}` : ''}. Plumbline cannot go on without its packages.`);
  process.exit(1);
}

/**
 * Why the installed packages are not those of the lock file, null when they are. npm writes what it installed to
 * node_modules/.package-lock.json, last of all, so an install that was cut short has none.
 */
export function firstMissing(wanted, installed) {
  if (installed === null) return 'none are installed';
  for (const [path, entry] of Object.entries(wanted?.packages ?? {})) {
    if (!path.startsWith('node_modules/') || entry.optional || entry.peer || entry.devOptional) continue;
    const found = installed.packages?.[path];
    if (found === undefined) return `${path} is missing`;
    if (found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`;
  }
  return null;
}

function readLock(path) {
  const file = join(ROOT, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
