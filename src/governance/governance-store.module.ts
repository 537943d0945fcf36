import { Global, Module } from '@nestjs/common';
import { ContractProfiles } from '../exchange/odcs/contract-profiles.js';
import { ContractEvents } from '../registry/contract-events.js';
import { ContractRules } from '../registry/contract-rules.js';
import { DatabaseModule } from '../registry/database/database.module.js';
import { KeptContractProfiles } from './profiles/kept-contract-profiles.service.js';
import { PrismaContractEvents } from './webhooks/prisma-contract-events.repository.js';
import { PrismaProfilesRepository } from './profiles/prisma-profiles.repository.js';
import { ProfileRules } from './profiles/profile-rules.service.js';
import { ProfilesRepository } from './profiles/profiles.repository.js';

/** What the registry and its documents ask and tell: what profiles say and rule, and the outbox of events. */
@Global()
@Module({
  imports: [DatabaseModule],
  providers: [
    { provide: ContractEvents, useClass: PrismaContractEvents },
    { provide: ProfilesRepository, useClass: PrismaProfilesRepository },
    { provide: ContractRules, useClass: ProfileRules },
    { provide: ContractProfiles, useClass: KeptContractProfiles },
  ],
  exports: [ContractEvents, ContractRules, ContractProfiles, ProfilesRepository],
})
export class GovernanceStoreModule {}
