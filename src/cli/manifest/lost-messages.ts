import { nearestName } from '../../config/nearest-name.js';
import { CommandError, EXIT } from '../exit-code.js';
import type { Manifest } from './contracts-manifest.js';
import type { FileTree } from '../trees/file-tree.js';
import { readContent, type Content } from '../sources/load-contracts.js';

/** @throws CommandError for a `message` of the manifest that no document has which its entry names: what it says would hold for no contract. */
export async function refuseLostMessages(tree: FileTree, manifest: Manifest | null): Promise<void> {
  if (manifest === null) return;
  const known = new Map<string, Promise<Content | null>>();
  const lines: string[] = [];
  for (const { file, message } of manifest.entries) {
    if (message === null) continue;
    const there = await namesThere(tree, file, known);
    if (there === null || there.names.includes(message)) continue;
    lines.push(
      `${manifest.path} names the message "${message}" of ${file}, where no message with a payload has that name. ${toldOf(message, there)}`,
    );
  }
  if (lines.length === 0) return;
  throw new CommandError(EXIT.usage, [...lines, 'Correct `message`, or remove the entry.'].join('\n'));
}

interface Names {
  /** Also of what is there and is not read. */
  names: string[];
  /** What is not read, each with the reason. */
  unread: string[];
}

/** The messages of the documents that an entry names; null where it names no document, and where one cannot be read, which is told as such. */
async function namesThere(
  tree: FileTree,
  pattern: string,
  known: Map<string, Promise<Content | null>>,
): Promise<Names | null> {
  const contents: Content[] = [];
  for (const file of await tree.find(pattern)) {
    const read = known.get(file) ?? contentAt(tree, file);
    known.set(file, read);
    const content = await read;
    if (content !== null) contents.push(content);
  }
  if (contents.some(({ kind }) => kind === 'unreadable')) return null;
  const documents = contents.filter((content) => content.kind === 'messages');
  if (documents.length === 0) return null;
  const unread = documents.flatMap((one) => one.unread);
  const names = [...documents.flatMap(({ messages }) => messages), ...unread].map(({ name }) => name);
  return { names: [...new Set(names)], unread: unread.map(({ name, reason }) => `${name} (${reason})`) };
}

async function contentAt(tree: FileTree, file: string): Promise<Content | null> {
  const text = (await tree.read([file])).get(file);
  return text === undefined ? null : readContent(tree, file, file, text);
}

const MOST_NAMED = 10;

function toldOf(message: string, { names, unread }: Names): string {
  if (names.length === 0) return 'It has none.';
  const near = nearestName(message, names);
  const meant = near === null ? '' : ` Did you mean "${near}"?`;
  const notRead = unread.length === 0 ? '' : ` Not read: ${listed(unread)}.`;
  return `It has ${listed(names)}.${meant}${notRead}`;
}

function listed(all: readonly string[]): string {
  const more = all.length - MOST_NAMED;
  return more > 0 ? `${all.slice(0, MOST_NAMED).join(', ')} and ${more} more` : all.join(', ');
}
