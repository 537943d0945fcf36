import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import { printable } from '../reports/fold-text.js';
import { findPlace, fromRoot, withSlashes, type Place } from '../trees/repository.store.js';
import { CONTRACT_ENDINGS, isContractPath, isGlob, literally } from '../trees/file-tree.js';
import { loadContracts, type Selection } from './load-contracts.js';
import type { LeftOutFile, LocalContract, UnreadContract } from './local-contract.js';
import type { Manifest } from '../manifest/contracts-manifest.js';
import { findManifest, loadManifest } from '../manifest/manifest.store.js';
import { refuseLostMessages } from '../manifest/lost-messages.js';
import { withReferring, type Wide } from '../references/referring-contracts.js';
import { refuseAbsentSubmodules } from '../trees/submodules.store.js';
import { readTemplate, subjectOf } from './subject-name.js';
import { WorkingTree } from '../trees/working-tree.store.js';

/** How every command that works on contracts names them. */
export interface SelectionOptions {
  subject?: string;
  manifest?: string;
}

export interface Selected {
  place: Place;
  selection: Selection;
  contracts: LocalContract[];
  /** Messages that are there and are not read. */
  unread: UnreadContract[];
}

/**
 * The contracts that globs and the manifest name. @throws CommandError where there is none, where a glob names no file, and where two files
 * are the same subject: whatever was done then would be done to the wrong one. With `wide` what refers to files that are named one by one is selected, too, but from `exclude`. `earlier`
 * are globs of an earlier state: what a contract refers to is not sought there by its name.
 */
export async function selectContracts(
  globs: readonly string[],
  options: SelectionOptions,
  wide: Wide | null = null,
  earlier: readonly string[] = [],
): Promise<Selected> {
  const place = findPlace(process.cwd());
  const tree = new WorkingTree(place.root, earlier);
  const manifest = await loadManifest(tree, findManifest(place, options.manifest));
  if (globs.every((glob) => glob.startsWith('!')) && manifest === null) throw nothingNamed();
  const selection: Selection = {
    patterns: globs.filter((glob) => !glob.startsWith('!')).map((glob) => fromRoot(place, glob)),
    exclude: globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => leftOutBy(fromRoot(place, glob.slice(1)))),
    manifest,
    template: options.subject === undefined ? null : readTemplate(options.subject),
  };
  const named = selection.patterns.length > 0 ? selection.patterns : manifest!.entries.map(({ file }) => file);
  await refuseAbsentSubmodules(place.root, named, selection.exclude);
  const first = await loadContracts(tree, selection);
  if (first.unmatched.length > 0) throw nothingThere(first.unmatched, selection, place.root);
  await refuseMistyped(place.root, manifest);
  await refuseLostMessages(tree, manifest);
  const all = wide === null ? null : await withReferring(tree, selection, first, wide);
  const { contracts, unread, leftOut } = all?.loaded ?? first;
  if (contracts.length + unread.length === 0) throw noContract(selection, leftOut);
  const notes = [...leftOut.map(({ reason }) => reason), ...(all?.notes ?? [])];
  for (const note of notes) process.stderr.write(`Note: ${printable(note)}\n`);
  refuseNamesakes(contracts);
  return { place, selection: all?.selection ?? selection, contracts, unread };
}

/** A folder is left out with all that is in it. */
const leftOutBy = (path: string): string[] => (isGlob(path) ? [path] : [literally(path), `${literally(path)}/**`]);

const nothingNamed = (): CommandError =>
  new CommandError(
    EXIT.usage,
    'No contract is named. Give files, folders or globs, such as "contracts/**/*.json", or write a plumbline.contracts.yaml.',
  );

/** @throws CommandError for a path in the manifest that leads to nothing: what it says would hold for no contract. */
export async function refuseMistyped(root: string, manifest: Manifest | null): Promise<void> {
  const named = (manifest?.entries ?? []).flatMap(({ file, references }) => [
    file,
    ...references.map((one) => one.file ?? file),
  ]);
  const missing = [...new Set(named)].filter((path) => !isGlob(path) && !existsSync(join(root, path)));
  if (missing.length === 0) return;
  const { leftOutFiles } = await import('../against/git-reference.client.js');
  // Of a sparse checkout.
  const outside = [...(await leftOutFiles(root).catch(() => new Set<string>()))];
  const lost = missing.filter((path) => !outside.some((file) => file === path || file.startsWith(`${path}/`)));
  if (lost.length === 0) return;
  const lines = lost.map((path) => `${manifest!.path} names ${path}, which is not there.`);
  throw new CommandError(
    EXIT.usage,
    [...lines, 'Correct the path, which is relative to the manifest, or remove it.'].join('\n'),
  );
}

function nothingThere(unmatched: readonly string[], { patterns, manifest }: Selection, root: string): CommandError {
  const from = patterns.length === 0 ? ` (from ${manifest!.path})` : '';
  const lines = unmatched.map((pattern) => whyNothing(pattern, root, from));
  const isFolder = unmatched.some((pattern) => existsSync(join(root, pattern)));
  const fix = isFolder
    ? `Contracts are files that end with ${CONTRACT_ENDINGS.join(', ')}.`
    : 'Quote globs, so that the shell leaves them alone: they are relative to where you are.';
  return new CommandError(EXIT.usage, [...lines, fix].join('\n'));
}

function whyNothing(pattern: string, root: string, from: string): string {
  const there = statSync(join(root, pattern), { throwIfNoEntry: false });
  // Its name says which contract a file is, and a pipe has none that stays.
  if (there?.isDirectory() === false)
    return `Cannot check ${pattern}${from}: it is a pipe or a device, not a file. Name the file itself; a pipe may be given to --against.`;
  if (there !== undefined)
    return `There is no contract in ${pattern === '.' ? 'this folder' : `the folder ${pattern}`}${from}.`;
  const slashed = withSlashes(pattern);
  const meant = slashed !== pattern && existsSync(join(root, slashed)) ? ` Did you mean ${slashed}?` : '';
  return `Cannot read ${pattern}${from}: there is no such file, and as a glob it matches none.${meant}`;
}

/** That what is selected holds none, and why. */
export function noContract({ patterns, manifest }: Selection, leftOut: readonly LeftOutFile[]): CommandError {
  const reasons = leftOut.map(({ reason }) => reason);
  const part = leftOut.find(({ isPart }) => isPart);
  if (part !== undefined) return new CommandError(EXIT.usage, [...reasons, ...fixOf(part, leftOut)].join('\n'));
  if (patterns.length === 0)
    return new CommandError(EXIT.usage, [`${manifest!.path} names no contract.`, ...reasons].join('\n'));
  const wrong = patterns.filter((path) => !isContractPath(path));
  return new CommandError(
    EXIT.usage,
    `There is no contract in ${(wrong.length > 0 ? wrong : patterns).join(', ')}. Contracts are files that end with ${CONTRACT_ENDINGS.join(', ')}, and AsyncAPI documents whose messages have a payload.`,
  );
}

function fixOf({ referredBy }: LeftOutFile, leftOut: readonly LeftOutFile[]): string[] {
  if (referredBy === null) return ['Name the AsyncAPI documents that refer to it.'];
  return leftOut.some(({ file }) => file === referredBy) ? [] : [`No message of ${referredBy} has a payload.`];
}

/** @throws CommandError where two are the same subject. */
export function refuseNamesakes(contracts: readonly LocalContract[]): void {
  const files = new Map<string, string>();
  for (const { subject, file } of contracts) {
    const other = files.get(subject);
    if (other !== undefined) {
      throw new CommandError(EXIT.usage, namesakes(subject, other, file));
    }
    files.set(subject, file);
  }
}

function namesakes(subject: string, one: string, other: string): string {
  if (one === other) {
    return `${one} has several messages that would be the subject "${subject}".\nGive each its own \`name\`, or put {name} into --subject.`;
  }
  const template = subjectOf(one, '{path}') === subjectOf(other, '{path}') ? '{path}.{ext}' : '{path}';
  return `${one} and ${other} would both be the subject "${subject}".\nName them apart by --subject, such as ${template}, or in a plumbline.contracts.yaml.`;
}
