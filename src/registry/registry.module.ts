import { Module } from '@nestjs/common';
import { GovernanceStoreModule } from '../governance/governance-store.module.js';
import { ReadinessChecks } from '../observability/readiness-checks.js';
import { AssociationsController } from './associations.controller.js';
import { CheckService } from './check.service.js';
import { CompatibilityController } from './compatibility.controller.js';
import { CompatibilityChecker } from './compatibility.checker.js';
import { CompatibilityWorker } from './compatibility-worker.service.js';
import { ConfigController } from './config.controller.js';
import { ContextsController } from './contexts.controller.js';
import { ContractsController } from './contracts.controller.js';
import { DatabaseModule } from './database.module.js';
import { DeletionService } from './deletion.service.js';
import { FormattedSchemas } from './formatted-schemas.service.js';
import { ModeController } from './mode.controller.js';
import { PrismaSubjectsRepository } from './prisma-subjects.repository.js';
import { ReferenceResolver } from './reference-resolver.service.js';
import { RegistrationService } from './registration.service.js';
import { RegistryStamp } from './registry-stamp.service.js';
import { SchemaCache } from './schema-cache.service.js';
import { SchemaFinder } from './schema-finder.service.js';
import { SchemasController } from './schemas.controller.js';
import { ServerMetadataController } from './server-metadata.controller.js';
import { SettingsService } from './settings.service.js';
import { StandingAnswers } from './standing-answers.service.js';
import { SubjectLists } from './subject-lists.service.js';
import { SubjectSnapshots } from './subject-snapshots.service.js';
import { SubjectsController } from './subjects.controller.js';
import { SubjectsRepository } from './subjects.repository.js';
import { TaggedCandidates } from './tagged-candidates.service.js';
import { UnreadRegistrations } from './unread-registrations.service.js';
import { VersionFinder } from './version-finder.service.js';
import { VersionsController } from './versions.controller.js';

/** Subjects and their versions: Confluent's API at the root, the native one under /api/v1. */
@Module({
  imports: [DatabaseModule, GovernanceStoreModule],
  controllers: [
    SubjectsController,
    VersionsController,
    SchemasController,
    CompatibilityController,
    ConfigController,
    ModeController,
    ContextsController,
    ServerMetadataController,
    AssociationsController,
    ContractsController,
  ],
  providers: [
    RegistrationService,
    DeletionService,
    CheckService,
    SettingsService,
    SubjectSnapshots,
    RegistryStamp,
    StandingAnswers,
    SubjectLists,
    VersionFinder,
    SchemaFinder,
    SchemaCache,
    ReferenceResolver,
    FormattedSchemas,
    TaggedCandidates,
    UnreadRegistrations,
    { provide: CompatibilityChecker, useClass: CompatibilityWorker },
    { provide: SubjectsRepository, useClass: PrismaSubjectsRepository },
  ],
  exports: [
    SubjectsRepository,
    CompatibilityChecker,
    RegistrationService,
    DeletionService,
    CheckService,
    SettingsService,
    ReferenceResolver,
    SchemaCache,
    SchemaFinder,
    VersionFinder,
  ],
})
export class RegistryModule {
  constructor(checks: ReadinessChecks, subjects: SubjectsRepository) {
    // The store is opened and migrated before anything listens; what remains to be asked is whether it still answers.
    checks.register('metadata store', () => subjects.ping());
  }
}
