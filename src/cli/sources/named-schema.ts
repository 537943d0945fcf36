import type { Format, SchemaSource } from '../../contracts/source.js';
import { CommandError, EXIT } from '../exit-code.js';
import type { RegistryClient } from '../registry/registry.client.js';
import { findPlace, fromRoot } from './repository.store.js';
import { loadContracts } from './load-contracts.js';
import { readPipe, withPiped } from './piped-file.store.js';
import { WorkingTree } from './working-tree.store.js';

/** A schema that somebody named by a file or by a version of a subject, with all it refers to. */
export interface NamedSchema extends SchemaSource {
  format: Format;
  /** As people call it: `orders.created version 3`, `new.avsc`. */
  name: string;
  /** Its number in a registry; null of a file. */
  version: number | null;
}

/** `subject@3` and `subject@latest`. A subject may have an @ of its own: the last one counts. */
export function readVersionName(text: string): { subject: string; version: number | 'latest' } | null {
  const [, subject, version] = /^(.+)@(\d+|latest)$/.exec(text) ?? [];
  if (subject === undefined || version === undefined) return null;
  return { subject, version: version === 'latest' ? 'latest' : Number(version) };
}

/** What a text names: a file or a pipe where there is one, else a version of a subject. @throws CommandError where it is neither. */
export async function findSchema(text: string, createClient: () => RegistryClient): Promise<NamedSchema> {
  const place = findPlace(process.cwd());
  const piped = await readPipe(place.cwd, text);
  const path = fromRoot(place, piped?.name ?? text);
  const files = new WorkingTree(place.root);
  const tree = piped === null ? files : withPiped(files, piped, path);
  const selection = { patterns: [path], exclude: [], manifest: null, template: null };
  const { contracts, unmatched } = await loadContracts(tree, selection);
  const [contract, ...others] = contracts;
  if (others.length > 0) {
    throw new CommandError(EXIT.usage, `${text} holds ${contracts.length} contracts. Name one file with one of them.`);
  }
  if (contract !== undefined) {
    const [faulty] = contract.faults;
    if (faulty !== undefined) throw new CommandError(EXIT.findings, `${text}: ${faulty.message}`);
    const { format, text: schema, closure } = contract;
    return { format, name: text, text: schema, references: closure, version: null };
  }
  const named = readVersionName(text);
  if (named === null) throw notNamed(text, unmatched.length > 0);
  return findVersion(createClient(), named.subject, named.version);
}

function notNamed(text: string, isMissing: boolean): CommandError {
  const what = isMissing ? 'there is no such file, and it is no version of a subject' : 'it is no contract';
  return new CommandError(
    EXIT.usage,
    `Cannot read ${text}: ${what}.\nName a file, or a version such as orders.created@3.`,
  );
}

/** @throws CommandError where the registry does not have it. */
export async function findVersion(
  client: RegistryClient,
  subject: string,
  version: number | 'latest',
): Promise<NamedSchema> {
  const schema = await client.schema(subject, version);
  if (schema !== null) return { ...schema, name: `${subject} version ${schema.version}` };
  const all = (await client.history(subject, 'latest'))?.at(-1);
  const fix =
    all === undefined
      ? `It has no such subject; \`curl ${client.url}/subjects\` lists those it has.`
      : `Its latest version is ${all.version}.`;
  throw new CommandError(EXIT.usage, `The registry at ${client.url} has no ${subject}@${version}.\n${fix}`);
}
