import { Inject, Injectable } from '@nestjs/common';
import { ContractProfiles, type ContractProfile } from '../../exchange/odcs/contract-profiles.js';
import { ProfilesRepository } from './profiles.repository.js';

/** What profiles say, for documents that are exported. */
@Injectable()
export class KeptContractProfiles extends ContractProfiles {
  constructor(@Inject(ProfilesRepository) private readonly profiles: ProfilesRepository) {
    super();
  }

  override profileOf(subject: string): Promise<ContractProfile | null> {
    return this.profiles.find(subject);
  }
}
