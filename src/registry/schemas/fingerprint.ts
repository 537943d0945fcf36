import { createHash } from 'node:crypto';
import { canonicalMetadata, canonicalRuleSet } from './canonical-data-contract.js';
import { canonicalText } from './canonical-text.js';
import type { SchemaContent } from '../subject-version.js';

const EXTRA = '.';
/** Follows right after AGAIN in the order of characters. */
const [AGAIN, AFTER_AGAIN] = ['#', '$'];
const HALF_GUID_DIGITS = 16;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A registration asks four times, a check against a history for each of its versions. */
const known = new WeakMap<SchemaContent, string>();

/** Names what events look like: equal for the same format, canonical text and references. 64 hexadecimal digits. */
export function contentFingerprintOf(schema: SchemaContent): string {
  let fingerprint = known.get(schema);
  if (fingerprint === undefined) known.set(schema, (fingerprint = computeContentFingerprint(schema)));
  return fingerprint;
}

function computeContentFingerprint({ format, text, references }: SchemaContent): string {
  const meaning = `${format}\n${canonicalText(format, text)}`;
  if (references.length === 0) return sha256(meaning);
  const named = references.map(({ name, subject, version }) => [name, subject, version]);
  return sha256(`${meaning}\n${JSON.stringify(named)}`);
}

/** Names a schema: its content's name, and after a dot that of what its metadata and rule set mean where they say anything. */
export function fingerprintOf(schema: SchemaContent): string {
  const content = contentFingerprintOf(schema);
  const [metadata, ruleSet] = [canonicalMetadata(schema.metadata), canonicalRuleSet(schema.ruleSet)];
  if (metadata === null && ruleSet === null) return content;
  return content + EXTRA + sha256(sorted([content, metadata, ruleSet]));
}

/** What a schema is kept under that has an id already and was imported with another one: its fingerprint is unique. */
export const fingerprintOfAnother = (fingerprint: string, id: number): string => `${fingerprint}${AGAIN}${id}`;

/** The fingerprint of the schema, of what it is kept under. */
export const bareFingerprint = (kept: string): string => kept.split(AGAIN)[0]!;

/** All that one schema is kept under, whatever ids it has, as a range of their order. */
export const rangeOfSame = (fingerprint: string): { gte: string; lt: string } => ({
  gte: fingerprint,
  lt: fingerprint + AFTER_AGAIN,
});

/** All fingerprints of one content, whatever metadata they have, as a range of their order. */
export const contentRange = (content: string): { gte: string; lt: string } => ({ gte: content, lt: `${content}/` });

/** The same in every context, and told from the fingerprint alone: the first digits of both its parts. */
export function guidOf(fingerprint: string): string {
  const [content = '', extra] = fingerprint.split(EXTRA);
  const digits = content.slice(0, HALF_GUID_DIGITS) + (extra ?? content.slice(HALF_GUID_DIGITS));
  return digits.slice(0, 2 * HALF_GUID_DIGITS).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Every fingerprint with this guid lies here, and few others; null for what is no guid. */
export function guidRange(guid: string): { gte: string; lt: string } | null {
  const digits = guid.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  const first = digits.slice(0, HALF_GUID_DIGITS);
  return { gte: first, lt: `${first}g` };
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
