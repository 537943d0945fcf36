import { posix, win32 } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { cycleIn } from '../../contracts/yaml-cycles.js';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';
import { nearestName } from '../../config/nearest-name.js';
import type { Manifest, ManifestEntry, ManifestReference } from './contracts-manifest.js';
import { reasonOf, TOO_DEEP } from '../sources/read-yaml.js';
import { entriesByFile, entriesFor } from '../sources/selected-files.js';
import { unknownIn } from '../sources/subject-name.js';

type Written = Partial<Omit<ManifestEntry, 'references'>> & { references?: Partial<ManifestReference>[] };

interface WrittenManifest {
  defaults?: Written;
  contracts: Written[];
  lint?: Manifest['lint'];
}

/** The manifest of a text, or every mistake in it, each as `file:line:column: what is wrong`. */
export function parseManifest(
  path: string,
  text: string,
  schema: object,
): { manifest: Manifest } | { faults: string[] } {
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) return { faults: [`${path}: ${TOO_DEEP}`] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    return { faults: document.errors.map((error) => `${at(error.pos[0])}: this is no valid YAML: ${reasonOf(error)}`) };
  }
  const cycle = cycleIn(document);
  if (cycle !== null) return { faults: [`${at(cycle.offset)}: ${cycle.fault}`] };
  const value = valueOf(document);
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  if (!validate(value)) {
    const faults = (validate.errors ?? []).filter(isTold).map((error) => {
      return `${at(offsetOf(document, error))}: ${sentence(error)}`;
    });
    return { faults: [...new Set(faults)] };
  }
  const { defaults = {}, contracts, lint = {} } = value as WrittenManifest;
  const faults = [
    ...templateFault(['defaults', 'subject'], defaults.subject),
    ...contracts.flatMap(faultsOf),
    ...contracts.flatMap(({ subject }, index) => templateFault(['contracts', index, 'subject'], subject)),
  ];
  if (faults.length > 0) {
    return { faults: faults.map(({ keys, message }) => `${at(startOf(document.getIn(keys, true)))}: ${message}`) };
  }
  const folder = posix.dirname(path);
  const entries = contracts.map((contract) => entryOf(folder, { ...defaults, ...contract }));
  const { subject = null, level = null, policy = null, owner = null } = defaults;
  const wholeOf = entriesByFile(entries.filter(({ message }) => message === null));
  const inherited = entries.map((entry, i) =>
    entry.message !== null && contracts[i]!.references === undefined
      ? { ...entry, references: referencesIn(entry.file, wholeOf(entry.file)) }
      : entry,
  );
  return { manifest: { path, entries: inherited, lint, defaults: { subject, level, policy, owner } } };
}

interface Fault {
  keys: readonly (string | number)[];
  message: string;
}

/** What the schema of manifests cannot say. */
function faultsOf({ file = '', owner = null, metadata = null }: Written, index: number): Fault[] {
  const [path, named] = [
    ['contracts', index, 'file'],
    ['contracts', index, 'owner'],
  ];
  const other = metadata?.properties?.['owner'] ?? null;
  const twice = `\`owner\` is "${owner}", and \`metadata.properties.owner\` is "${other}". Say it once.`;
  return [
    ...(isAbsolute(file) ? [{ keys: path, message: notRelative(path, file) }] : []),
    ...(owner !== null && other !== null && owner !== other ? [{ keys: named, message: twice }] : []),
  ];
}

function templateFault(keys: Fault['keys'], subject: string | null = null): Fault[] {
  const unknown = subject === null ? null : unknownIn(subject);
  if (unknown === null) return [];
  const there = 'There are {name}, {dir}, {path} and {ext}.';
  return [{ keys, message: `\`${keys.join('.')}\` ${unknown.replace(/(?<!\?)$/, '.')} ${there}` }];
}

const isAbsolute = (file: string): boolean => posix.isAbsolute(file) || win32.isAbsolute(file);

const notRelative = (keys: readonly (string | number)[], file: string): string =>
  `\`${keys.join('.')}\` is the absolute path ${file}. Write it relative to the folder of this manifest.`;

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return null; // Too many aliases; told as a wrong root.
  }
}

function entryOf(folder: string, written: Written): ManifestEntry {
  const { message = null, subject = null, format = null, level = null, policy = null } = written;
  const { owner = null, metadata = null, references = [] } = written;
  return {
    file: withoutSlash(posix.join(folder, written.file ?? '')),
    ...{ message, subject, format, level, policy, owner, metadata },
    references: references.map(({ name = '', file, subject: of = null, version = null }) => ({
      ...{ name, subject: of, version },
      file: typeof file === 'string' ? posix.join(folder, file) : null,
    })),
  };
}

/** What entries for the whole of a document say: it holds for a message of it, too, whose own entry does not say otherwise. */
const referencesIn = (file: string, entries: readonly ManifestEntry[]): ManifestReference[] =>
  entriesFor({ file, entries, isAskedFor: false }).flatMap((entry) => entry?.references ?? []);

/** A folder is the same with a slash at its end as without. */
const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');

/** That one branch of `oneOf` fails says nothing beside that all do. */
const isTold = ({ schemaPath }: ErrorObject): boolean => !/\/(one|any)Of\/\d/.test(schemaPath);

function sentence({ keyword, instancePath, params, message }: ErrorObject): string {
  const where = instancePath === '' ? 'the manifest' : `\`${instancePath.slice(1).replaceAll('/', '.')}\``;
  const given = params as Record<string, unknown>;
  if (keyword === 'additionalProperties') {
    const name = String(given['additionalProperty']);
    const near = nearestName(name, KEYS);
    return `${where} has no key \`${name}\`.${near === null ? '' : ` Did you mean \`${near}\`?`}`;
  }
  if (keyword === 'enum') return `${where} must be one of ${(given['allowedValues'] as string[]).join(', ')}.`;
  if (keyword === 'required') return `${where} must have \`${String(given['missingProperty'])}\`.`;
  if (keyword === 'anyOf') return `${where} must be off, notice, warning or error, or an object with \`severity\`.`;
  if (keyword === 'minItems') return `${where} names nothing: give each contract a \`file\`.`;
  if (keyword === 'oneOf') return `${where} must have either \`file\` or \`subject\`.`;
  return `${where} ${message ?? 'is wrong'}.`;
}

const KEYS = [
  ...[
    'contracts',
    'defaults',
    'lint',
    'file',
    'message',
    'subject',
    'format',
    'level',
    'policy',
    'references',
    'owner',
  ],
  ...['metadata', 'name', 'version', 'tags', 'properties', 'sensitive'],
];

/** Where the thing stands that is wrong: a key that is not known itself, else the value. */
function offsetOf(document: Document, { keyword, instancePath, params }: ErrorObject): number {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (keyword === 'additionalProperties' && isMap(node)) {
    const name = (params as { additionalProperty: string }).additionalProperty;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
    if (pair !== undefined && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  return startOf(node);
}

function startOf(node: unknown): number {
  const { range } = (node ?? {}) as { range?: [number, number, number] | null };
  return range?.[0] ?? 0;
}
