import { invalidSchema } from '../../confluent/confluent-error.js';
import { isRecord, readMetadata, readRuleSet } from '../../confluent/confluent-request.js';
import type { Metadata, RuleSet } from '../../data-contract.js';
import { isStorable } from '../../storable.js';
import type { TagChange } from './schema-tags.js';
import type { SchemaTags } from './tag-place.js';

const MAX_ENTITIES = 500;
const MAX_TAG_LENGTH = 255;

/** What a registration's body says of tags. */
export interface TagWish extends TagChange {
  /** Whether the tags of the version before come too. */
  propagate: boolean;
}

/** @throws ConfluentError 42201. */
export function readTagWish(body: unknown): TagWish {
  const { schemaTagsToAdd, schemaTagsToRemove, propagateSchemaTags } = (body ?? {}) as Record<string, unknown>;
  return {
    add: readSchemaTags(schemaTagsToAdd, 'schemaTagsToAdd'),
    remove: readSchemaTags(schemaTagsToRemove, 'schemaTagsToRemove'),
    propagate: propagateSchemaTags === true,
  };
}

/** A version with other tags, and where they are given with another contract. */
export interface Retagging {
  change: TagChange;
  newVersion: number | null;
  metadata: Metadata | null;
  ruleSet: RuleSet | null;
  rulesToMerge: RuleSet | null;
  /** Their names. */
  rulesToRemove: readonly string[];
}

/** The body of `POST /subjects/{subject}/versions/{version}/tags`. @throws ConfluentError 42201, 42210. */
export function readRetagging(body: unknown): Retagging {
  if (!isRecord(body)) throw invalidSchema('the body must be {"tagsToAdd": [...], "tagsToRemove": [...]}.');
  const fields = body;
  const { newVersion = null, rulesToRemove = null } = fields;
  if (newVersion !== null && (typeof newVersion !== 'number' || !Number.isInteger(newVersion) || newVersion < 1)) {
    throw invalidSchema('"newVersion" must be the number of the next version, or left out.');
  }
  if (rulesToRemove !== null && !isTexts(rulesToRemove)) throw invalidSchema('"rulesToRemove" must be names of rules.');
  return {
    change: {
      add: readSchemaTags(fields.tagsToAdd, 'tagsToAdd'),
      remove: readSchemaTags(fields.tagsToRemove, 'tagsToRemove'),
    },
    newVersion,
    metadata: readMetadata(fields.metadata),
    ruleSet: readRuleSet(fields.ruleSet),
    rulesToMerge: readRuleSet(fields.rulesToMerge),
    rulesToRemove: rulesToRemove ?? [],
  };
}

function readSchemaTags(value: unknown, name: string): SchemaTags[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.length <= MAX_ENTITIES && value.every(isSchemaTags)) {
    return value.map(({ schemaEntity: { entityPath, entityType }, tags }) => ({
      schemaEntity: { entityPath, entityType },
      tags: [...tags],
    }));
  }
  throw invalidSchema(
    `"${name}" must be at most ${MAX_ENTITIES} of {"schemaEntity": {"entityPath": "Order.email", "entityType": ` +
      `"sr_field"}, "tags": ["PII"]}; the type is sr_field or sr_record, a tag has 1 to ${MAX_TAG_LENGTH} characters.`,
  );
}

function isSchemaTags(value: unknown): value is SchemaTags {
  const { schemaEntity, tags } = (value ?? {}) as Record<string, unknown>;
  const { entityPath, entityType } = (schemaEntity ?? {}) as Record<string, unknown>;
  const isEntity = typeof entityPath === 'string' && (entityType === 'sr_field' || entityType === 'sr_record');
  return isEntity && isTexts(tags) && tags.every((tag) => tag !== '' && tag.length <= MAX_TAG_LENGTH);
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && isStorable(one));
