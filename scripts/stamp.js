import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './run.js';

/**
 * A hash over the names and contents of files and folders, relative to the repository; missing ones count as absent, and
 * specs do not count: no build reads them.
 */
export function hashOf(paths, root = ROOT) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesBelow(root, path)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether the stamp file holds this hash: what it stands for was made from the same inputs. */
export function isStamped(stamp, hash, root = ROOT) {
  const file = join(root, stamp);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

export function writeStamp(stamp, hash, root = ROOT) {
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), hash);
}

function filesBelow(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .filter((name) => name !== 'node_modules' && name !== 'dist' && !name.endsWith('.spec.ts'))
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
