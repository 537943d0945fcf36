import { Inject, Injectable } from '@nestjs/common';
import { ContractRules, type RegistrationRule } from '../../registry/contract-rules.js';
import { deletionRefusal, registrationRefusal, registrationWarning } from './lifecycle.js';
import { ProfilesRepository } from './profiles.repository.js';
import { groupStart } from './version-groups.js';

/** What profiles say, for the registry. */
@Injectable()
export class ProfileRules extends ContractRules {
  constructor(@Inject(ProfilesRepository) private readonly profiles: ProfilesRepository) {
    super();
  }

  override async forRegistration(subject: string, now: Date): Promise<RegistrationRule> {
    const profile = await this.profiles.find(subject);
    return {
      refusal: registrationRefusal(subject, profile, now),
      warning: registrationWarning(profile, now),
      comparedFrom: (next) => groupStart(profile?.groups ?? [], next),
    };
  }

  override async deletionRefusal(subject: string, isPermanent: boolean, now: Date): Promise<string | null> {
    return deletionRefusal(subject, await this.profiles.find(subject), isPermanent, now);
  }
}
