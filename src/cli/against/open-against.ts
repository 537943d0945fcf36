import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, posix, resolve, sep } from 'node:path';
import { CommandError, EXIT } from '../exit-code.js';
import type { RegistryClient } from '../registry/registry.client.js';
import { fromRoot, type Place } from '../trees/repository.store.js';
import { endingOf, isContractPath, type FileTree } from '../trees/file-tree.js';
import { loadContracts, type Selection } from '../sources/load-contracts.js';
import type { LocalContract, UnreadContract } from '../sources/local-contract.js';
import { withOwnFolder } from '../trees/own-folder.store.js';
import { emptyPipe } from '../trees/piped-file.store.js';
import { standingAt, standingFor } from '../trees/standing-file.js';
import { WorkingTree } from '../trees/working-tree.store.js';
import { unknownAgainst } from './unknown-against.js';
import { EarlierFile } from './earlier-file.store.js';
import type { EarlierVersions } from './earlier-versions.js';
import { manifestThen } from './manifest-then.js';
import type { OpenedCommit } from './open-commit.js';
import { isMessage } from './named-documents.js';

export interface AgainstRequest {
  /** `registry`, `git:REF`, a folder or a file. */
  against: string;
  place: Place;
  selection: Selection;
  contracts: readonly LocalContract[];
  unread: readonly UnreadContract[];
  /** The commit that `git:REF` names. */
  openCommit(): Promise<OpenedCommit>;
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
  { place, selection, contracts, unread, openCommit }: AgainstRequest,
  reference: string,
): Promise<EarlierVersions> {
  const [{ refuseHead, submodulesNow }, { TreeVersions }] = await Promise.all([
    import('./git-reference.client.js'),
    import('./tree-versions.js'),
  ]);
  const found = await openCommit();
  const { name, label, tree, outside } = found;
  const files = filesRead({ contracts, unread, selection });
  await refuseHead(place.root, reference, found, files, (file) => tree.has(file));
  const now = new WorkingTree(place.root);
  const linked = tree.submodules().size > 0 ? await submodulesNow(place.root) : new Map<string, string>();
  const isThere = (path: string): boolean => outside.has(path) || existsSync(join(place.root, path));
  const submodules = new Map([...linked].filter(([path]) => isThere(path)));
  const named = new Set(selection.patterns);
  return new TreeVersions({
    ...{ tree, name, label, present: contracts },
    selection: await selectionThen(tree, selection, fromRoot(place, place.cwd)),
    covers: ({ file }) => !named.has(file) && !outside.has(file),
    isThere: async (file) => outside.has(file) || (await now.find(file)).length > 0,
    named: new Set([...named].filter((path) => !outside.has(path))),
    isAlone: false,
    now: { tree: now, manifest: selection.manifest, isLeftOut: (file) => outside.has(file), submodules },
  });
}

/** All that decides what the contracts are. */
function filesRead({
  contracts,
  unread,
  selection,
}: Pick<AgainstRequest, 'contracts' | 'unread' | 'selection'>): string[] {
  const beside = contracts.flatMap(({ referredFiles, source }) =>
    [...referredFiles.values(), ...(source.files?.values() ?? [])].map(({ file }) => file),
  );
  const manifest = selection.manifest === null ? [] : [selection.manifest.path];
  const own = contracts.flatMap(({ file, alsoIn = [] }) => [file, ...alsoIn]);
  return [...own, ...unread.flatMap(({ file, beside: others }) => [file, ...others]), ...beside, ...manifest];
}

/** The manifest that stood there decides how files were called there; where there was none, today's. */
async function selectionThen(tree: FileTree, selection: Selection, folder: string): Promise<Selection> {
  const today = selection.manifest?.path ?? null;
  return { ...selection, manifest: (await manifestThen(tree, { today, folder })) ?? selection.manifest };
}

async function againstPath(request: AgainstRequest): Promise<EarlierVersions> {
  const { against, place } = request;
  const path = resolve(place.cwd, against);
  const there = await stat(path).catch(() => null);
  if (there === null) throw await unknownAgainst(against, place.cwd);
  await refuseItself(request, path);
  if (there.isDirectory()) {
    const { againstFolder } = await import('./against-folder.js');
    return againstFolder(request, path);
  }
  const { TreeVersions } = await import('./tree-versions.js');
  const present = request.contracts;
  const own = fromRoot(place, against);
  const files = new WorkingTree(place.root);
  const around = there.isFile() ? withOwnFolder(files, place.root, own) : files;
  const opened = await EarlierFile.open(around, own, path);
  if (!there.isFile() && opened.text.trim() === '') throw emptyPipe(against);
  const earlier = await placeEarlier(request, { tree: opened, path: own, isPiped: !there.isFile() }, around);
  return new TreeVersions({
    ...{ tree: earlier.tree, selection: await oneFile(request, earlier, files) },
    sharesFiles: true,
    name: against,
    // Of a pipe (`/dev/fd/63`) the last part alone says nothing.
    label: there.isFile() ? posix.basename(against) : against,
    present,
    // Of a document every message, although one alone is compared.
    covers: () => present.every(isMessage),
    isThere: () => false,
    named: new Set(),
    isAlone: true,
    now: null,
  });
}

/** @throws CommandError where every contract is the file, or lies in the folder, that it would be compared with: it is the same as itself. */
async function refuseItself({ against, contracts, place }: AgainstRequest, path: string): Promise<void> {
  // A pipe leads nowhere.
  const earlier = await realpath(path).catch(() => path);
  const files = await Promise.all(contracts.map(({ file }) => realpath(resolve(place.root, file))));
  const isItself = files.every((file) => file === earlier || file.startsWith(`${earlier}${sep}`));
  if (contracts.length === 0 || !isItself) return;
  const what = `--against ${against}: that is what is checked, and would be compared with itself.`;
  throw new CommandError(
    EXIT.usage,
    `${what}\nGive an earlier state: git:REF (such as git:main), or another folder or file.`,
  );
}

/** An earlier file where it is read: the tree that has it, and the ending by which it is read. */
interface PlacedFile {
  tree: FileTree;
  path: string;
  readAs: string;
}

/**
 * A pipe has no folder, and an earlier file may lie in another one: where what it refers to is not beside it, it is read as if it stood
 * in the place of the contract that it is compared with.
 */
async function placeEarlier(
  request: AgainstRequest,
  { tree, path, isPiped }: { tree: EarlierFile; path: string; isPiped: boolean },
  files: FileTree,
): Promise<PlacedFile> {
  const contract = theOne(request);
  const readAs = readLike(contract, tree.text);
  const there = isPiped ? [] : await namesIn(tree, path, { ...request.selection, readAs });
  if (!isPiped && there.every(({ missing }) => missing.length === 0)) return { tree, path, readAs };
  const standing = standingFor(contract.file, isContractPath(path) ? path : readAs);
  const moved = standingAt(files, { text: tree.text, path: standing, from: isPiped ? null : path });
  return { tree: moved, path: standing, readAs };
}

/** @throws CommandError where several contracts are checked: one file is the earlier version of one. */
function theOne({ contracts, against }: AgainstRequest): LocalContract {
  const [contract, ...others] = contracts;
  if (contract !== undefined && others.length === 0) return contract;
  throw new CommandError(
    EXIT.usage,
    `--against ${against} is one file, and ${contracts.length} contracts are to be checked. Name one of them, or check against a folder.`,
  );
}

/** A file is the earlier version of the one contract at hand, whatever it is called itself; of several messages that of its name. */
async function oneFile(
  request: AgainstRequest,
  { tree, path, readAs }: PlacedFile,
  files: FileTree,
): Promise<Selection> {
  const { against, selection } = request;
  const contract = theOne(request);
  const { subject } = contract;
  const referring = selection.manifest;
  const alone = { ...selection, exclude: [], patterns: [path], manifest: null, referring, template: subject, readAs };
  const there = await namesIn(tree, path, alone);
  if (there.length < 2) return alone;
  const here = await namesIn(files, contract.file, alone);
  const own = here.find(({ source }) => source.pointer === contract.source.pointer);
  const wanted = new Set([subject, own?.subject]);
  const messages = there.map((one) => one.subject).filter((name) => wanted.has(name));
  const [message] = messages;
  if (message === undefined || messages.length > 1) {
    const what = message === undefined ? 'none' : 'not one alone';
    throw new CommandError(
      EXIT.usage,
      `--against ${against} has ${there.length} messages (${there.map((one) => one.subject).join(', ')}), and ${what} of them is "${subject}".\nGive a file with the earlier version alone.`,
    );
  }
  const said = { format: null, level: null, policy: null, owner: null, metadata: null, references: [] };
  // What is still there under its own name is left out by a manifest, and is not gone.
  const gone = there.filter((one) => one.subject !== message && !here.some((still) => still.subject === one.subject));
  const beside = isMessage(contract) ? gone.map((one) => ({ message: one.subject, subject: one.subject })) : [];
  const entries = [{ message, subject }, ...beside].map((one) => ({ ...said, file: path, ...one }));
  // What no entry names is not meant.
  return { ...alone, patterns: [], template: null, manifest: { path: against, entries, lint: {} } };
}

/** The contracts of a file by its own names; of the manifest what it says of references holds. */
async function namesIn(
  tree: FileTree,
  file: string,
  { manifest, referring = manifest, readAs }: Selection & { readAs: string },
): Promise<LocalContract[]> {
  const alone = { patterns: [file], exclude: [], manifest: null, referring, template: null, readAs };
  return (await loadContracts(tree, alone)).contracts;
}

/** A file whose ending says nothing (`git show main:a.json > old`) is written as the contract is; what is no JSON may be YAML. */
function readLike({ file, format }: LocalContract, text: string): string {
  if (format !== 'JSON' && endingOf(file) !== '.json') return file;
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return 'earlier.json';
  } catch {
    return 'earlier.yaml';
  }
}
