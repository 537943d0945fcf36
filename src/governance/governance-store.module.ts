import { Global, Module } from '@nestjs/common';
import { ContractEvents } from '../registry/contract-events.js';
import { ContractRules } from '../registry/contract-rules.js';
import { DatabaseModule } from '../registry/database.module.js';
import { PrismaContractEvents } from './prisma-contract-events.repository.js';
import { PrismaProfilesRepository } from './prisma-profiles.repository.js';
import { ProfileRules } from './profile-rules.service.js';
import { ProfilesRepository } from './profiles.repository.js';

/** What the registry asks and tells: the rules that profiles make, and the outbox of events. */
@Global()
@Module({
  imports: [DatabaseModule],
  providers: [
    { provide: ContractEvents, useClass: PrismaContractEvents },
    { provide: ProfilesRepository, useClass: PrismaProfilesRepository },
    { provide: ContractRules, useClass: ProfileRules },
  ],
  exports: [ContractEvents, ContractRules, ProfilesRepository],
})
export class GovernanceStoreModule {}
