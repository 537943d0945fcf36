import { Body, Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CONFIG, type Config } from '../../config/config.js';
import type { CompatibilityResult } from '../../contracts/compatibility.js';
import { isAboutSchemaAlone } from '../../contracts/finding.js';
import { normalizedText } from '../schemas/canonical-text.js';
import { CheckService } from '../checks/check.service.js';
import { ConfluentError, subjectNotFound } from './confluent-error.js';
import { isTrue, readSubject, readVersion, readWholeCandidate } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import type { Candidate } from '../registration/candidate.js';
import { populate } from '../registration/populate.js';
import { ReferenceResolver } from '../schemas/reference-resolver.service.js';
import { explainFindings } from './refusal-message.js';
import { requireSize } from '../schemas/schema-size.js';
import { AnswerStands } from './standing-answers.service.js';
import { SubjectSnapshots, type SubjectSnapshot } from '../checks/subject-snapshots.service.js';
import type { SchemaContent } from '../subject-version.js';
import { VersionFinder } from '../version-finder.service.js';

interface CompatibilityBody {
  is_compatible: boolean;
  messages?: string[];
}

type Parameters = Record<string, unknown>;

/** `/compatibility`, as clients of Confluent's Schema Registry know it. What is not proved is not compatible here. */
@ApiExcludeController()
@ConfluentApi()
@Controller('compatibility/subjects/:subject/versions')
export class CompatibilityController {
  constructor(
    private readonly checks: CheckService,
    private readonly finder: VersionFinder,
    private readonly snapshots: SubjectSnapshots,
    private readonly references: ReferenceResolver,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @AnswerStands('unchanged')
  async againstHistory(
    @Param('subject') name: string,
    @Query() query: Parameters,
    @Body() body: unknown,
  ): Promise<CompatibilityBody> {
    const candidate = readWholeCandidate(body, query);
    const snapshot = await this.snapshots.of(readSubject(name));
    const { subject, settings, history, comparedFrom } = snapshot;
    if (history.length === 0) throw subjectNotFound(subject);
    const wanted = await this.prepared(snapshot, candidate);
    const compared = history.filter(({ version }) => version >= comparedFrom);
    const result = await this.checks.check({ subject, candidate: wanted, history: compared, settings });
    return answer(result, isTrue(query.verbose));
  }

  @Post(':version')
  @HttpCode(200)
  @AnswerStands('unchanged')
  async againstVersion(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Query() query: Parameters,
    @Body() body: unknown,
  ): Promise<CompatibilityBody> {
    const candidate = readWholeCandidate(body, query);
    const number = readVersion(version);
    const snapshot = await this.snapshots.of(readSubject(name));
    const { subject, settings, history, comparedFrom } = snapshot;
    const latest = history.at(-1);
    const isLatest = latest !== undefined && (number === null || number === latest.version);
    const picked = isLatest ? latest : await this.finder.find(subject, number, false);
    const wanted = await this.prepared(snapshot, candidate);
    // A registration would be compared with its own group; who names a version asks about that one.
    const compared = number === null && picked.version < comparedFrom ? [] : [picked];
    const result = await this.checks.check({ subject, candidate: wanted, history: compared, settings });
    return answer(result, isTrue(query.verbose));
  }

  /** As it would be registered: its metadata, too, say what it is compared with. */
  private async prepared(
    { subject, settings, history, lastVersion }: SubjectSnapshot,
    candidate: Candidate,
  ): Promise<SchemaContent> {
    requireSize(candidate.text, this.config.registry.maxSchemaBytes);
    const isNormalized = candidate.normalize || settings.normalize === true;
    const text = isNormalized ? normalizedText(candidate.format, candidate.text) : candidate.text;
    const references = await this.references.pin(subject, candidate.references);
    const next = { version: lastVersion + 1, isGiven: false };
    return populate({ ...candidate, text, references }, history.at(-1) ?? null, settings, next);
  }
}

function answer({ verdict, findings }: CompatibilityResult, isVerbose: boolean): CompatibilityBody {
  const invalid = findings.find(isAboutSchemaAlone);
  if (invalid !== undefined) throw new ConfluentError(42201, invalid.message);
  const isCompatible = verdict === 'compatible';
  return isVerbose
    ? { is_compatible: isCompatible, messages: explainFindings(findings) }
    : { is_compatible: isCompatible };
}
