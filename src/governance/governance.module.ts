import { Module } from '@nestjs/common';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { DatabaseModule } from '../registry/database/database.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRepository } from './audit/audit.repository.js';
import { BatchValidationService } from './validation/batch-validation.service.js';
import { CompatibilitySettingsController } from './compatibility-settings.controller.js';
import { ContractToolsController } from './tools/contract-tools.controller.js';
import { ContractToolsService } from './tools/contract-tools.service.js';
import { ContractVersions } from './tools/contract-versions.repository.js';
import { ContractWorker } from './jobs/contract-worker.service.js';
import { DeliveryService } from './webhooks/delivery.service.js';
import { EventJudge } from './validation/event-judge.service.js';
import { EventWriters } from './validation/event-writers.service.js';
import { GovernanceArchive } from './archive/governance-archive.service.js';
import { GovernanceStoreModule } from './governance-store.module.js';
import { PrismaSamplesRepository } from './samples/prisma-samples.repository.js';
import { PrismaWebhooksRepository } from './webhooks/prisma-webhooks.repository.js';
import { ProfileController } from './profiles/profile.controller.js';
import { ProfileService } from './profiles/profile.service.js';
import { RegistryContractVersions } from './tools/registry-contract-versions.repository.js';
import { SamplesController } from './samples/samples.controller.js';
import { SamplesRepository } from './samples/samples.repository.js';
import { SamplesService } from './samples/samples.service.js';
import { ValidationController } from './validation/validation.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksRepository } from './webhooks/webhooks.repository.js';

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
