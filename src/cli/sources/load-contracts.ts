import { posix } from 'node:path';
import picomatch from 'picomatch';
import { messagesOf } from './asyncapi.source.js';
import { fault } from './fault.js';
import { joinFiles, type JoinedFile } from './join-files.js';
import { contentOf, type FileContent } from './schema-file.js';
import { CONTRACT_ENDINGS, isContractPath, isGlob, type FileTree } from '../trees/file-tree.js';
import { linkReferences } from '../references/link-references.js';
import type { LeftOutFile, LocalContract, UnreadContract } from './local-contract.js';
import type { Manifest, ManifestEntry } from '../manifest/contracts-manifest.js';
import { NO_KEYWORD } from './note-of-keywords.js';
import { withoutRepeated } from './same-contract.js';
import { DEFAULT_TEMPLATE, isTemplate, subjectOf } from './subject-name.js';

/** Which contracts of a tree are meant. */
export interface Selection {
  /** Paths, folders and globs relative to the root; with none, all that the manifest names. */
  patterns: readonly string[];
  exclude: readonly string[];
  manifest: Manifest | null;
  /** How files are named, whatever the manifest says; null where that and the default decide. */
  template: string | null;
  /** For which files that is; without it for all. */
  isNamed?: (file: string) => boolean;
  /** A file whose ending says how to read those files whose own says nothing; without one they are no contracts. */
  readAs?: string;
}

export interface Loaded {
  contracts: LocalContract[];
  /** Messages that are there and are not read. */
  unread: UnreadContract[];
  /** Files that are no contracts although they look like some: parts of AsyncAPI documents. */
  leftOut: LeftOutFile[];
  /** What named no file at all. */
  unmatched: string[];
  /** Every file that was selected, whatever it holds. */
  files: string[];
}

/** Every contract that is selected, with all that it refers to in the tree; in the order of the selection. */
export async function loadContracts(tree: FileTree, selection: Selection): Promise<Loaded> {
  const { files, unmatched } = await selectedFiles(tree, selection);
  const texts = await tree.read([...files.keys()]);
  const found: Found[] = [];
  for (const [file, entries] of files) {
    const text = texts.get(file);
    if (text === undefined) continue;
    const readAs = isContractPath(file) ? file : (selection.readAs ?? file);
    const content = await readContent(tree, file, readAs, text);
    found.push(...entries.map((entry) => ({ file, readAs, text, content, entry, selection })));
  }
  const parts = partsIn(found);
  const contracts = await linkReferences(tree, found.filter(({ file }) => !parts.has(file)).flatMap(contractsOf));
  const shared = found.filter(({ content, file }) => isSharedSchemas(content) && isReferredTo(file, contracts));
  shared.forEach(({ file }) => parts.delete(file));
  const linked =
    shared.length === 0
      ? contracts
      : await linkReferences(tree, found.filter(({ file }) => !parts.has(file)).flatMap(contractsOf));
  return {
    contracts: withoutRepeated(linked),
    unread: found.flatMap(unreadOf),
    leftOut: [...parts.values(), ...found.flatMap(noContractIn)],
    unmatched,
    files: [...files.keys()],
  };
}

/** A file that was named by its path and holds none, and a document without any. */
function noContractIn({ file, readAs, content }: Found): LeftOutFile[] {
  const told = (reason: string): LeftOutFile[] => [
    { file, reason: `${file} is no contract: ${reason}`, isPart: false, referredBy: null },
  ];
  if (!isContractPath(readAs)) return told(`contracts are files that end with ${CONTRACT_ENDINGS.join(', ')}.`);
  const isEmpty = content.kind === 'messages' && content.messages.length + content.unread.length === 0;
  return isEmpty ? told('it is an AsyncAPI document, and no message of it has a payload.') : [];
}

/** `components.schemas`, which are for JSON Schemas in files of their own, too. */
const isSharedSchemas = (content: Content): boolean => content.kind === 'parts' && content.holds === 'schemas';

/** Whether a schema in a file of its own refers to a file, so that it is registered by itself. */
const isReferredTo = (file: string, contracts: readonly LocalContract[]): boolean =>
  contracts.some(({ source, references }) => source.pointer === '' && references.some((one) => one.file === file));

/** A file with the messages of a document, wherever they stand. */
export type Content =
  | Exclude<FileContent, { kind: 'document' }>
  | ({ kind: 'messages'; files: ReadonlyMap<string, JoinedFile> } & ReturnType<typeof messagesOf>);

/** What a file holds; `readAs` is the file by whose ending it is read. */
export async function readContent(tree: FileTree, file: string, readAs: string, text: string): Promise<Content> {
  const content = contentOf(readAs, text);
  if (content.kind !== 'document') return content;
  const joined = await joinFiles(tree, { file, text, document: content.document }, isJsonSchema);
  return { kind: 'messages', ...messagesOf(joined), files: joined.files };
}

function isJsonSchema(file: string, text: string): boolean {
  const content = contentOf(file, text);
  return content.kind === 'schema' && content.format === 'JSON';
}

/** Files of shared messages, which are read where a document refers to them: as JSON Schemas they would accept everything. */
function partsIn(found: readonly Found[]): Map<string, LeftOutFile> {
  const homes = new Map<string, { by: string; isSure: boolean }>();
  for (const { file, content } of found) {
    if (content.kind !== 'messages') continue;
    for (const { file: home, isSure } of content.homes) {
      const path = posix.join(posix.dirname(file), home);
      if (isSure || !homes.has(path)) homes.set(path, { by: file, isSure });
    }
  }
  const parts = new Map<string, LeftOutFile>();
  for (const { file, content } of found) {
    const home = homes.get(file);
    const by = home?.by ?? (content.kind === 'parts' ? documentWith(file, found) : undefined);
    const isRead = by === undefined ? 'no AsyncAPI document that is named here refers to it' : `${by} refers to it`;
    const isPart = content.kind === 'parts' || (home !== undefined && isFileOfMessages(content, home.isSure));
    if (!isPart) continue;
    const reason = `${file} is no contract by itself: it holds ${holdsOf(content)} AsyncAPI documents, and ${isRead}.`;
    parts.set(file, { file, reason, isPart, referredBy: by ?? null });
  }
  return parts;
}

/** A document may name a JSON Schema as a message by mistake, or one that is not there: then what has no keyword is none. */
const isFileOfMessages = (content: Content, isSure: boolean): boolean =>
  content.kind === 'schema' &&
  content.format === 'JSON' &&
  (isSure || content.notes.some(({ rule }) => rule === NO_KEYWORD));

/** The document that refers to a file. */
const documentWith = (path: string, found: readonly Found[]): string | undefined =>
  found.find(
    ({ content }) => content.kind === 'messages' && [...content.files.values()].some(({ file }) => file === path),
  )?.file;

const holdsOf = (content: Content): string =>
  content.kind !== 'parts' || content.holds === 'messages'
    ? 'messages for'
    : content.holds === 'schemas'
      ? 'schemas for'
      : 'parts of';

/** Every file with what the manifest says of it; null where it says nothing. A file may be several subjects. */
type Files = Map<string, (ManifestEntry | null)[]>;

async function selectedFiles(tree: FileTree, selection: Selection): Promise<{ files: Files; unmatched: string[] }> {
  const { patterns, exclude, manifest } = selection;
  const entries = manifest?.entries ?? [];
  const files: Files = new Map();
  const unmatched: string[] = [];
  if (patterns.length === 0) {
    for (const entry of entries) {
      const found = await tree.find(entry.file, exclude);
      if (found.length === 0) unmatched.push(entry.file);
      for (const file of found) addEntry(files, file, entry);
    }
    return { files, unmatched };
  }
  const matchers = entries.map((entry) => ({ entry, isMatch: matcherOf(entry.file) }));
  for (const pattern of patterns) {
    const found = await tree.find(pattern, exclude);
    if (found.length === 0) unmatched.push(pattern);
    for (const file of found.filter((one) => !files.has(one))) {
      const said = matchers.filter(({ isMatch }) => isMatch(file)).map(({ entry }) => entry);
      if (said.length === 0) files.set(file, [null]);
      else said.forEach((entry) => addEntry(files, file, entry));
    }
  }
  return { files, unmatched };
}

/** The path by itself outweighs a folder or a glob that holds it too: those are for the rest. */
function addEntry(files: Files, file: string, entry: ManifestEntry): void {
  const known = files.get(file) ?? [];
  if (entry.file !== file && known.length > 0) return;
  files.set(file, [...known.filter((one) => one?.file === file), entry]);
}

/** As a tree finds files: by a path, a folder or a glob. A file that is there outweighs what a glob means by its name. */
function matcherOf(pattern: string): (file: string) => boolean {
  const inGlob = isGlob(pattern) ? picomatch(pattern, { dot: true, flags: 's' }) : () => false;
  const isBelow = (file: string): boolean =>
    pattern === '.' ? !file.startsWith('../') : file.startsWith(`${pattern}/`);
  return (file) => file === pattern || isBelow(file) || inGlob(file);
}

interface Found {
  file: string;
  /** The file by whose ending it is read. */
  readAs: string;
  text: string;
  content: Content;
  entry: ManifestEntry | null;
  selection: Selection;
}

const templateOf = ({ file, entry, selection }: Found): string =>
  templateFor(file, selection) ?? entry?.subject ?? selection.manifest?.defaults?.subject ?? DEFAULT_TEMPLATE;

const templateFor = (file: string, { template, isNamed }: Selection): string | null =>
  isNamed === undefined || isNamed(file) ? template : null;

/** Whether the manifest means this message, where it means one alone. */
const isMeant = ({ entry }: Found, name: string): boolean => (entry?.message ?? name) === name;

function unreadOf(found: Found): UnreadContract[] {
  const { file, content } = found;
  if (content.kind !== 'messages') return [];
  const unread = content.unread.filter(({ name }) => isMeant(found, name));
  const { level } = baseOf(found);
  const beside = [...content.files.values()].map((one) => one.file).filter((one) => one !== file);
  return unread.map(({ name, reason }) => ({
    subject: subjectOf(file, templateOf(found), name),
    ...{ file, reason, level, beside },
  }));
}

function contractsOf(found: Found): LocalContract[] {
  const { file, readAs, text, content, entry } = found;
  const template = templateOf(found);
  const base = baseOf(found);
  if (content.kind === 'messages') {
    const messages = content.messages.filter(({ name }) => isMeant(found, name));
    return messages.map(({ name, format, text: schema, pointer, brought, faults, headers }) => ({
      ...base,
      ...(headers === undefined ? {} : { headers }),
      subject: subjectOf(file, template, name),
      ...{ format, text: schema, faults, isNamedByFile: false },
      source: { text, pointer, brought, files: content.files },
    }));
  }
  if (!isContractPath(readAs)) return [];
  const subject = subjectOf(file, template);
  if (content.kind === 'parts')
    return isSharedSchemas(content) ? [{ ...base, subject, format: 'JSON', text: content.text }] : [];
  const format = entry?.format ?? content.format;
  if (content.kind === 'unreadable') return [{ ...base, subject, format, text, faults: content.faults }];
  const wanted = entry?.message ?? null;
  const faults = wanted === null ? [] : [fault(`it is no AsyncAPI document, and "${wanted}" no message of it.`, '')];
  const notes = format === 'JSON' ? content.notes : [];
  return [{ ...base, subject, format, text: content.text, faults, notes }];
}

function baseOf(found: Found): Omit<LocalContract, 'subject' | 'format' | 'text'> {
  const { file, text, entry, selection } = found;
  const defaults = selection.manifest?.defaults;
  const said = entry ?? defaults;
  return {
    file,
    source: { text, pointer: '', brought: new Map() },
    isNamedByFile: isTemplate(entry?.subject ? templateOf(found) : (said?.subject ?? DEFAULT_TEMPLATE)),
    isInManifest: entry !== null,
    level: said?.level ?? null,
    policy: said?.policy ?? null,
    owner: said?.owner ?? null,
    metadata: entry?.metadata ?? null,
    references: (entry?.references ?? []).map((reference) => ({ ...reference })),
    closure: [],
    referredFiles: new Map(),
    missing: [],
    faults: [],
    notes: [],
  };
}
