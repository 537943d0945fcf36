import { createHash } from 'node:crypto';
import type { Finding } from '../../contracts/finding.js';
import type { SchemaDocument, SchemaNode } from '../../contracts/formats/json-schema/document.js';
import { readJsonSchema } from '../../contracts/formats/json-schema/read-json-schema.js';
import { encodeFragment } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Format, SchemaSource } from '../../contracts/source.js';
import { describedBy, scopesOf } from '../findings/described-parts.js';
import { ToldSchemas } from '../findings/told-schema.js';
import { DEFAULT_DIALECT } from './check-contract.js';

/** The keyword that a finding names, and the schema that it stands in. */
interface Found {
  node: SchemaNode;
  keyword: string;
  finding: Finding;
  told: ToldSchemas;
}

/** Rules whose facts do not say what the schema demands, each with the part of the schema that does. */
const TOLD_BY_SCHEMA: Readonly<Record<string, (found: Found) => unknown>> = {
  'alternatives-narrowed': keywordAlone,
  'condition-narrowed': ({ node, told }) => ['if', 'then', 'else'].map((keyword) => told.keyword(node, keyword)),
  'contains-narrowed': ({ node, told }) =>
    ['contains', 'minContains', 'maxContains'].map((keyword) => told.keyword(node, keyword)),
  'content-closed': ({ node, told }) => describedBy(node, told),
  'dependency-added': dependenciesOf,
  'event-refused': ({ node, told }) => told.of(node.document.root),
  'exclusion-widened': keywordAlone,
  'items-closed': ({ node, told }) => describedBy(node, told),
  'not-decided': ({ node, told }) => told.of(node.document.root),
  'property-names-narrowed': keywordAlone,
  'unevaluated-narrowed': (found) => [keywordAlone(found), describedBy(found.node, found.told)],
  'values-narrowed': (found) => (found.finding.facts.length > 0 ? undefined : keywordAlone(found)),
};

/**
 * What the reader demands where the finding's facts do not say it: that part of its schema with the references in it followed and without
 * annotations, so that neither a description nor an edit elsewhere changes it; and, where the path has a `*`, which properties or items are
 * meant. What cannot be found is told by a digest of all its texts. Null where the facts say all. `reader` is the JSON Schema that
 * `readerPath` points into; null where it is not known. `writer` is the candidate, where that writes.
 */
export function demandedSchema(
  finding: Finding,
  reader: SchemaSource | null,
  writer: SchemaSource | null = null,
): string | null {
  const demand = TOLD_BY_SCHEMA[finding.rule];
  const isTold = demand === undefined && !finding.path.includes('*');
  if (reader === null || isTold || ['invalid', 'notice'].includes(finding.severity)) return null;
  const texts = digestOf(reader);
  const document = documentOf(reader);
  if (document === null) return texts;
  const told = new ToldSchemas(texts);
  const scopes = scopesOf(document.root, finding, told);
  const found = demand === undefined ? null : placeIn(document, finding.readerPath);
  const value =
    demand === undefined ? undefined : found === null ? told.unknown() : demand({ ...found, finding, told });
  if (value === undefined && scopes === undefined) return null;
  return JSON.stringify([value, scopes, listedBy(writer, finding)]);
}

/** Of many values that a candidate lists a message tells a few, and the reader's list tells none of them. */
function listedBy(writer: SchemaSource | null, { rule, facts, writerPath }: Finding): string[] | undefined {
  if (rule !== 'values-narrowed' || facts.length > 0 || writer === null || writerPath === null) return undefined;
  const document = documentOf(writer);
  const node = document === null ? undefined : placeIn(document, `${writerPath}/enum`)?.node;
  const values: unknown = node?.keywords['enum'];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).sort() : undefined;
}

/** All that a schema demands, for what is told of it in part alone. */
export function demandedInAll(schema: SchemaSource & { format: Format }): string {
  const texts = digestOf(schema);
  const document = schema.format === 'JSON' ? documentOf(schema) : null;
  return document === null ? texts : JSON.stringify(new ToldSchemas(texts).of(document.root));
}

function keywordAlone({ node, keyword, told }: Found): unknown {
  return told.keyword(node, keyword) ?? told.unknown();
}

/** All that a name asks for: only the first of the keywords that do is named. */
function dependenciesOf({ node, finding, told }: Found): unknown {
  const [trigger] = finding.facts;
  const keywords = ['dependentRequired', 'dependentSchemas', 'dependencies'];
  const all = keywords.flatMap((keyword) => (told.keyword(node, keyword) as [string, unknown][] | undefined) ?? []);
  const asked = all.filter(([name]) => name === trigger);
  return asked.length > 0 ? asked : told.unknown();
}

/** Where a path `name#/pointer`, or a pointer into the schema itself, leads; null where nothing stands there, or not in this text. */
function placeIn({ documents }: SchemaDocument, path: string): Pick<Found, 'node' | 'keyword'> | null {
  const named = documents.filter(({ name }) => name !== null && path.startsWith(`${name}#`));
  const document = named.sort((a, b) => b.name!.length - a.name!.length)[0] ?? documents[0]!;
  const pointer = document.name === null ? path : path.slice(document.name.length + 1);
  const tokens = pointer.split('/');
  // A keyword may be told with a step into what it holds.
  for (const steps of [1, 2]) {
    const parent = tokens.slice(0, Math.max(1, tokens.length - steps)).join('/');
    const node = parent === '' ? document.root : document.resolve(`#${encodeFragment(parent)}`, document.root);
    if (node !== null) return { node, keyword: tokens.at(-steps) ?? '' };
  }
  return null;
}

const read = new WeakMap<SchemaSource, SchemaDocument | null>();

/** A reader has many findings, and is read once. */
function documentOf(reader: SchemaSource): SchemaDocument | null {
  const known = read.get(reader);
  if (known !== undefined) return known;
  const reading = readJsonSchema(reader, { defaultDialect: DEFAULT_DIALECT, isOver: () => false });
  const document = 'schema' in reading ? reading.schema.document : null;
  read.set(reader, document);
  return document;
}

const digestOf = ({ text, references = [] }: SchemaSource): string =>
  createHash('sha256')
    .update(JSON.stringify([text, references.map((one) => [one.name, one.text])]))
    .digest('hex');
