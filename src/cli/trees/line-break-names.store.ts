import { readdir, realpath, stat, type Dirent, type Stats } from 'node:fs';

/** No glob matches a line break by `**`, so names have these of Unicode's private use for it while files are looked for. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...{ '\n': '\uf80a', '\r': '\uf80d', '\u2028': '\uf828', '\u2029': '\uf829' },
};
const BREAKS = Object.fromEntries(Object.entries(STAND_INS).map(([name, standIn]) => [standIn, name]));

const masked = (path: string): string => path.replace(/[\n\r\u2028\u2029]/g, (one) => STAND_INS[one]!);

/** A path that was found by `fsForGlobs` as the disk has it. */
export const asOnDisk = (path: string): string => path.replace(/[\uf80a\uf80d\uf828\uf829]/g, (one) => BREAKS[one]!);

/** The disk for what looks for files by globs: folders with a line break in their names are seen, too. */
export const fsForGlobs = {
  readdir(
    path: string,
    options: { withFileTypes: true },
    told: (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void,
  ): void {
    readdir(asOnDisk(path), options, (error, entries) => {
      // Undefined after an error, whatever the type says.
      for (const entry of (entries as Dirent[] | undefined) ?? []) entry.name = masked(entry.name);
      told(error, entries);
    });
  },
  realpath(path: string, told: (error: NodeJS.ErrnoException | null, path: string) => void): void {
    realpath(asOnDisk(path), (error, real) => told(error, error === null ? masked(real) : real));
  },
  stat(path: string, told: (error: NodeJS.ErrnoException | null, stats: Stats) => void): void {
    stat(asOnDisk(path), told);
  },
};
