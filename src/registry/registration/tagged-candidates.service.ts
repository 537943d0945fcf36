import { Injectable } from '@nestjs/common';
import type { Candidate } from './candidate.js';
import { invalidSchema } from '../confluent/confluent-error.js';
import { mergeRuleSets, RULE_LISTS, type RuleSet } from '../data-contract.js';
import { findSame } from './same-version.js';
import type { SubjectVersion } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';
import { findTags, withTags, withTagsOf, type TagChange } from '../schemas/tags/schema-tags.js';
import type { Retagging, TagWish } from '../schemas/tags/tag-request.js';

/** The next version, with its number in its metadata. */
const NEXT = -1;

/** Candidates with the tags that a client wants in the schema's text. */
@Injectable()
export class TaggedCandidates {
  constructor(private readonly subjects: SubjectsRepository) {}

  /** The tags of the version before come first, so that they can be taken off. @throws ConfluentError 42201. */
  async tagged(subject: string, candidate: Candidate, wish: TagWish): Promise<Candidate> {
    if (candidate.text === '') return candidate;
    const previous = wish.propagate ? await this.latestOf(subject) : null;
    const older = previous === null ? [] : findTags(previous.format, previous.text, ['*']);
    const text = older.length === 0 ? candidate.text : withTagsOf(candidate.format, candidate.text, older);
    if (wish.add.length + wish.remove.length === 0) return { ...candidate, text };
    return { ...candidate, text: changed({ ...candidate, text }, wish), version: candidate.version ?? NEXT };
  }

  /** `version` with other tags, as a candidate for the next version of its subject. @throws ConfluentError 42201. */
  async retagged(version: SubjectVersion, retagging: Retagging): Promise<Candidate> {
    const { format, references, metadata } = version;
    return {
      format,
      text: changed(version, retagging.change),
      references,
      metadata: retagging.metadata ?? metadata,
      ruleSet: await this.rulesFor(version.subject, retagging),
      id: null,
      version: retagging.newVersion ?? NEXT,
      normalize: false,
    };
  }

  /** The version that is there already as a candidate with other tags would be; null for none. */
  async standing(
    subject: string,
    candidate: Candidate,
    retagged: SubjectVersion | null,
  ): Promise<SubjectVersion | null> {
    const latest = await this.latestOf(subject);
    const versions = [latest, retagged].filter((one) => one !== null);
    const isSame = (version: SubjectVersion) =>
      findSame([version], { ...candidate, ruleSet: candidate.ruleSet ?? version.ruleSet }) !== null;
    return versions.find(isSame) ?? null;
  }

  private async rulesFor(subject: string, retagging: Retagging): Promise<RuleSet | null> {
    const { ruleSet, rulesToMerge, rulesToRemove } = retagging;
    if (rulesToMerge === null && rulesToRemove.length === 0) return ruleSet;
    const merged = mergeRuleSets((await this.latestOf(subject))?.ruleSet ?? null, rulesToMerge);
    return merged === null ? null : withoutRules(merged, rulesToRemove);
  }

  private async latestOf(subject: string): Promise<SubjectVersion | null> {
    const number = (await this.subjects.state(subject))?.latestVersion ?? null;
    return number === null ? null : this.subjects.version(subject, number);
  }
}

function changed({ format, text }: Pick<Candidate, 'format' | 'text'>, change: TagChange): string {
  const tagged = withTags(format, text, change);
  if ('text' in tagged) return tagged.text;
  throw invalidSchema(
    `nothing in it is at the path "${tagged.missing.slice(0, 300)}" that is to be tagged. A path is Record.field of ` +
      'Avro, Message.field of Protobuf, object.property of JSON Schema.',
  );
}

function withoutRules(ruleSet: RuleSet, names: readonly string[]): RuleSet {
  const kept = { ...ruleSet };
  for (const list of RULE_LISTS) {
    const rules = ruleSet[list];
    if (rules !== undefined) kept[list] = rules.filter(({ name }) => !names.includes(name));
  }
  return kept;
}
