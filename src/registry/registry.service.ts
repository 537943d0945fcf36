import { Injectable } from '@nestjs/common';
import type { CompatibilityResult } from '../contracts/compatibility.js';
import { isAboutSchemaAlone, type Finding } from '../contracts/finding.js';
import { demandsOf } from '../contracts/level.js';
import type { Format } from '../contracts/source.js';
import { CompatibilityChecker } from './compatibility.checker.js';
import { fingerprintOf } from './fingerprint.js';
import { settingsInForce, type CompatibilitySettings, type SubjectVersion } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';

export interface Candidate {
  format: Format;
  text: string;
}

export type Registration =
  | { outcome: 'registered'; id: number; version: number }
  | { outcome: 'invalid'; findings: Finding[] }
  | { outcome: 'refused'; result: CompatibilityResult };

/** Two of these at once: each round one of them wins, so the number of rounds bounds how many may race. */
const MAX_ROUNDS = 200;
/** Confluent's clients mean draft-07 where a schema names no draft. */
const DEFAULT_DIALECT = 'draft-07';
/** Requests name nobody yet. */
const ACTOR = 'anonymous';

/** Registers and looks up versions: fetch, decide, save. */
@Injectable()
export class RegistryService {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly checker: CompatibilityChecker,
  ) {}

  /** The same schema again is the same version again. A race is decided anew against the history as it has grown. */
  async register(subject: string, candidate: Candidate): Promise<Registration> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const registration = await this.tryToRegister(subject, candidate);
      if (registration !== null) return registration;
    }
    throw new Error(
      `Subject "${subject}" was changed ${MAX_ROUNDS} times while this version was being registered. Try again.`,
    );
  }

  private async tryToRegister(subject: string, candidate: Candidate): Promise<Registration | null> {
    const history = await this.subjects.history(subject);
    const known = findSame(history, candidate);
    if (known !== undefined) return { outcome: 'registered', id: known.id, version: known.version };
    const result = await this.compare(await this.effectiveSettings(subject), history, candidate);
    if (result.findings.some(isAboutSchemaAlone)) return { outcome: 'invalid', findings: result.findings };
    if (result.verdict !== 'compatible') return { outcome: 'refused', result };
    const version = (history.at(-1)?.version ?? 0) + 1;
    const fingerprint = fingerprintOf(candidate.format, candidate.text);
    const change = { actor: ACTOR, at: new Date() };
    const id = await this.subjects.append({ subject, version, ...candidate, fingerprint }, change);
    return id === null ? null : { outcome: 'registered', id, version };
  }

  /** Null where the subject has no such schema. */
  async lookUp(subject: string, candidate: Candidate): Promise<SubjectVersion | null> {
    return findSame(await this.subjects.history(subject), candidate) ?? null;
  }

  /** Would `candidate` be accepted after `history`? */
  async check(subject: string, history: readonly SubjectVersion[], candidate: Candidate): Promise<CompatibilityResult> {
    return this.compare(await this.effectiveSettings(subject), history, candidate);
  }

  async effectiveSettings(subject: string): Promise<CompatibilitySettings> {
    const [own, global] = await Promise.all([this.subjects.settings(subject), this.subjects.settings('')]);
    return settingsInForce(own, global);
  }

  private compare(
    { level, policy }: CompatibilitySettings,
    history: readonly SubjectVersion[],
    { format, text }: Candidate,
  ): Promise<CompatibilityResult> {
    return this.checker.check({
      format,
      level,
      policy: policy ?? 'STRICT',
      // Only what is compared is handed to another thread.
      history: demandsOf(level).isTransitive ? history : history.slice(-1),
      candidate: text,
      defaultDialect: DEFAULT_DIALECT,
    });
  }
}

function findSame(history: readonly SubjectVersion[], { format, text }: Candidate): SubjectVersion | undefined {
  const fingerprint = fingerprintOf(format, text);
  return history.findLast((version) => fingerprintOf(version.format, version.text) === fingerprint);
}
