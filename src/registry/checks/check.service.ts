import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CompatibilityResult } from '../../contracts/compatibility.js';
import type { Policy } from '../../contracts/finding.js';
import { demandsOf, type Level } from '../../contracts/level.js';
import { BoundedCache } from '../schemas/bounded-cache.js';
import { CompatibilityChecker, type CheckRequest } from './compatibility.checker.js';
import { ofSameGroup } from './compatibility-group.js';
import { ProvedInclusions, type Named } from './proved-inclusions.js';
import { brokenReservations } from './reserved-fields.js';
import { ReferenceResolver, type FoundVersions } from '../schemas/reference-resolver.service.js';
import { reservationFinding } from './reservation-finding.js';
import type { Settings } from '../settings.js';
import { sourceDigest } from './source-digest.js';
import type { SchemaContent, SubjectVersion } from '../subject-version.js';

/** Confluent's clients mean draft-07 where a schema names no draft. */
const DEFAULT_DIALECT = 'draft-07';
/** Of the verdicts that are kept, in characters of what they say. */
const VERDICT_CHARACTERS = 4 * 1024 * 1024;
/** How long "not proved" is answered again without another try. */
const UNPROVEN_MS = 60_000;

export interface Question {
  subject: string;
  candidate: SchemaContent;
  /** The versions that are not deleted, oldest first, or the one that is asked about. */
  history: readonly SubjectVersion[];
  settings: Settings & { level: Level };
}

/** A version as the check sees it, and what it is known by. */
interface Compared extends Named {
  schema: CheckRequest['history'][number];
}

/** Would a candidate be accepted after these versions? Gathers what the check is to see, and hands it on. */
@Injectable()
export class CheckService {
  private readonly proved = new ProvedInclusions();
  private readonly verdicts = new BoundedCache<{ result: CompatibilityResult; until: number }>(VERDICT_CHARACTERS);

  constructor(
    private readonly checker: CompatibilityChecker,
    private readonly references: ReferenceResolver,
  ) {}

  /** @throws ConfluentError 42201 where a reference of the candidate leads to nothing that is in use; 50301 where too many checks wait. */
  async check({ subject, candidate, history, settings }: Question): Promise<CompatibilityResult> {
    const { level, policy, compatibilityGroup, validateFields } = settings;
    const compared = ofSameGroup(history, candidate.metadata, compatibilityGroup);
    const demand = { level, ...policyFor(candidate, policy) };
    const asked = demandsOf(level).isTransitive ? compared : compared.slice(-1);
    const found: FoundVersions = new Map();
    const [references, versions] = await Promise.all([
      this.references.resolveCandidate(subject, candidate, found),
      Promise.all(asked.map((version) => this.registered(version, found))),
    ]);
    // Only what is compared is handed to another thread.
    const wanted = this.proved.unproved(versions, demand);
    const request: CheckRequest = {
      format: candidate.format,
      ...demand,
      history: wanted.map(({ schema }) => schema),
      candidate: candidate.text,
      references,
      defaultDialect: DEFAULT_DIALECT,
    };
    const result = await this.decide(subject, request, wanted);
    if (result.verdict === 'compatible') {
      const digest = sourceDigest(candidate, references);
      this.proved.keep({ format: candidate.format, digest }, versions, demand);
    }
    const broken = validateFields === true ? brokenReservations(candidate, history.at(-1) ?? null) : [];
    if (broken.length === 0) return result;
    return { verdict: 'incompatible', findings: [...result.findings, ...broken.map(reservationFinding)] };
  }

  /**
   * A check and the registration that follows it ask the same: a verdict is a function of what the schemas say, and is kept
   * by that alone. What was not proved may only have lacked the time, and is tried again, but not at once: it has cost all
   * the time that one may take.
   */
  private async decide(
    subject: string,
    request: CheckRequest,
    versions: readonly Compared[],
  ): Promise<CompatibilityResult> {
    const key = keyOf(request, versions);
    const known = this.verdicts.get(key);
    if (known !== undefined && Date.now() < known.until) return known.result;
    const result = await this.checker.check(request, subject);
    const until = result.verdict === 'unproven' ? Date.now() + UNPROVEN_MS : Infinity;
    this.verdicts.set(key, { result, until }, key.length + JSON.stringify(result).length);
    return result;
  }

  private async registered(version: SubjectVersion, found: FoundVersions): Promise<Compared> {
    const { text, references = [] } = await this.references.sourceOf(version, found);
    const { format } = version;
    const schema = { version: version.version, format, text, references };
    return { schema, format, digest: sourceDigest(version, references) };
  }
}

/** Each format knows policies of its own; without one, or with another format's, the first of them holds. */
function policyFor({ format }: SchemaContent, policy: Settings['policy']): { policy?: Policy } {
  if (policy !== null) return { policy };
  return format === 'PROTOBUF' ? {} : { policy: 'STRICT' };
}

function keyOf({ history: _, ...request }: CheckRequest, versions: readonly Compared[]): string {
  const compared = versions.map(({ schema, digest }) => [schema.version, digest]);
  return createHash('sha256')
    .update(JSON.stringify([request, compared]))
    .digest('base64');
}
