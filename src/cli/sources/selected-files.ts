import picomatch from 'picomatch';
import type { Manifest, ManifestEntry } from '../manifest/contracts-manifest.js';
import { isGlob, type FileTree } from '../trees/file-tree.js';

/** A file that is selected, with what the manifest says of it. */
export interface SelectedFile {
  file: string;
  /** Every entry that names it by its path, a folder or a glob, and those for one message of it. */
  entries: readonly ManifestEntry[];
  /** Whether somebody asked for it, so that what no entry names is meant, too; else the manifest alone names it. */
  isAskedFor: boolean;
}

interface Wanted {
  patterns: readonly string[];
  exclude: readonly string[];
  manifest: Manifest | null;
}

/** The files that patterns name or, without any, the manifest; and what of those names no file at all. */
export async function selectedFiles(
  tree: FileTree,
  { patterns, exclude, manifest }: Wanted,
): Promise<{ files: SelectedFile[]; unmatched: string[] }> {
  const entries = manifest?.entries ?? [];
  const isAskedFor = patterns.length > 0;
  const saidOf = entriesByFile(entries);
  const files = new Map<string, SelectedFile>();
  const unmatched: string[] = [];
  for (const pattern of isAskedFor ? patterns : entries.map((entry) => entry.file)) {
    const found = await tree.find(pattern, exclude);
    if (found.length === 0) unmatched.push(pattern);
    for (const file of found) if (!files.has(file)) files.set(file, { file, entries: saidOf(file), isAskedFor });
  }
  return { files: [...files.values()], unmatched };
}

/**
 * The entries that hold for a file or, in a document, for a message of it; null stands for one of which none speaks, and there is none at all
 * where it is not meant. An entry for the message outweighs those for the whole document, and the path by itself a folder or a glob, which are
 * for the rest. Paths may make one contract several subjects; of folders and globs the first counts.
 */
export function entriesFor(
  { file, entries, isAskedFor }: SelectedFile,
  message: string | null = null,
): (ManifestEntry | null)[] {
  const meant = message === null ? entries : entries.filter((entry) => (entry.message ?? message) === message);
  const weightOf = (entry: ManifestEntry): number =>
    (message !== null && entry.message !== null ? 2 : 0) + (entry.file === file ? 1 : 0);
  const most = Math.max(...meant.map(weightOf));
  const best = meant.filter((entry) => weightOf(entry) === most);
  if (best.length === 0) return isAskedFor ? [null] : [];
  return best[0]!.file === file ? best : best.slice(0, 1);
}

/** What entries say of a file, which they name as a tree finds files: by a path, a folder or a glob. A file that is there outweighs what a glob means by its name. */
export function entriesByFile(entries: readonly ManifestEntry[]): (file: string) => ManifestEntry[] {
  const paths = new Map<string, number[]>();
  entries.forEach(({ file }, i) => paths.set(file, [...(paths.get(file) ?? []), i]));
  const globs = [...paths].flatMap(([path, at]) =>
    isGlob(path) ? [{ path, at, isMatch: picomatch(path, { dot: true, flags: 's' }) }] : [],
  );
  return (file) => {
    const inPaths = [file, ...foldersOf(file)].flatMap((path) => paths.get(path) ?? []);
    const inGlobs = globs.flatMap(({ path, at, isMatch }) => (path !== file && isMatch(file) ? at : []));
    return [...new Set([...inPaths, ...inGlobs])].sort((a, b) => a - b).map((i) => entries[i]!);
  };
}

/** Those in which a file lies, from its own up to the root; what lies outside is not in the root. */
function foldersOf(file: string): string[] {
  const steps = file.split('/').slice(0, -1);
  const folders = steps.map((_, i) => steps.slice(0, steps.length - i).join('/'));
  return file.startsWith('../') ? folders : [...folders, '.'];
}
