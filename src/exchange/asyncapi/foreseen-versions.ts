import { contentFingerprintOf, fingerprintOf, guidOf } from '../../registry/schemas/fingerprint.js';
import { contextOf, qualifyFrom } from '../../registry/subject-name.js';
import type { Change, SubjectState, SubjectVersion } from '../../registry/subject-version.js';
import type { Appended, NewVersion, SubjectsRepository } from '../../registry/store/subjects.repository.js';

/** What a registration reads and writes of versions. */
type Versions = Pick<
  SubjectsRepository,
  'state' | 'version' | 'history' | 'versionsWith' | 'referringVersions' | 'append'
>;

/**
 * The registry as it would be: what is appended is kept here alone, and read again as if it were there. So a dry run is the real one, and
 * answers the same.
 */
export class ForeseenVersions implements Versions {
  private readonly appended = new Map<string, SubjectVersion[]>();
  private count = 0;

  constructor(private readonly subjects: SubjectsRepository) {}

  async state(subject: string): Promise<SubjectState | null> {
    const known = await this.subjects.state(subject);
    const last = this.appended.get(subject)?.at(-1);
    if (last === undefined) return known;
    return { name: subject, revision: known?.revision ?? 0, latestVersion: last.version, lastVersion: last.version };
  }

  async version(subject: string, version: number): Promise<SubjectVersion | null> {
    const own = this.appended.get(subject)?.find((one) => one.version === version);
    return own ?? this.subjects.version(subject, version);
  }

  async history(...[subject, deletion]: Parameters<Versions['history']>): Promise<SubjectVersion[]> {
    const known = await this.subjects.history(subject, deletion);
    return deletion === 'deleted' ? known : [...known, ...(this.appended.get(subject) ?? [])];
  }

  async versionsWith(subject: string, fingerprint: string): Promise<SubjectVersion[]> {
    const own = (this.appended.get(subject) ?? []).filter((one) => contentFingerprintOf(one) === fingerprint);
    return [...own.reverse(), ...(await this.subjects.versionsWith(subject, fingerprint))];
  }

  async referringVersions(subject: string): Promise<SubjectVersion[]> {
    const own = (this.appended.get(subject) ?? []).filter(({ references }) => references.length > 0);
    return [...own.reverse(), ...(await this.subjects.referringVersions(subject))];
  }

  async append({ subject, schema }: NewVersion, { at }: Change): Promise<Appended> {
    for (const reference of schema.references) {
      const found = await this.version(qualifyFrom(subject, reference.subject), reference.version);
      const isDeleted = found !== null && found.deletedAt !== null;
      if (found === null || isDeleted) return { outcome: 'reference-missing', reference, isDeleted };
    }
    const version = ((await this.state(subject))?.lastVersion ?? 0) + 1;
    // Not an id that anything has: they begin at 1.
    const named = { id: --this.count, guid: guidOf(fingerprintOf(schema)), version };
    const one = { ...schema, ...named, subject, context: contextOf(subject), registeredAt: at, deletedAt: null };
    this.appended.set(subject, [...(this.appended.get(subject) ?? []), one]);
    return { outcome: 'appended', ...named };
  }
}

/** A repository that answers as `ForeseenVersions` does of versions, and as the real one of the rest. */
export function foreseenSubjects(subjects: SubjectsRepository): SubjectsRepository {
  const foreseen = new ForeseenVersions(subjects);
  const own: Versions = {
    state: (subject) => foreseen.state(subject),
    version: (subject, version) => foreseen.version(subject, version),
    history: (subject, deletion) => foreseen.history(subject, deletion),
    versionsWith: (subject, fingerprint) => foreseen.versionsWith(subject, fingerprint),
    referringVersions: (subject) => foreseen.referringVersions(subject),
    append: (version, change) => foreseen.append(version, change),
  };
  return Object.assign(Object.create(subjects) as SubjectsRepository, own);
}
