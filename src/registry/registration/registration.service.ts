import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { isAboutSchemaAlone } from '../../contracts/finding.js';
import { FORMATS } from '../../contracts/source.js';
import { normalizedText } from '../schemas/canonical-text.js';
import type { Candidate } from './candidate.js';
import { CheckService } from '../checks/check.service.js';
import { invalidSchema, notPermitted } from '../confluent/confluent-error.js';
import { ContractEvents } from '../contract-events.js';
import { ContractRules } from '../contract-rules.js';
import { fingerprintOf } from '../schemas/fingerprint.js';
import { findInlined, mayBeInlined } from './inlined-version.js';
import { modeInForce, refusalToRegister, type Mode } from '../mode.js';
import { populate } from './populate.js';
import { faultOfGivenNumbers, refusalOf } from './refused-append.js';
import { ReferenceResolver, type FoundVersions } from '../schemas/reference-resolver.service.js';
import type { Registration } from './registration.js';
import { rejectionOf, rejectionOfError, type Rejection } from './rejection.js';
import { requireContractSize, requireSize } from '../schemas/schema-size.js';
import { findExactly, isLive } from './same-version.js';
import { settingsInForce, type SettingsInForce } from '../settings.js';
import { Turns } from './turns.js';
import { contextOf, scopesOf } from '../subject-name.js';
import type { Change, SchemaContent, SubjectState, SubjectVersion } from '../subject-version.js';
import { SubjectsRepository, type RulesSeen } from '../store/subjects.repository.js';
import { untilWon } from './until-won.js';

type Registered = Extract<Registration, { outcome: 'registered' }>;

/** A subject as it stood when a registration was decided. */
interface Situation {
  subject: string;
  state: SubjectState | null;
  settings: SettingsInForce;
  mode: Mode;
  rules: RulesSeen;
}

/** Registers versions: fetch, decide, save. */
@Injectable()
export class RegistrationService {
  /** Those of one process would only make each other decide anew; other processes are raced. */
  private readonly turns = new Turns();

  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly checks: CheckService,
    private readonly references: ReferenceResolver,
    private readonly rules: ContractRules,
    private readonly events: ContractEvents,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The same schema again is the same version again. A race is decided anew against the subject as it is then.
   * @throws ConfluentError 42201, 42205, 42207, 42209.
   */
  async register(subject: string, candidate: Candidate, change: Change): Promise<Registration> {
    const attempt = this.turns.take(subject, () => this.registerInTurn(subject, candidate, change));
    const registration = await attempt.catch(async (error: unknown) => {
      await this.tell(subject, rejectionOfError(candidate.format, error), change);
      throw error;
    });
    await this.tell(subject, rejectionOf(candidate.format, registration), change);
    return registration;
  }

  /**
   * What `read` makes of a request to register: where it refuses it, that is told as of every other registration.
   * `format` is what the request calls its own.
   */
  async reading<T>(subject: string, format: unknown, change: Change, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const named = FORMATS.find((one) => one === (format ?? 'AVRO')) ?? null;
      await this.tell(subject, rejectionOfError(named, error), change);
      throw error;
    }
  }

  /** Tells of a registration whose body could not be read. */
  async refuseUnread(subject: string, reason: string, change: Change): Promise<void> {
    await this.tell(subject, rejectionOfError(null, invalidSchema(reason)), change);
  }

  private async tell(subject: string, data: Rejection | null, change: Change): Promise<void> {
    if (data !== null) await this.events.record({ type: 'contract.rejected', subject, ...change, data });
  }

  private async registerInTurn(subject: string, candidate: Candidate, change: Change): Promise<Registration> {
    requireSize(candidate.text, this.config.registry.maxSchemaBytes);
    return untilWon(`Subject "${subject}"`, () => this.tryToRegister(subject, candidate, change));
  }

  private async tryToRegister(subject: string, candidate: Candidate, change: Change): Promise<Registration | 'raced'> {
    const situation = await this.situationOf(subject);
    const given = await this.prepared(situation, candidate);
    const isFirst = situation.state === null;
    const known = isFirst || given.text === '' ? null : await this.findAsGiven(situation, candidate, given);
    if (known !== null) return known;
    this.requireMode(situation, candidate);
    const latest = await this.latestOf(situation);
    if (given.text === '' && latest === null) throw invalidSchema('it is empty. "schema" is the schema as a string.');
    if (given.text === '' && situation.mode === 'IMPORT') throw invalidSchema('it is empty, and nothing is put in.');
    if (situation.mode === 'IMPORT') return this.append(situation, candidate, { given, content: given }, change);

    const version = this.versionFor(situation, candidate);
    const content = populate(given, latest, situation.settings, { version, isGiven: candidate.version !== null });
    const same = isFirst ? null : await this.find(subject, content);
    if (same !== null && candidate.version === null) return registered(same, given);
    const rule = await this.rules.forRegistration(subject, change.at);
    if (rule.refusal !== null) return { outcome: 'not-permitted', reason: rule.refusal };
    const history = await this.historyFor(situation, latest, rule.comparedFrom(version));
    const result = await this.checks.check({ subject, candidate: content, history, settings: situation.settings });
    // Compared with nothing, it is no break of anything: the schema itself could not be read in time.
    const isAlone = history.length === 0 || situation.settings.level === 'NONE';
    const isUnread = isAlone && result.verdict === 'unproven';
    if (isUnread || result.findings.some(isAboutSchemaAlone)) return { outcome: 'invalid', findings: result.findings };
    if (result.verdict !== 'compatible') return { outcome: 'refused', result };
    const registration = await this.append(situation, candidate, { given, content }, change);
    return registration === 'raced' || rule.warning === null
      ? registration
      : { ...registration, warning: rule.warning };
  }

  /** Null where the subject has no such schema; deleted versions only where they are asked for. */
  async lookUp(subject: string, candidate: Candidate, withDeleted: boolean): Promise<SubjectVersion | null> {
    const situation = await this.situationOf(subject);
    if (situation.state === null) return null;
    const given = await this.prepared(situation, candidate);
    const isWanted = withDeleted ? () => true : isLive;
    const found = await this.find(subject, given, isWanted);
    if (found !== null) return found;
    // As a registration would leave it after what it was not given was put in.
    const latest = await this.latestOf(situation);
    const next = { version: situation.state.lastVersion, isGiven: false };
    return latest === null ? null : this.find(subject, populate(given, latest, situation.settings, next), isWanted);
  }

  private async situationOf(subject: string): Promise<Situation> {
    const scopes = scopesOf(subject);
    const [state, { settings, modes, seen }] = await Promise.all([
      this.subjects.state(subject),
      this.subjects.rules(scopes),
    ]);
    return { subject, state, settings: settingsInForce(settings), mode: modeInForce(modes), rules: seen };
  }

  private async prepared({ subject, settings }: Situation, candidate: Candidate): Promise<SchemaContent> {
    const { format, metadata, ruleSet } = candidate;
    const isNormalized = candidate.normalize || settings.normalize === true;
    const text = isNormalized && candidate.text !== '' ? normalizedText(format, candidate.text) : candidate.text;
    const references = await this.references.pin(subject, candidate.references);
    return { format, text, references, metadata, ruleSet };
  }

  /** Registered already, exactly so: answered in any mode. Where the configuration adds something, that is added first. */
  private async findAsGiven(
    { subject, settings, mode }: Situation,
    { id, version }: Candidate,
    given: SchemaContent,
  ): Promise<Registration | null> {
    if (version === -1 || addsSomething(settings)) return null;
    const isWanted = (one: SubjectVersion) =>
      isLive(one) && (id ?? one.id) === one.id && (version ?? one.version) === one.version;
    // Who imports gives the very text, and is not told that another one is it.
    const isExact = id !== null || version !== null || mode === 'IMPORT';
    const found = await (isExact
      ? findExactly(this.subjects, subject, given, isWanted)
      : this.find(subject, given, isWanted));
    return found === null ? null : registered(found, found);
  }

  /** Of the versions that `isWanted` takes; also one that refers to what `content` has written into it. */
  private async find(
    subject: string,
    content: SchemaContent,
    isWanted: (version: SubjectVersion) => boolean = isLive,
  ): Promise<SubjectVersion | null> {
    const found = await findExactly(this.subjects, subject, content, isWanted);
    if (found !== null || !mayBeInlined(content)) return found;
    const referring = await this.subjects.referringVersions(subject);
    const known: FoundVersions = new Map();
    return findInlined(referring.filter(isWanted), content, (version) => this.references.sourceOf(version, known));
  }

  private requireMode({ subject, mode }: Situation, { id }: Candidate): void {
    const refusal = refusalToRegister(mode, id !== null);
    if (refusal !== null) throw notPermitted(`Subject ${subject} in context ${contextOf(subject)} ${refusal}`);
  }

  private latestOf({ subject, state }: Situation): Promise<SubjectVersion | null> {
    if (state === null || state.latestVersion === null) return Promise.resolve(null);
    return this.subjects.version(subject, state.latestVersion);
  }

  private versionFor({ state }: Situation, { version }: Candidate): number {
    const next = (state?.lastVersion ?? 0) + 1;
    if (version === null || version === -1 || version === next) return next;
    throw invalidSchema(`the version ${version} is not one more than the previous version. The next one is ${next}.`);
  }

  /** From version `from` on. A level that asks for the latest alone needs no other, unless groups part the versions. */
  private async historyFor(
    { subject, settings }: Situation,
    latest: SubjectVersion | null,
    from: number,
  ): Promise<readonly SubjectVersion[]> {
    if (latest === null || latest.version < from) return [];
    const needsAll = settings.level.endsWith('_TRANSITIVE') || settings.compatibilityGroup !== null;
    return needsAll ? sinceVersion(await this.subjects.history(subject), from) : [latest];
  }

  private async append(
    { subject, state, rules }: Situation,
    { id, version }: Candidate,
    { given, content }: { given: SchemaContent; content: SchemaContent },
    change: Change,
  ): Promise<Registered | 'raced'> {
    const { maxSchemaBytes } = this.config.registry;
    requireSize(content.text, maxSchemaBytes);
    requireContractSize(content, maxSchemaBytes);
    const fault = faultOfGivenNumbers(id, version);
    if (fault !== null) throw notPermitted(fault);
    const revision = state?.revision ?? 0;
    const number = version === -1 ? null : version;
    const next = { subject, revision, rules, version: number, schema: content, id };
    const appended = await this.subjects.append(next, change);
    if (appended.outcome === 'raced') return 'raced';
    if (appended.outcome !== 'appended') throw refusalOf(appended, subject, { id, version });
    const isAsGiven = fingerprintOf(given) === fingerprintOf(content);
    return { ...appended, outcome: 'registered', schema: isAsGiven ? null : content };
  }
}

const sinceVersion = (history: readonly SubjectVersion[], from: number): readonly SubjectVersion[] =>
  history.filter(({ version }) => version >= from);

const addsSomething = ({ defaultMetadata, overrideMetadata, defaultRuleSet, overrideRuleSet }: SettingsInForce) =>
  [defaultMetadata, overrideMetadata, defaultRuleSet, overrideRuleSet].some((one) => one !== null);

const registered = (found: SubjectVersion, given: SchemaContent): Registered => ({
  outcome: 'registered',
  id: found.id,
  version: found.version,
  guid: found.guid,
  schema: fingerprintOf(found) === fingerprintOf(given) ? null : found,
});
