import { Module } from '@nestjs/common';
import { GovernanceStoreModule } from '../governance/governance-store.module.js';
import { ReadinessChecks } from '../observability/readiness-checks.js';
import { AssociationsController } from './confluent/associations.controller.js';
import { CheckService } from './checks/check.service.js';
import { CompatibilityController } from './confluent/compatibility.controller.js';
import { CompatibilityChecker } from './checks/compatibility.checker.js';
import { CompatibilityWorker } from './checks/compatibility-worker.service.js';
import { ConfigController } from './confluent/config.controller.js';
import { ContextsController } from './confluent/contexts.controller.js';
import { ContractsController } from './contracts.controller.js';
import { DatabaseModule } from './database/database.module.js';
import { DeletionService } from './registration/deletion.service.js';
import { FormattedSchemas } from './confluent/formatted-schemas.service.js';
import { ModeController } from './confluent/mode.controller.js';
import { PrismaSubjectsRepository } from './store/prisma-subjects.repository.js';
import { ReferenceResolver } from './schemas/reference-resolver.service.js';
import { RegistrationService } from './registration/registration.service.js';
import { RegistryStamp } from './registry-stamp.service.js';
import { SchemaCache } from './schemas/schema-cache.service.js';
import { SchemaFinder } from './schemas/schema-finder.service.js';
import { SchemasController } from './confluent/schemas.controller.js';
import { ServerMetadataController } from './confluent/server-metadata.controller.js';
import { SettingsService } from './settings.service.js';
import { StandingAnswers } from './confluent/standing-answers.service.js';
import { SubjectLists } from './confluent/subject-lists.service.js';
import { SubjectSnapshots } from './checks/subject-snapshots.service.js';
import { SubjectsController } from './confluent/subjects.controller.js';
import { SubjectsRepository } from './store/subjects.repository.js';
import { TaggedCandidates } from './registration/tagged-candidates.service.js';
import { UnreadRegistrations } from './confluent/unread-registrations.service.js';
import { VersionFinder } from './version-finder.service.js';
import { VersionsController } from './confluent/versions.controller.js';

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
