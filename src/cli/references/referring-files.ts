import { posix } from 'node:path';
import picomatch from 'picomatch';
import { isContractPath, NEVER_LOOKED_INTO, type FileTree } from '../trees/file-tree.js';
import type { ToldReferences } from './told-references.js';
import { linksOf, simpleName, type Links } from './file-links.js';

/** In so many files, and so many bytes of them, is looked for what refers to another file. */
const MOST_FILES = 20_000;
const MOST_BYTES = 256 * 1024 * 1024;
const FILES_AT_ONCE = 64;

/** What refers to files, by itself or through others. */
export interface Referring {
  files: string[];
  /** How many files were looked in, and how many bytes of them. */
  looked: { files: number; bytes: number };
  /** How many there are; more than were looked in where that stopped. */
  all: number;
  /** How many of them git knows and the disk does not have, as in a sparse checkout. */
  absent: number;
  /** Files that speak of one by its name and cannot be read. */
  unreadable: string[];
}

/** What is looked for, and where not. */
export interface Sought {
  named: readonly string[];
  /** What is sought instead of the files that are named: what they were called. */
  targets?: readonly Links[];
  /** What the manifest says of references; without it nothing. */
  told?: ToldReferences;
  exclude: readonly string[];
}

/** How far is looked. */
export interface Bounds {
  files: number;
  bytes: number;
}

/**
 * The files of a tree that refer to one of those named, or to another one that does: `$ref`, imports, names of Avro, and what the manifest says. It may find too
 * many, whose names only look so, and none too few up to the bounds. In a repository git's files are looked at, elsewhere the folder.
 */
export async function referringFiles(
  tree: FileTree,
  { named, exclude, targets: sought, told }: Sought,
  bounds: Bounds = { files: MOST_FILES, bytes: MOST_BYTES },
): Promise<Referring> {
  const own = new Set(named);
  const telling = (await told?.referring())?.filter(isKept(exclude)) ?? [];
  const all = [...new Set([...telling, ...(await filesOf(tree, exclude))])].filter((file) => !own.has(file));
  const found: Referring = {
    ...{ files: [], looked: { files: 0, bytes: 0 }, all: all.length, absent: 0, unreadable: [] },
  };
  let targets = [...(sought ?? [...(await tree.read(named))].map(([file, text]) => linksOf(file, text)))];
  let left = all.slice(0, bounds.files);
  for (let round = 0; targets.length > 0 && left.length > 0; round++) {
    const isTarget = byTargets(targets);
    const isTold = new Set(await told?.referringTo(targets.map(({ file }) => file)));
    const kept: string[] = [];
    targets = [];
    for (let at = 0; at < left.length; at += FILES_AT_ONCE) {
      if (round === 0 && found.looked.bytes > bounds.bytes) break;
      const batch = left.slice(at, at + FILES_AT_ONCE);
      const texts = await tree.read(batch);
      for (const file of batch) {
        const text = texts.get(file) ?? '';
        if (round === 0) count(found, texts.get(file));
        const isWritten = isTarget.mayBe(text);
        const links = isWritten || isTold.has(file) || hasEscape(text) ? linksOf(file, text) : null;
        if (links?.isUnreadable === true && isWritten) found.unreadable.push(file);
        else if (links !== null && (isTold.has(file) || isTarget.isReferredToBy(links))) targets.push(links);
        else kept.push(file);
      }
    }
    found.files.push(...targets.map(({ file }) => file));
    left = kept;
  }
  return found;
}

function count(found: Referring, text: string | undefined): void {
  if (text === undefined) {
    found.absent++;
    return;
  }
  found.looked.files++;
  found.looked.bytes += Buffer.byteLength(text);
}

/** Every file that may be a contract: those that git knows or, elsewhere, those of the folder; none of an earlier state. */
export async function filesOf(tree: FileTree, excluded: readonly string[]): Promise<string[]> {
  const exclude = [...excluded, ...(tree.earlier ?? [])];
  const known = (await tree.everyFile?.('')) ?? [];
  if (known.length === 0) return tree.find('.', exclude);
  return known.filter((file) => isContractPath(file)).filter(isKept(exclude));
}

const isKept = (exclude: readonly string[]): ((file: string) => boolean) => {
  const isLeftOut = picomatch([...NEVER_LOOKED_INTO, ...exclude], { dot: true });
  return (file) => !isLeftOut(file);
};

const FEW = 10;

/** An escape of JSON or YAML may stand for any letter of a name. */
const hasEscape = (text: string): boolean => /\\[uUx]/.test(text);

/** Words as file names and names of Avro are made of. */
const WORDS = /[\w.%+~-]+/g;

/** Whether a text speaks of a target at all, which is quick to tell, and whether its links lead to one. */
function byTargets(targets: readonly Links[]): {
  mayBe(text: string): boolean;
  isReferredToBy(links: Links): boolean;
} {
  const needles = new Set(targets.flatMap(({ calledBy }) => calledBy));
  const isWord = (needle: string): boolean => needle.replace(WORDS, '') === '';
  // A few are sought one by one, many by the words of the text.
  const others = [...needles].filter((needle) => needles.size <= FEW || !isWord(needle));
  const files = new Set(targets.map(({ file }) => file));
  const ids = new Set(targets.flatMap((one) => one.ids));
  // What stands in a namespace may leave that out.
  const names = new Set(targets.flatMap(({ defined }) => defined.flatMap((name) => [name, simpleName(name)])));
  const imported = [...files].filter((file) => /\.proto$/i.test(file));
  return {
    mayBe: (text) => others.some((needle) => text.includes(needle)) || (needles.size > FEW && hasWord(text, needles)),
    isReferredToBy: ({ file, uris, used, imports }) =>
      uris.some((uri) => files.has(posix.join(posix.dirname(file), uri)) || ids.has(uri)) ||
      used.some((name) => names.has(name)) ||
      imports.some((path) => imported.some((one) => `/${one}`.endsWith(`/${path}`))),
  };
}

const hasWord = (text: string, needles: ReadonlySet<string>): boolean =>
  (text.match(WORDS) ?? []).some((word) => needles.has(word) || needles.has(word.slice(word.lastIndexOf('.') + 1)));
