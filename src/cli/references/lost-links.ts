import { posix } from 'node:path';
import { likenessOf, statementsOf, type Statements } from '../against/similarity.js';
import type { FileTree } from '../trees/file-tree.js';
import { linksOf, type Links } from './file-links.js';
import { filesOf } from './referring-files.js';

/** As git takes two files for one that was renamed. */
const ENOUGH = 0.5;

/** Beyond so many pairs of texts only names, and the very same text, tell which file another one was. */
const MOST_PAIRS = 1_000_000;

/** An earlier state of the files at hand. */
export interface FormerFiles {
  tree: FileTree;
  /** What it is called: `main`. */
  label: string;
  /** Whether a file of it is at hand no more. */
  isGone(file: string): boolean;
}

/**
 * What the files that are named were called in an earlier state and are called no more: the names and `$id`s of those that were there and,
 * of one that was not, the path and the names of the files that are gone since and are like it. Whoever refers to them may refer to nothing
 * now. Of a file that is still there the path is ''.
 */
export async function lostLinks(tree: FileTree, named: readonly string[], former: FormerFiles): Promise<Links[]> {
  const then = await former.tree.read(named);
  const now = await tree.read(named);
  const fresh = [...now].filter(([file]) => !then.has(file));
  const changed = [...then].filter(([file, text]) => now.has(file) && text !== now.get(file));
  if (fresh.length + changed.length === 0) return [];
  const called = [...now].map(([file, text]) => linksOf(file, text));
  const still = new Set(called.flatMap(({ ids, defined }) => [...ids, ...defined]));
  const gone = fresh.length === 0 ? [] : await goneFrom(former);
  return [
    ...likeAny(gone, fresh).map(([file, text]) => without(linksOf(file, text), still)),
    ...changed.map(([file, text]) => ({ ...without(linksOf(file, text), still), file: '' })).filter(hasNames),
  ];
}

async function goneFrom({ tree, isGone }: FormerFiles): Promise<Text[]> {
  return [...(await tree.read((await filesOf(tree, [])).filter(isGone)))];
}

function without(links: Links, still: ReadonlySet<string>): Links {
  const isLost = (name: string): boolean => !still.has(name);
  return { ...links, ids: links.ids.filter(isLost), defined: links.defined.filter(isLost) };
}

const hasNames = ({ ids, defined }: Links): boolean => ids.length + defined.length > 0;

/** A file and what it says. */
type Text = readonly [file: string, text: string];

/** Those of the files that are gone of which a fresh one may be one: by its name, by what it defines, or since it says much the same. */
function likeAny(gone: readonly Text[], fresh: readonly Text[]): Text[] {
  const stems = new Set(fresh.map(([file]) => posix.parse(file).name));
  const names = new Set(fresh.flatMap(namesOf));
  const texts = new Set(fresh.map(([, text]) => text));
  const statements = gone.length * fresh.length > MOST_PAIRS ? [] : fresh.map(([, text]) => statementsOf(text));
  return gone.filter((one) => {
    const isCalledSo = stems.has(posix.parse(one[0]).name) || namesOf(one).some((name) => names.has(name));
    return isCalledSo || texts.has(one[1]) || isLike(one, statements);
  });
}

const namesOf = ([file, text]: Text): string[] => {
  const { ids, defined } = linksOf(file, text);
  return [...ids, ...defined];
};

function isLike([, text]: Text, statements: readonly Statements[]): boolean {
  if (statements.length === 0) return false;
  const own = statementsOf(text);
  return statements.some((one) => likenessOf(one, own) >= ENOUGH);
}
