import { FORMATS, type Format } from '../../contracts/source.js';
import type { Candidate } from '../registration/candidate.js';
import { ConfluentError, invalidSchema, invalidSubject, invalidVersion } from './confluent-error.js';
import type { Metadata, RuleSet } from '../data-contract.js';
import type { SchemaForm } from './formatted-schemas.service.js';
import { textOfProto } from './protobuf-descriptor/serialized-proto.js';
import { faultOfRuleSet } from './rule-set-faults.js';
import { MOST_SCHEMA_BYTES, requireContractSize, requireSize } from '../schemas/schema-size.js';
import { isStorable } from '../storable.js';
import { faultOfSubject, isSubjectScope, normalizeSubject } from '../subject-name.js';
import type { Reference } from '../subject-version.js';
import type { Deletion, Page } from '../store/subjects.repository.js';
import type { WantedVersion } from '../version-finder.service.js';

/** How many a schema may have, and of how many characters each name may be. */
export const MAX_REFERENCES = 500;
export const MAX_REFERENCE_NAME = 1_000;
const MAX_INT = 2 ** 31 - 1;

/** A subject's name from a path. @throws ConfluentError 42208 for one that could not be told apart or shown. */
export function readSubject(name: string): string {
  const scope = readScope(name);
  if (!isSubjectScope(scope)) throw invalidSubject(name, 'it names no subject');
  return scope;
}

/** A subject, a context (`:.ctx:`) or, for the default one, everything. @throws ConfluentError 42208. */
export function readScope(name: string): string {
  const fault = faultOfSubject(name);
  if (fault !== null) throw invalidSubject(name, fault);
  return normalizeSubject(name);
}

/** The schema of a registration's body. AVRO where it names no type, as with Confluent. @throws ConfluentError 42201, 42209, 42210. */
export function readCandidate(body: unknown, query: Record<string, unknown> = {}): Candidate {
  if (!isRecord(body)) throw invalidSchema('the body must be {"schemaType": "JSON", "schema": "..."}.');
  const { schema = null, id = null, version = null } = body;
  if (schema !== null && typeof schema !== 'string') {
    throw invalidSchema('"schema" must be the schema as a string: {"schemaType": "JSON", "schema": "..."}.');
  }
  const text = (schema ?? '').trim() === '' ? '' : schema!;
  requireSize(text, MOST_SCHEMA_BYTES);
  if (!isStorable(text)) throw notStorable('"schema"');
  const format = readFormat(body.schemaType);
  const [metadata, ruleSet] = [readMetadata(body.metadata), readRuleSet(body.ruleSet)];
  requireContractSize({ metadata, ruleSet }, MOST_SCHEMA_BYTES);
  return {
    format,
    text: format === 'PROTOBUF' ? textOfProto(text) : text,
    references: readReferences(body.references),
    metadata,
    ruleSet,
    id: id === null || id === -1 ? null : readInt(id, 'id'),
    version: version === null || version === 0 ? null : readInt(version, 'version', -1),
    normalize: isTrue(query.normalize),
  };
}

/** The same where an empty schema would mean nothing. */
export function readWholeCandidate(body: unknown, query: Record<string, unknown> = {}): Candidate {
  const candidate = readCandidate(body, query);
  if (candidate.text === '') {
    throw invalidSchema('it is empty: the body must be {"schemaType": "JSON", "schema": "..."}.');
  }
  return candidate;
}

function readFormat(schemaType: unknown): Format {
  const format = (schemaType ?? 'AVRO') as Format;
  if (FORMATS.includes(format)) return format;
  throw invalidSchema(`"schemaType" must be one of ${FORMATS.join(', ')}; it is ${JSON.stringify(schemaType)}.`);
}

export function readReferences(value: unknown): Reference[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidSchema('"references" must be a list of {name, subject, version}.');
  if (value.length > MAX_REFERENCES) throw invalidSchema(`it has more than ${MAX_REFERENCES} references.`);
  return value.map((each: Record<string, unknown> | null) => {
    const { name, subject, version } = each ?? {};
    if (typeof name !== 'string' || name === '' || typeof subject !== 'string' || subject === '') {
      throw invalidSchema('each reference must be {"name": "...", "subject": "...", "version": 1}.');
    }
    if (!isStorable(name) || !isStorable(subject)) throw notStorable('"references"');
    if (name.length > MAX_REFERENCE_NAME) {
      throw invalidSchema(
        `the name of a reference has ${name.length} characters, and at most ${MAX_REFERENCE_NAME} are kept.`,
      );
    }
    return { name, subject, version: readInt(version, `version of the reference "${name}"`, -1) };
  });
}

export function readMetadata(value: unknown): Metadata | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw invalidSchema('"metadata" must be an object of tags, properties and sensitive.');
  const { tags, properties, sensitive } = value;
  const isFit =
    isRecordOf(tags, isStrings) &&
    isRecordOf(properties, (one) => typeof one === 'string') &&
    (sensitive === undefined || sensitive === null || isStrings(sensitive));
  if (!isFit) {
    throw invalidSchema(
      '"metadata" must be {"tags": {"field": ["tag"]}, "properties": {"name": "text"}, "sensitive": ["name"]}.',
    );
  }
  if (!isAllStorable(value)) throw notStorable('"metadata"');
  return {
    ...(tags === undefined || tags === null ? {} : { tags: tags as Record<string, string[]> }),
    ...(properties === undefined || properties === null ? {} : { properties: properties as Record<string, string> }),
    ...(sensitive === undefined || sensitive === null ? {} : { sensitive: sensitive as string[] }),
  };
}

export function readRuleSet(value: unknown): RuleSet | null {
  if (value === undefined || value === null) return null;
  const fault = isRecord(value) ? faultOfRuleSet(value as RuleSet) : '"ruleSet" must be an object of lists of rules.';
  if (fault === null && !isAllStorable(value)) throw notStorable('"ruleSet"');
  if (fault !== null) throw new ConfluentError(42210, `Invalid rule set: ${fault}`);
  return value as RuleSet;
}

/** The version a path names: a number, or null for `latest` and -1. @throws ConfluentError 42202. */
export function readVersion(text: string): WantedVersion {
  if (text === 'latest' || text === '-1') return null;
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > MAX_INT) throw invalidVersion(text);
  return Number(text);
}

/** A schema's id from a path; null for what cannot be one. */
export function readId(text: string): number | null {
  return /^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_INT ? Number(text) : null;
}

/**
 * Whether a query parameter such as `verbose` is set. As Confluent's server reads them (JAX-RS, `Boolean.valueOf`): `true`
 * in any case, for Python writes `True`; all else is false, and of several the first counts.
 */
export const isTrue = (value: unknown): boolean => readOne(value)?.toLowerCase() === 'true';

/** What `deleted` and `deletedOnly` ask for. */
export function readDeletion(query: Record<string, unknown>): Deletion {
  if (isTrue(query.deletedOnly)) return 'deleted';
  return isTrue(query.deleted) ? 'both' : 'live';
}

/** Confluent's `offset` and `limit`; a limit that is not positive means as many as may be. */
export function readPage(query: Record<string, unknown>, maxLimit?: number): Page {
  const limit = readNumber(query.limit);
  const isLimited = limit > 0 && (maxLimit === undefined || limit <= maxLimit);
  return { offset: Math.max(0, readNumber(query.offset)), limit: isLimited ? limit : maxLimit };
}

/** In which form a schema is asked for. */
export const readForm = (query: Record<string, unknown>): SchemaForm => ({
  format: readOne(query.format),
  referenceFormat: readOne(query.referenceFormat),
});

/** A parameter that may come several times; the first of them. */
export function readOne(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : undefined;
}

/** A parameter that is a subject's name or how one begins. @throws ConfluentError 42208. */
export function readName(value: unknown): string | undefined {
  const name = readOne(value);
  if (name !== undefined && !isStorable(name)) throw invalidSubject(name, 'it holds a control character');
  return name;
}

/** A parameter that may come several times. */
export function readMany(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

function readNumber(value: unknown): number {
  const text = readOne(value) ?? '';
  return /^-?\d{1,9}$/.test(text) ? Number(text) : 0;
}

function readInt(value: unknown, what: string, least = 1): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MAX_INT && value !== 0) {
    return value;
  }
  throw invalidSchema(`the ${what} must be a whole number from 1 to 2^31-1; it is ${JSON.stringify(value)}.`);
}

const MAX_DEPTH = 32;
const isAllStorable = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth < MAX_DEPTH && Object.entries(value).every((pair) => pair.every((one) => isAllStorable(one, depth + 1)));
};
const notStorable = (what: string): ConfluentError =>
  invalidSchema(
    `${what} holds a null character, half of a surrogate pair or a value in more than ${MAX_DEPTH} others. Leave it out.`,
  );

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isRecordOf = (value: unknown, fits: (one: unknown) => boolean): boolean =>
  value === undefined || value === null || (isRecord(value) && Object.values(value).every(fits));
