import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The JavaScript file of a package's command, so that it runs by this same Node on every system, without a shell. */
export function commandPath(packageName, command = packageName) {
  const manifestPath = createRequire(import.meta.url).resolve(join(ROOT, 'node_modules', packageName, 'package.json'));
  const { bin } = createRequire(import.meta.url)(manifestPath);
  return join(dirname(manifestPath), typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a command of a package and shows its output; leaves this process with its code where it fails. */
export function runOrLeave(what, [script, ...args], options = {}) {
  const { status, signal, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    ...options,
  });
  if (status === 0) return;
  console.error(`${what} failed${error ? `: ${error.message}` : signal ? ` by ${signal}` : ` with code ${status}`}.`);
  process.exit(status || 1);
}
