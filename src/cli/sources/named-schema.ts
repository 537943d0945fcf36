import type { Finding } from '../../contracts/finding.js';
import type { Format, ReferencedSchema, SchemaSource } from '../../contracts/source.js';
import { CommandError, EXIT } from '../exit-code.js';
import type { RegistryClient } from '../registry/registry.client.js';
import { findPlace, fromRoot } from '../trees/repository.store.js';
import { endingOf } from '../trees/file-tree.js';
import { findManifest, loadManifest } from '../manifest/manifest.store.js';
import type { Manifest } from '../manifest/contracts-manifest.js';
import { schemasElsewhere } from '../references/schemas-elsewhere.js';
import { loadContracts, type Selection } from './load-contracts.js';
import type { LocalContract } from './local-contract.js';
import { withSought, type MissingReference } from '../references/missing-references.js';
import { withOwnFolder } from '../trees/own-folder.store.js';
import { nameByContent, readPipe, withPiped } from '../trees/piped-file.store.js';
import { standingAt, standingFor } from '../trees/standing-file.js';
import { WorkingTree } from '../trees/working-tree.store.js';

/** A schema that somebody named by a file or by a version of a subject, with all it refers to. */
export interface NamedSchema extends SchemaSource {
  format: Format;
  /** As people call it: `orders.created version 3`, `new.avsc`. */
  name: string;
  /** Its number in a registry; null of a file. */
  version: number | null;
  /** The file as it was read; null of a version. */
  contract: LocalContract | null;
}

/** `subject@3` and `subject@latest`. A subject may have an @ of its own: the last one counts. */
export function readVersionName(text: string): { subject: string; version: number | 'latest' } | null {
  const [, subject, version] = /^(.+)@(\d+|latest)$/.exec(text) ?? [];
  if (subject === undefined || version === undefined) return null;
  return { subject, version: version === 'latest' ? 'latest' : Number(version) };
}

/** What a text names: a file or a pipe where there is one, else a version of a subject. @throws CommandError where it is neither. */
export async function findSchema(text: string, createClient: () => RegistryClient): Promise<NamedSchema> {
  return schemaOf(await readNamed(text, await referenceManifest()), createClient);
}

/**
 * What two texts name that are compared. A pipe has no folder, and an earlier file may lie in another one: what it refers to is sought
 * beside it, then as if it stood where the other one does. @throws CommandError where one is neither file nor version.
 */
export async function findSchemas(
  older: string,
  newer: string,
  createClient: () => RegistryClient,
): Promise<[NamedSchema, NamedSchema]> {
  const manifest = await referenceManifest();
  const [before, after] = [await readNamed(older, manifest), await readNamed(newer, manifest)];
  return [
    await schemaOf(await readBeside(before, after), createClient),
    await schemaOf(await readBeside(after, before), createClient),
  ];
}

/** The manifest, of which what it says of references holds for any file. */
function referenceManifest(): Promise<Manifest | null> {
  const place = findPlace(process.cwd());
  return loadManifest(new WorkingTree(place.root), findManifest(place, undefined));
}

/** What a text names among the files. */
interface Named {
  typed: string;
  path: string;
  /** The file by whose ending it is read. */
  readAs: string;
  isPiped: boolean;
  /** Null where it is no file with a contract. */
  contract: LocalContract | null;
  isThere: boolean;
  manifest: Manifest | null;
}

async function readNamed(typed: string, manifest: Manifest | null): Promise<Named> {
  const place = findPlace(process.cwd());
  const piped = await readPipe(place.cwd, typed);
  const path = fromRoot(place, piped?.name ?? typed);
  const files = new WorkingTree(place.root);
  const tree = piped === null ? withOwnFolder(files, place.root, path) : withPiped(files, piped, path);
  const readAs = (await nameByContent(place.cwd, typed)) ?? path;
  const { contracts, unmatched } = await loadContracts(tree, { ...only(path, manifest), readAs });
  if (contracts.length > 1) throw severalIn(typed, contracts);
  const [found] = contracts;
  const contract = found === undefined ? null : { ...found, missing: calledAsTyped(found, path, typed) };
  return { typed, path, readAs, isPiped: piped !== null, contract, isThere: unmatched.length === 0, manifest };
}

/** What is missing, with the file called as somebody typed it. */
const calledAsTyped = ({ missing }: LocalContract, path: string, typed: string): MissingReference[] =>
  missing.map((what) => (what.from === path ? { ...what, from: typed } : what));

const only = (path: string, referring: Manifest | null): Selection => ({
  ...{ patterns: [path], exclude: [], manifest: null, referring, template: null },
});

function severalIn(typed: string, contracts: readonly LocalContract[]): CommandError {
  const names = contracts.slice(0, MOST_NAMED).map(({ subject }) => subject);
  const more = contracts.length > MOST_NAMED ? ` and ${contracts.length - MOST_NAMED} more` : '';
  const lines = [
    `${typed} holds ${contracts.length} contracts (${names.join(', ')}${more}), and one of them cannot be named here.`,
    'Put the schema of that one into a file of its own, or name its version in a registry, such as orders.created@3; `plumbline check` compares all of a document.',
  ];
  return new CommandError(EXIT.usage, lines.join('\n'));
}

const MOST_NAMED = 10;

/** As it reads where the other one stands, where it refers to what is not beside itself. */
async function readBeside(one: Named, other: Named): Promise<Named> {
  const { contract, isPiped } = one;
  if (contract === null || other.contract === null || other.isPiped) return one;
  const readAs = isLikelyAvro(one, other) ? other.path : one.readAs;
  if (!isPiped && contract.missing.length === 0 && readAs === one.readAs) return one;
  const path = standingFor(other.path, readAs);
  const from = isPiped ? null : one.path;
  const { root } = findPlace(process.cwd());
  const files = new WorkingTree(root);
  const around = isPiped ? files : withOwnFolder(files, root, one.path);
  const tree = standingAt(around, { text: contract.source.text, path, from });
  const [moved] = (await loadContracts(tree, only(path, one.manifest))).contracts;
  if (moved === undefined) return one;
  return { ...one, contract: { ...moved, missing: calledAsTyped(moved, path, one.typed) } };
}

/** JSON without a name may be Avro that nothing tells from JSON Schema, such as `{"type": "string"}`. */
const isLikelyAvro = (one: Named, other: Named): boolean =>
  (one.isPiped || one.readAs !== one.path) &&
  endingOf(one.readAs) === '.json' &&
  one.contract?.format === 'JSON' &&
  endingOf(other.path) === '.avsc';

async function schemaOf(named: Named, createClient: () => RegistryClient): Promise<NamedSchema> {
  const { typed, contract, isThere } = named;
  if (contract !== null) {
    const { format, text, closure } = contract;
    const schema: NamedSchema = { format, name: typed, text, references: closure, version: null, contract };
    if (contract.faults.length > 0) throw notValid(schema, contract.faults);
    return { ...schema, references: [...closure, ...(await referredElsewhere(schema, contract, createClient))] };
  }
  const version = readVersionName(typed);
  if (version === null) throw notNamed(typed, !isThere);
  return findVersion(createClient(), version.subject, version.version);
}

/** @throws CommandError where the registry does not have what only a registry has, or has another schema of one name. */
async function referredElsewhere(
  schema: NamedSchema,
  contract: LocalContract,
  createClient: () => RegistryClient,
): Promise<readonly ReferencedSchema[]> {
  if (contract.elsewhere.length === 0) return [];
  const { RegistryVersions } = await import('../against/registry-versions.client.js');
  const found = await schemasElsewhere(contract, new RegistryVersions(createClient()));
  if (!('facts' in found)) {
    if (found.faults.length > 0) throw notValid(schema, found.faults);
    return found.schemas;
  }
  throw new CommandError(
    EXIT.usage,
    `${schema.name}: ${found.text}.\nRegister it there, or correct \`references\` in the manifest.`,
  );
}

/** That nothing can be done with a schema that cannot be read or is none, why, and what to do. */
export function notValid(
  { name, contract }: Pick<NamedSchema, 'name' | 'contract'>,
  wrong: readonly Finding[],
): CommandError {
  const fileOf = (reference: string): string | null => contract?.referredFiles.get(reference)?.file ?? null;
  const told = withSought(wrong, contract?.missing ?? [], fileOf);
  const fixes = contract === null ? ['Name another version.'] : [...new Set(told.map(({ fix }) => fix))];
  return new CommandError(EXIT.usage, [...told.map(({ message }) => `${name}: ${message}`), ...fixes].join('\n'));
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
  if (schema !== null) return { ...schema, name: `${subject} version ${schema.version}`, contract: null };
  const all = (await client.history(subject, 'latest'))?.at(-1);
  const fix =
    all === undefined
      ? `It has no such subject; \`curl ${client.url}/subjects\` lists those it has.`
      : `Its latest version is ${all.version}.`;
  throw new CommandError(EXIT.usage, `The registry at ${client.url} has no ${subject}@${version}.\n${fix}`);
}
