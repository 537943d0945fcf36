import { BadRequestException, ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { ContractEvent } from '../../registry/contract-events.js';
import type { Change } from '../../registry/subject-version.js';
import { ContractVersions } from '../tools/contract-versions.repository.js';
import { isDeprecation, leftOutProblem, lifeProblem, permitsOf, profileDeletionRefusal } from './lifecycle.js';
import { lintSettingsProblem } from './lint-settings.js';
import { EMPTY_PROFILE, type ContractProfile, type Profile, type ProfileInput, type StoredProfile } from './profile.js';
import { ProfilesRepository, type ProfileFilter } from './profiles.repository.js';
import { groupsProblem } from './version-groups.js';

/** So many may change one profile at the same moment. */
const MAX_ROUNDS = 20;

/** Profiles: fetch, decide, save. */
@Injectable()
export class ProfileService {
  constructor(
    @Inject(ProfilesRepository) private readonly profiles: ProfilesRepository,
    @Inject(ContractVersions) private readonly versions: ContractVersions,
  ) {}

  /** @throws NotFoundException where the subject has neither a version nor a profile. */
  async get(subject: string, now: Date): Promise<ContractProfile> {
    const stored = await this.profiles.find(subject);
    if (stored !== null) return shown(stored, now);
    if ((await this.versions.numbers(subject)).length === 0) {
      throw new NotFoundException(
        `There is no contract "${subject}". Register a version, or PUT a profile to plan one. GET /api/v1/contracts lists those there are.`,
      );
    }
    const permits = permitsOf(null, now);
    return { subject, ...EMPTY_PROFILE, permits, revision: 0, updatedAt: null, updatedBy: null };
  }

  /** What is left out of `input` becomes nobody's word. A profile may come before the first version. */
  async put(subject: string, input: ProfileInput, change: Change): Promise<ContractProfile> {
    const latest = (await this.versions.nextNumber(subject)) - 1;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = await this.profiles.find(subject);
      const wanted = profileIn(input, before);
      const revision = before?.revision ?? 0;
      if (input.revision !== undefined && input.revision !== revision) throw changedMeanwhile(subject, revision);
      const problem = profileProblem(before, input, wanted, change.at) ?? groupsProblem(wanted.groups, latest);
      if (problem !== null) throw new BadRequestException(problem);
      const saved = await this.profiles.save(
        subject,
        wanted,
        revision,
        change,
        eventOf(subject, before, wanted, change),
      );
      if (saved !== null) return shown(saved, change.at);
    }
    throw new ConflictException(`The profile of "${subject}" is being changed by others all the time. Try again.`);
  }

  /** @throws NotFoundException, ConflictException where it may not be taken back while there are versions. */
  async delete(subject: string, change: Change): Promise<void> {
    const before = await this.profiles.find(subject);
    const refusal = profileDeletionRefusal(subject, before);
    if (refusal !== null && (await this.versions.nextNumber(subject)) > 1) throw new ConflictException(refusal);
    if (before !== null && (await this.profiles.delete(subject, change))) return;
    throw new NotFoundException(`Nobody has said anything of "${subject}": there is no profile to delete.`);
  }

  async list(filter: ProfileFilter, now: Date): Promise<ContractProfile[]> {
    return (await this.profiles.list(filter)).map((profile) => shown(profile, now));
  }
}

/** A lifecycle that was never chosen stays so; one that is left out now was `active`. */
function profileIn(input: ProfileInput, before: Profile | null): Profile {
  const { revision: _r, subject: _s, updatedAt: _a, updatedBy: _b, permits: _p, ...said } = input;
  const wasChosen = (before?.lifecycle ?? null) !== null;
  return { ...EMPTY_PROFILE, ...said, lifecycle: said.lifecycle ?? (wasChosen ? 'active' : null) };
}

/** What is wrong with a profile that is to follow `before`, and that `input` was given for; null where nothing is. */
function profileProblem(before: Profile | null, input: ProfileInput, wanted: Profile, now: Date): string | null {
  const leftOut = (input.lifecycle ?? null) === null ? leftOutProblem(before) : null;
  return leftOut ?? lifeProblem(before, wanted, now) ?? lintSettingsProblem(before?.lint ?? {}, wanted.lint);
}

function eventOf(subject: string, before: Profile | null, after: Profile, { actor, at }: Change): ContractEvent | null {
  if (!isDeprecation(before, after)) return null;
  const { sunsetOn, replacedBy } = after;
  return { type: 'contract.deprecated', subject, at, actor, data: { sunsetOn, replacedBy } };
}

const shown = ({ updatedAt, ...profile }: StoredProfile, now: Date): ContractProfile => ({
  ...profile,
  permits: permitsOf(profile, now),
  updatedAt: updatedAt.toISOString(),
});

const changedMeanwhile = (subject: string, revision: number): ConflictException =>
  new ConflictException(
    `The profile of "${subject}" was changed meanwhile: it has revision ${revision} now. Read it again, then put your change.`,
  );
