import { Module } from '@nestjs/common';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { DatabaseModule } from '../registry/database.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { BatchValidationService } from './batch-validation.service.js';
import { CompatibilitySettingsController } from './compatibility-settings.controller.js';
import { ContractToolsController } from './contract-tools.controller.js';
import { ContractToolsService } from './contract-tools.service.js';
import { ContractVersions } from './contract-versions.repository.js';
import { ContractWorker } from './contract-worker.service.js';
import { DeliveryService } from './delivery.service.js';
import { EventJudge } from './event-judge.service.js';
import { EventWriters } from './event-writers.service.js';
import { GovernanceArchive } from './governance-archive.service.js';
import { GovernanceStoreModule } from './governance-store.module.js';
import { PrismaSamplesRepository } from './prisma-samples.repository.js';
import { PrismaWebhooksRepository } from './prisma-webhooks.repository.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { RegistryContractVersions } from './registry-contract-versions.repository.js';
import { SamplesController } from './samples.controller.js';
import { SamplesRepository } from './samples.repository.js';
import { SamplesService } from './samples.service.js';
import { ValidationController } from './validation.controller.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** What people say of contracts, what can be asked of them, who changed them and who is told. */
@Module({
  imports: [DatabaseModule, RegistryModule, GovernanceStoreModule, ExchangeModule],
  controllers: [
    ProfileController,
    SamplesController,
    CompatibilitySettingsController,
    ContractToolsController,
    ValidationController,
    AuditController,
    WebhooksController,
  ],
  providers: [
    ProfileService,
    SamplesService,
    ContractToolsService,
    BatchValidationService,
    ContractWorker,
    EventJudge,
    EventWriters,
    DeliveryService,
    AuditRepository,
    GovernanceArchive,
    { provide: ContractVersions, useClass: RegistryContractVersions },
    { provide: SamplesRepository, useClass: PrismaSamplesRepository },
    { provide: WebhooksRepository, useClass: PrismaWebhooksRepository },
  ],
})
export class GovernanceModule {}
