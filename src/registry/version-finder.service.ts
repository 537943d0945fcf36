import { Injectable } from '@nestjs/common';
import { subjectNotFound, versionNotFound } from './confluent/confluent-error.js';
import { SettingsService } from './settings.service.js';
import { DEFAULT_CONTEXT, parseSubject, qualify } from './subject-name.js';
import type { SubjectVersion } from './subject-version.js';
import { SubjectsRepository } from './store/subjects.repository.js';

/** Null means the latest. */
export type WantedVersion = number | null;

/** Finds versions by the names clients use for them. A name without a context that is not there is sought in the others. */
@Injectable()
export class VersionFinder {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly settings: SettingsService,
  ) {}

  /** The subject that a name means. */
  subjectOf(name: string): Promise<string> {
    return this.settings.subjectOf(name);
  }

  /** @throws ConfluentError 40401, 40402. The latest is never a deleted one. */
  async find(subject: string, wanted: WantedVersion, withDeleted: boolean): Promise<SubjectVersion> {
    for (const name of await this.namesOf(subject)) {
      const version = await this.findIn(name, wanted, withDeleted);
      if (version !== null) return version;
    }
    if (!(await this.exists(subject, withDeleted))) throw subjectNotFound(subject);
    const there = await this.subjects.versionNumbers(subject, withDeleted ? 'both' : 'live');
    throw versionNotFound(
      subject,
      wanted ?? -1,
      there.map(({ version }) => version),
    );
  }

  /** The first of the names that the subject may have in one context or another which `ask` finds something for. */
  async inContexts<T>(subject: string, ask: (subject: string) => Promise<T | null>): Promise<T | null> {
    for (const name of await this.namesOf(subject)) {
      const found = await ask(name);
      if (found !== null) return found;
    }
    return null;
  }

  async exists(subject: string, withDeleted: boolean): Promise<boolean> {
    const state = await this.subjects.state(subject);
    return state !== null && (withDeleted || state.latestVersion !== null);
  }

  private async findIn(subject: string, wanted: WantedVersion, withDeleted: boolean): Promise<SubjectVersion | null> {
    const number = wanted ?? (await this.subjects.state(subject))?.latestVersion ?? null;
    const version = number === null ? null : await this.subjects.version(subject, number);
    return version !== null && (withDeleted || version.deletedAt === null) ? version : null;
  }

  private async namesOf(subject: string): Promise<string[]> {
    if (parseSubject(subject).context !== DEFAULT_CONTEXT) return [subject];
    const contexts = await this.subjects.contexts();
    return [subject, ...contexts.filter((one) => one !== DEFAULT_CONTEXT).map((context) => qualify(context, subject))];
  }
}
