import { stat } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import type { RegistryClient } from '../registry.client.js';
import { fromRoot, type Place } from '../repository.store.js';
import type { FileTree } from '../sources/file-tree.js';
import type { Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { loadManifest } from '../sources/manifest.store.js';
import { WorkingTree } from '../sources/working-tree.store.js';
import type { EarlierVersions } from './earlier-versions.js';

export interface AgainstRequest {
  /** `registry`, `git:REF`, a folder or a file. */
  against: string;
  place: Place;
  selection: Selection;
  contracts: readonly LocalContract[];
  /** Whether `git:REF` means REF itself, and not where this branch left it. */
  isExact: boolean;
  createClient(): RegistryClient;
}

/** What `--against` names. @throws CommandError with what to do where it cannot be had. */
export async function openAgainst(request: AgainstRequest): Promise<EarlierVersions> {
  const { against } = request;
  if (against === 'registry') {
    const { RegistryVersions } = await import('./registry-versions.client.js');
    return new RegistryVersions(request.createClient());
  }
  if (against.startsWith('git:')) return againstGit(request, against.slice('git:'.length));
  return againstPath(request);
}

async function againstGit(
  { place, selection, contracts, isExact }: AgainstRequest,
  reference: string,
): Promise<EarlierVersions> {
  const [{ findCommit, leftOutFiles }, { GitTree }, { TreeVersions }] = await Promise.all([
    import('./git-reference.client.js'),
    import('./git-tree.store.js'),
    import('./tree-versions.js'),
  ]);
  const { commit, name, label } = await findCommit(place.root, reference, isExact);
  const tree = await GitTree.open(place.root, commit);
  const now = new WorkingTree(place.root);
  const outside = await leftOutFiles(place.root);
  const named = new Set(selection.patterns);
  return new TreeVersions({
    ...{ tree, name, label, present: contracts },
    selection: await selectionThen(tree, selection),
    covers: (path) => !named.has(path) && !outside.has(path),
    isStillThere: async (path) => outside.has(path) || (await now.find(path)).length > 0,
  });
}

/** The manifest that stood there decides how files were called there; where there was none, today's. */
async function selectionThen(tree: FileTree, selection: Selection): Promise<Selection> {
  const path = selection.manifest?.path ?? null;
  return { ...selection, manifest: (await loadManifest(tree, path, true)) ?? selection.manifest };
}

async function againstPath(request: AgainstRequest): Promise<EarlierVersions> {
  const { against, place, selection } = request;
  const path = resolve(place.cwd, against);
  const there = await stat(path).catch(() => null);
  if (there === null) {
    throw new CommandError(
      EXIT.usage,
      `--against ${against}: there is no such file or folder.\nGive registry, git:REF (such as git:main), a folder or a file.`,
    );
  }
  const { TreeVersions } = await import('./tree-versions.js');
  // Another folder has no history: what is gone from it is what was renamed.
  const isStillThere = () => Promise.resolve(false);
  const present = request.contracts;
  if (there.isDirectory()) {
    const tree = new WorkingTree(path);
    const inside = { ...selection, patterns: ['.'], manifest: null };
    const covers = await coverage(place.root, selection.patterns);
    return new TreeVersions({ tree, selection: inside, name: against, label: against, present, covers, isStillThere });
  }
  return new TreeVersions({
    tree: new WorkingTree(place.root),
    selection: oneFile(request, fromRoot(place, against)),
    name: against,
    label: posix.basename(against),
    present,
    covers: () => false,
    isStillThere,
  });
}

/**
 * Whether files of another folder would be among what is checked here: all of them where folders or a manifest are checked, with globs those
 * whose names match, and none where files are named one by one.
 */
async function coverage(root: string, patterns: readonly string[]): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => true;
  const there = await Promise.all(patterns.map((pattern) => stat(resolve(root, pattern)).catch(() => null)));
  if (there.some((one) => one?.isDirectory() === true)) return () => true;
  const globs = patterns.filter((_, i) => there[i] === null).map((pattern) => posix.basename(pattern));
  const isMatch = globs.length === 0 ? null : (await import('picomatch')).default(globs, { dot: true });
  return (path) => isMatch?.(posix.basename(path)) ?? false;
}

/** A file is the earlier version of the one contract at hand, whatever it is called itself. */
function oneFile({ contracts, against, selection }: AgainstRequest, path: string): Selection {
  const [contract, ...others] = contracts;
  if (contract !== undefined && others.length === 0) {
    return { ...selection, patterns: [path], manifest: null, template: contract.subject };
  }
  throw new CommandError(
    EXIT.usage,
    `--against ${against} is one file, and ${contracts.length} contracts are to be checked. Name one of them, or check against a folder.`,
  );
}
