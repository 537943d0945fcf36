import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Where a command runs, and what its paths are relative to. */
export interface Place {
  /** The root of the repository; outside of one the working directory. */
  root: string;
  cwd: string;
  isRepository: boolean;
}

/** Found without git: a check against a registry needs none. */
export function findPlace(cwd: string): Place {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return { root: folder, cwd, isRepository: true };
    if (folder === dirname(folder)) return { root: cwd, cwd, isRepository: false };
  }
}

/** A path or a glob as somebody typed it, relative to the root, with `/`; `..` first where it lies outside. */
export function fromRoot({ root, cwd }: Place, typed: string): string {
  const path = relative(root, resolve(cwd, typed));
  return (sep === '/' ? path : path.split(sep).join('/')) || '.';
}

/** A path as Windows writes it, such as `.\contracts\a.json`. */
export const withSlashes = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '');
