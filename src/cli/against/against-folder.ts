import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { loadContracts, type Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { templateForOthers } from '../sources/subject-name.js';
import { below } from '../trees/file-tree.js';
import { findPlace, fromRoot, type Place } from '../trees/repository.store.js';
import { WorkingTree } from '../trees/working-tree.store.js';
import type { EarlierVersions } from './earlier-versions.js';
import { startOf } from './former-folder.store.js';
import { manifestThen } from './manifest-then.js';
import { TreeVersions } from './tree-versions.js';
import { refuseGitFolder } from './unknown-against.js';

interface FolderRequest {
  /** The folder as somebody typed it. */
  against: string;
  place: Place;
  selection: Selection;
  contracts: readonly LocalContract[];
}

/** The contracts in a folder, by the manifest that stands there. @throws CommandError where it has none. */
export async function againstFolder(
  { against, place, selection, contracts }: FolderRequest,
  folder: string,
): Promise<EarlierVersions> {
  const { tree, inside } = await contractsIn(folder, place, selection);
  const files = await tree.find(inside.patterns[0]!);
  if (files.length === 0) throw nothingIn(against, folder);
  const { root } = place;
  const present = contracts.map(({ file }) => file);
  const start = startOf({ folder: tree.root, root, files }, present);
  const named = await filesAmong(root, selection.patterns);
  const isMeant = start === null ? await isMeantByName(root, selection.patterns) : await isMeantHere(root, selection);
  const isByManifest = selection.patterns.length === 0;
  const isHere =
    isByManifest && inside.manifest === null && start !== null
      ? await standingHere(new WorkingTree(join(root, start)), files, inside)
      : () => false;
  const isTold = (one: LocalContract): boolean => (inside.manifest === null ? !isHere(one) : one.isInManifest);
  return new TreeVersions({
    ...{ tree, selection: inside, name: against, label: against, present: contracts, named },
    covers: (one) => isMeant(posix.join(start ?? '', one.file)) && (!isByManifest || isTold(one)),
    isThere: (file) => start !== null && existsSync(join(root, start, file)),
    isAlone: true,
    now: null,
  });
}

/**
 * What a folder holds. Where a manifest says what it is called, the tree begins where that does: in the folder or, in another working copy than
 * ours, above it.
 */
async function contractsIn(
  folder: string,
  place: Place,
  selection: Selection,
): Promise<{ tree: WorkingTree; inside: Selection }> {
  const there = findPlace(folder);
  const root = there.isRepository && there.root !== place.root ? there.root : folder;
  const own = fromRoot({ ...there, root }, folder);
  const files = new WorkingTree(root);
  const today = selection.manifest?.path ?? null;
  const manifest =
    (await manifestThen(files, { today, folder: own })) ?? (await manifestThen(files, { today: null, folder: own }));
  const [tree, from] = manifest === null ? [new WorkingTree(folder), '.'] : [files, own];
  const template = templateForOthers(selection.template);
  return { tree, inside: { ...selection, patterns: [from], manifest, template } };
}

function nothingIn(against: string, path: string): CommandError {
  refuseGitFolder(against, path);
  const what = `There is no contract in ${against}, so there is nothing to compare with.`;
  return new CommandError(
    EXIT.usage,
    `${what}\nIs it the folder that was meant? What is checked would all count as new.`,
  );
}

/**
 * Whether a contract of the folder still stands in the copy of its file here, although the manifest here may not name it. The entry of one that
 * is gone went together with it, so where the folder has no manifest that says nothing.
 */
async function standingHere(
  copies: WorkingTree,
  files: readonly string[],
  { template }: Selection,
): Promise<(then: LocalContract) => boolean> {
  const { contracts, unread } = await loadContracts(copies, { patterns: files, exclude: [], manifest: null, template });
  const there = new Set([...contracts, ...unread].map(placeOf));
  return (then) => there.has(placeOf(then));
}

const placeOf = ({ file, subject }: { file: string; subject: string }): string => JSON.stringify([file, subject]);

/** Whether a file would be among what is checked here, were it there: by a folder or a glob, and not by its path alone; without any patterns each one. */
async function isMeantHere(root: string, { patterns, exclude }: Selection): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import('picomatch');
  const isLeftOut = picomatch([...exclude], { dot: true });
  const globs = (await standingAs(root, patterns)).flatMap(({ pattern, there }) =>
    there?.isDirectory() === true ? [below(pattern)] : there === null ? [pattern] : [],
  );
  const isNamed = patterns.length === 0 ? () => true : picomatch(globs, { dot: true });
  return (path) => isNamed(path) && !isLeftOut(path);
}

/**
 * The same where nobody knows of which folder it is a copy: all where folders or a manifest are checked, with globs those whose names match, and
 * none where files are named one by one.
 */
async function isMeantByName(root: string, patterns: readonly string[]): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => true;
  const all = await standingAs(root, patterns);
  if (all.some(({ there }) => there?.isDirectory() === true)) return () => true;
  const globs = all.filter(({ there }) => there === null).map(({ pattern }) => posix.basename(pattern));
  const isMatch = globs.length === 0 ? null : (await import('picomatch')).default(globs, { dot: true });
  return (path) => isMatch?.(posix.basename(path)) ?? false;
}

const standingAs = (root: string, patterns: readonly string[]) =>
  Promise.all(
    patterns.map(async (pattern) => ({ pattern, there: await stat(resolve(root, pattern)).catch(() => null) })),
  );

const filesAmong = async (root: string, patterns: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await standingAs(root, patterns)).filter(({ there }) => there?.isFile()).map(({ pattern }) => pattern));
