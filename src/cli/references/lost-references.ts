import { posix } from 'node:path';
import { findSchemaProblems } from '../../contracts/compatibility.js';
import { decodeFragment } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Loaded } from '../sources/load-contracts.js';
import type { LocalContract, UnreadContract } from '../sources/local-contract.js';
import type { Links } from './file-links.js';
import type { MissingReference } from './missing-references.js';
import { isWorldly } from './schema-uris.js';

/** Files that refer to what is lost, by themselves or through others, each with what that is, in words for people. */
export type ByLost = ReadonlyMap<string, readonly string[]>;

/**
 * Of the contracts in some files those that refer to what is lost and now to nothing. What looks so by its words alone, resolves another way,
 * or is no schema that refers is none.
 */
export function referringToLost({ contracts, unread }: Loaded, lost: readonly Links[], files: ReadonlySet<string>) {
  const byLost = new Map<string, readonly string[]>();
  const add = (file: string, told: readonly string[]): void => {
    if (told.length > 0 && files.has(file)) byLost.set(file, [...new Set([...(byLost.get(file) ?? []), ...told])]);
  };
  for (const contract of contracts) {
    const told = lostBy(contract, lost);
    for (const file of [contract.file, ...(contract.alsoIn ?? [])]) add(file, told);
  }
  for (const one of unread) add(one.file, lostByUnread(one, lost));
  return byLost satisfies ByLost;
}

function lostBy({ format, text, closure, faults, missing }: LocalContract, lost: readonly Links[]): string[] {
  if (faults.length > 0) return lost.filter(isToldIn(faults.map(({ message }) => message))).map(({ file }) => file);
  const told = missing.flatMap((reference) => lost.flatMap((one) => toldOf(reference, one) ?? []));
  // A name of Avro may stand for two, of which one is enough.
  return told.length === 0 || findSchemaProblems(format, { text, references: closure }).length === 0 ? [] : told;
}

/** What leads to nothing in a document has no name but the reference in the words of the fault. */
const isToldIn =
  (messages: readonly string[]) =>
  ({ file }: Links): boolean => {
    const base = posix.basename(file);
    return base !== '' && messages.some((message) => message.includes(base) || message.includes(encodeURI(base)));
  };

const lostByUnread = ({ reason }: UnreadContract, lost: readonly Links[]): string[] =>
  lost.map(({ file }) => file).filter((file) => file !== '' && reason.endsWith(`there is no file ${file}`));

/** What is lost, where a reference that leads to nothing means it: the path of a file that is gone, else the name as it is written. */
function toldOf({ name, uri, from }: MissingReference, { file, ids, defined }: Links): string | null {
  const isByUri = uri !== null && ids.includes(uri);
  const called = defined.includes(name) || ids.includes(name) ? name : isByUri ? (isWorldly(uri) ? uri : name) : null;
  if (file === '') return called;
  const path = posix.join(posix.dirname(from), decodeFragment(name));
  return called !== null || path === file || isImport(name, from, file) ? file : null;
}

/** An import is a path from a folder in which the file lies, or one further up. */
function isImport(name: string, from: string, file: string): boolean {
  if (!/\.proto$/i.test(file) || !`/${file}`.endsWith(`/${name}`)) return false;
  return from.startsWith(file.slice(0, file.length - name.length));
}
