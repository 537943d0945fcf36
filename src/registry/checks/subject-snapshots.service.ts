import { Injectable } from '@nestjs/common';
import { BoundedCache } from '../schemas/bounded-cache.js';
import { ContractRules } from '../contract-rules.js';
import { RegistryStamp } from '../registry-stamp.service.js';
import { settingsInForce, type SettingsInForce } from '../settings.js';
import { SettingsService } from '../settings.service.js';
import { scopesOf } from '../subject-name.js';
import type { SubjectState, SubjectVersion } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

const MAX_CHARACTERS = 16 * 1024 * 1024;
const ENTRY_CHARACTERS = 1_000;

/** A subject as a check sees it. */
export interface SubjectSnapshot {
  subject: string;
  settings: SettingsInForce;
  /** Not deleted, oldest first: all where they are compared, else the latest alone. */
  history: readonly SubjectVersion[];
  /** The highest number that was given, to a deleted one too; 0 where none was. */
  lastVersion: number;
  /** The first version that the next one is compared with: its group begins there. */
  comparedFrom: number;
}

/**
 * Subjects as they are now, from memory where nothing was changed since they were read.
 */
@Injectable()
export class SubjectSnapshots {
  private readonly cache = new BoundedCache<SubjectSnapshot>(MAX_CHARACTERS);
  private cachedStamp = '';

  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly settings: SettingsService,
    private readonly stamp: RegistryStamp,
    private readonly rules: ContractRules,
  ) {}

  /** By the subject's name or another name of it. */
  async of(name: string): Promise<SubjectSnapshot> {
    const stamp = await this.stamp.fresh();
    if (stamp !== this.cachedStamp) {
      this.cache.clear();
      this.cachedStamp = stamp;
    }
    const cached = this.cache.get(name);
    if (cached !== undefined) return cached;
    const read = await this.read(name);
    // What was read may be newer than the stamp, never older; it is kept only for the stamp it was read under.
    if (this.cachedStamp === stamp) this.cache.set(name, read, sizeOf(read));
    return read;
  }

  private async read(name: string): Promise<SubjectSnapshot> {
    const subject = await this.settings.subjectOf(name);
    const settings = settingsInForce(await this.subjects.settings(scopesOf(subject)));
    const [state, rule] = await Promise.all([
      this.subjects.state(subject),
      this.rules.forRegistration(subject, new Date()),
    ]);
    const needsAll = settings.level.endsWith('_TRANSITIVE') || settings.compatibilityGroup !== null;
    const history = await (needsAll ? this.subjects.history(subject) : this.latestOf(state));
    const lastVersion = state?.lastVersion ?? 0;
    return { subject, settings, history, lastVersion, comparedFrom: rule.comparedFrom(lastVersion + 1) };
  }

  private async latestOf(state: SubjectState | null): Promise<SubjectVersion[]> {
    if (state === null || state.latestVersion === null) return [];
    const version = await this.subjects.version(state.name, state.latestVersion);
    return version === null ? [] : [version];
  }
}

const sizeOf = ({ history }: SubjectSnapshot): number =>
  history.reduce((sum, { text }) => sum + text.length + ENTRY_CHARACTERS, ENTRY_CHARACTERS);
