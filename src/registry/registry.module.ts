import { Module } from '@nestjs/common';
import { ReadinessChecks } from '../observability/readiness-checks.js';
import { CompatibilityController } from './compatibility.controller.js';
import { CompatibilityChecker } from './compatibility.checker.js';
import { CompatibilityWorker } from './compatibility-worker.service.js';
import { ConfigController } from './config.controller.js';
import { ContractsController } from './contracts.controller.js';
import { DatabaseModule } from './database.module.js';
import { ModeController } from './mode.controller.js';
import { PrismaSubjectsRepository } from './prisma-subjects.repository.js';
import { RegistryService } from './registry.service.js';
import { SchemasController } from './schemas.controller.js';
import { SubjectsController } from './subjects.controller.js';
import { SubjectsRepository } from './subjects.repository.js';

/** Subjects and their versions: Confluent's API at the root, the native one under /api/v1. */
@Module({
  imports: [DatabaseModule],
  controllers: [
    SubjectsController,
    SchemasController,
    CompatibilityController,
    ConfigController,
    ModeController,
    ContractsController,
  ],
  providers: [
    RegistryService,
    { provide: CompatibilityChecker, useClass: CompatibilityWorker },
    { provide: SubjectsRepository, useClass: PrismaSubjectsRepository },
  ],
})
export class RegistryModule {
  constructor(checks: ReadinessChecks, subjects: SubjectsRepository) {
    // The store is opened and migrated before anything listens; what remains to be asked is whether it still answers.
    checks.register('metadata store', () => subjects.ping());
  }
}
