import { Injectable } from '@nestjs/common';
import { notPermitted, referenceExists, subjectNotFound, versionNotFound } from '../confluent/confluent-error.js';
import { ContractRules } from '../contract-rules.js';
import { refusalToDeleteSubject, refusalToDeleteVersion } from './deletion-rules.js';
import { SchemaCache } from '../schemas/schema-cache.service.js';
import { SettingsService } from '../settings.service.js';
import type { Change, SubjectState } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';
import { untilWon } from './until-won.js';

/** Deletes versions and subjects, softly or for good: fetch, decide, save; a race is decided anew. */
@Injectable()
export class DeletionService {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly settings: SettingsService,
    private readonly cache: SchemaCache,
    private readonly rules: ContractRules,
  ) {}

  /** Answers the version. @throws ConfluentError 40401, 40402, 40406, 40407, 42205, 42206. */
  async deleteVersion(subject: string, wanted: number | null, isPermanent: boolean, change: Change): Promise<number> {
    const [version] = await this.remove(subject, isPermanent, change, async (state) => {
      const number = wanted ?? state.latestVersion;
      const row = number === null ? null : await this.subjects.version(subject, number);
      if (row === null) {
        const there = await this.subjects.versionNumbers(subject, isPermanent ? 'both' : 'live');
        throw versionNotFound(
          subject,
          wanted ?? -1,
          there.map(({ version: one }) => one),
        );
      }
      const refusal = refusalToDeleteVersion(subject, row, isPermanent);
      if (refusal !== null) throw refusal;
      return [row.version];
    });
    return version!;
  }

  /** Answers the versions. @throws ConfluentError 40401, 40404, 40405, 42205, 42206. */
  async deleteSubject(subject: string, isPermanent: boolean, change: Change): Promise<number[]> {
    return this.remove(subject, isPermanent, change, async () => {
      const versions = await this.subjects.versionNumbers(subject, 'both');
      const refusal = refusalToDeleteSubject(subject, versions, isPermanent);
      if (refusal !== null) throw refusal;
      return versions.filter(({ isDeleted }) => isPermanent || !isDeleted).map(({ version }) => version);
    });
  }

  /** False where it has subjects, deleted ones too. */
  async deleteContext(context: string, change: Change): Promise<boolean> {
    return untilWon(`Context "${context}"`, () => this.subjects.deleteContext(context, change));
  }

  private async remove(
    subject: string,
    isPermanent: boolean,
    change: Change,
    choose: (state: SubjectState) => Promise<number[]>,
  ): Promise<number[]> {
    return untilWon(`Subject "${subject}"`, async () => {
      const state = await this.subjects.state(subject);
      if (state === null) throw subjectNotFound(subject);
      const versions = await choose(state);
      const rules = await this.settings.requireWritable(subject);
      const refusal = await this.rules.deletionRefusal(subject, isPermanent, change.at);
      if (refusal !== null) throw notPermitted(refusal);
      const removal = { subject, revision: state.revision, rules, versions, isPermanent };
      const removed = await this.subjects.remove(removal, change);
      if (removed.outcome === 'referenced') throw referenceExists(subject, removed.version);
      if (removed.outcome === 'raced') return 'raced';
      if (isPermanent) this.cache.clear();
      return versions;
    });
  }
}
