import { posix } from 'node:path';
import { messagesOf, type AsyncApiMessage } from './asyncapi.source.js';
import { fault } from './fault.js';
import { joinFiles, type JoinedFile } from './join-files.js';
import { contentOf, type FileContent } from './schema-file.js';
import { CONTRACT_ENDINGS, isContractPath, type FileTree } from '../trees/file-tree.js';
import { ToldReferences } from '../references/told-references.js';
import { linkReferences } from '../references/link-references.js';
import type { LeftOutFile, LocalContract, UnreadContract } from './local-contract.js';
import type { Manifest, ManifestEntry } from '../manifest/contracts-manifest.js';
import { NO_KEYWORD } from './note-of-keywords.js';
import { withoutRepeated } from './same-contract.js';
import { entriesFor, selectedFiles, type SelectedFile } from './selected-files.js';
import { DEFAULT_TEMPLATE, isTemplate, subjectOf } from './subject-name.js';

/** Which contracts of a tree are meant. */
export interface Selection {
  /** Paths, folders and globs relative to the root; with none, all that the manifest names. */
  patterns: readonly string[];
  exclude: readonly string[];
  manifest: Manifest | null;
  /** Of which what it says of references holds; without it that manifest. */
  referring?: Manifest | null;
  /** How files are named, whatever the manifest says; null where that and the default decide. */
  template: string | null;
  /** For which files that is; without it for all. */
  isNamed?: (file: string) => boolean;
  /** A file whose ending says how to read those files whose own says nothing; without one they are no contracts. */
  readAs?: string;
  /** By file the subjects in it that are not checked: other messages of a document in which one refers to what is named. */
  standing?: ReadonlyMap<string, ReadonlySet<string>>;
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
  const texts = await tree.read(files.map(({ file }) => file));
  const found: Found[] = [];
  for (const selected of files) {
    const { file } = selected;
    const text = texts.get(file);
    if (text === undefined) continue;
    const readAs = isContractPath(file) ? file : (selection.readAs ?? file);
    const content = await readContent(tree, file, readAs, text);
    found.push({ ...selected, readAs, text, content, selection });
  }
  const parts = partsIn(found);
  const told = new ToldReferences(tree, selection.referring ?? selection.manifest);
  const link = () => linkReferences(tree, found.filter(({ file }) => !parts.has(file)).flatMap(contractsOf), told);
  const contracts = await link();
  const shared = found.filter(({ content, file }) => isSharedSchemas(content) && isReferredTo(file, contracts));
  shared.forEach(({ file }) => parts.delete(file));
  const linked = shared.length === 0 ? contracts : await link();
  return {
    contracts: withoutRepeated(linked),
    unread: found.flatMap(unreadOf),
    leftOut: [...parts.values(), ...found.flatMap(noContractIn), ...found.flatMap(notMeantIn)],
    unmatched,
    files: files.map(({ file }) => file),
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

/** Messages of a document of which the manifest, which alone was asked, names others only. */
function notMeantIn(found: Found): LeftOutFile[] {
  const { file, content, selection } = found;
  if (content.kind !== 'messages') return [];
  const names = [...content.messages, ...content.unread].map(({ name }) => name);
  const others = [...new Set(names)].filter((name) => entriesFor(found, name).length === 0);
  if (others.length === 0) return [];
  const [path, which] = [selection.manifest!.path, others.length === 1 ? 'it is' : 'they are'];
  const reason = `${path} names messages of ${file}, and not ${others.join(', ')}: not looked at. Where ${which} meant, name the document, there without \`message\`.`;
  return [{ file, reason, isPart: false, referredBy: null }];
}

/** `components.schemas`, which are for JSON Schemas in files of their own, too. */
const isSharedSchemas = (content: Content): boolean => content.kind === 'parts' && content.holds === 'schemas';

/** Whether a schema in a file of its own refers to a file, so that it is registered by itself. */
const isReferredTo = (file: string, contracts: readonly LocalContract[]): boolean =>
  contracts.some(({ source, references }) => source.pointer === '' && references.some((one) => one.file === file));

/** A file with the messages of a document, wherever they stand. */
export type Content = Exclude<FileContent, { kind: 'document' }> | Messages;

type Messages = { kind: 'messages'; files: ReadonlyMap<string, JoinedFile> } & ReturnType<typeof messagesOf>;

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

interface Found extends SelectedFile {
  /** The file by whose ending it is read. */
  readAs: string;
  text: string;
  content: Content;
  selection: Selection;
}

type Entry = ManifestEntry | null;

const templateOf = ({ file, selection }: Found, entry: Entry): string =>
  templateFor(file, selection) ?? entry?.subject ?? selection.manifest?.defaults?.subject ?? DEFAULT_TEMPLATE;

const templateFor = (file: string, { template, isNamed }: Selection): string | null =>
  isNamed === undefined || isNamed(file) ? template : null;

function unreadOf(found: Found): UnreadContract[] {
  const { file, content } = found;
  if (content.kind !== 'messages') return [];
  const beside = [...content.files.values()].map((one) => one.file).filter((one) => one !== file);
  return content.unread.flatMap(({ name, reason }) =>
    entriesFor(found, name).map((entry) => ({
      subject: subjectOf(file, templateOf(found, entry), name),
      ...{ file, reason, level: baseOf(found, entry).level, beside },
    })),
  );
}

function contractsOf(found: Found): LocalContract[] {
  const { readAs, content } = found;
  if (content.kind === 'messages') return content.messages.flatMap((message) => ofMessage(found, message, content));
  return isContractPath(readAs) ? entriesFor(found).flatMap((entry) => ofWholeFile(found, entry, content)) : [];
}

function ofMessage(found: Found, message: AsyncApiMessage, { files }: Pick<Messages, 'files'>): LocalContract[] {
  const { name, format, text, pointer, brought, faults, headers } = message;
  return entriesFor(found, name).map((entry) => ({
    ...baseOf(found, entry),
    ...(headers === undefined ? {} : { headers }),
    subject: subjectOf(found.file, templateOf(found, entry), name),
    ...{ format, text, faults, isNamedByFile: false },
    source: { text: found.text, pointer, brought, files },
  }));
}

function ofWholeFile(found: Found, entry: Entry, content: Exclude<Content, Messages>): LocalContract[] {
  const { file, text } = found;
  const base = baseOf(found, entry);
  const subject = subjectOf(file, templateOf(found, entry));
  if (content.kind === 'parts')
    return isSharedSchemas(content) ? [{ ...base, subject, format: 'JSON', text: content.text }] : [];
  const format = entry?.format ?? content.format;
  if (content.kind === 'unreadable') return [{ ...base, subject, format, text, faults: content.faults }];
  const wanted = entry?.message ?? null;
  const faults = wanted === null ? [] : [fault(`it is no AsyncAPI document, and "${wanted}" no message of it.`, '')];
  const notes = format === 'JSON' ? content.notes : [];
  return [{ ...base, subject, format, text: content.text, faults, notes }];
}

function baseOf(found: Found, entry: Entry): Omit<LocalContract, 'subject' | 'format' | 'text'> {
  const { file, text, selection } = found;
  const defaults = selection.manifest?.defaults;
  const said = entry ?? defaults;
  return {
    file,
    source: { text, pointer: '', brought: new Map() },
    isNamedByFile: isTemplate(entry?.subject ? templateOf(found, entry) : (said?.subject ?? DEFAULT_TEMPLATE)),
    isInManifest: entry !== null,
    level: said?.level ?? null,
    policy: said?.policy ?? null,
    owner: said?.owner ?? null,
    metadata: entry?.metadata ?? null,
    references: (entry?.references ?? []).map((reference) => ({ ...reference })),
    closure: [],
    referredFiles: new Map(),
    elsewhere: [],
    missing: [],
    faults: [],
    notes: [],
  };
}
