import { Module } from '@nestjs/common';
import { GovernanceStoreModule } from '../governance/governance-store.module.js';
import { DatabaseModule } from '../registry/database/database.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ArchiveController } from './archive/archive.controller.js';
import { ArchiveParts } from './archive/archive-parts.service.js';
import { ArchiveSpool } from './archive/archive-spool.store.js';
import { ArchiveExport } from './archive/export-archive.service.js';
import { ArchiveImport } from './archive/import-archive.service.js';
import { AsyncApiController } from './asyncapi/asyncapi.controller.js';
import { AsyncApiImport } from './asyncapi/asyncapi-import.service.js';
import { OdcsController } from './odcs/odcs.controller.js';
import { RemoteImportsController } from './remote/remote-imports.controller.js';
import { RemoteImports } from './remote/remote-imports.service.js';
import { DocumentWorker } from './worker/document-worker.service.js';

/** What comes from and goes to other servers and tools, under /api/v1/exchange. */
@Module({
  imports: [DatabaseModule, GovernanceStoreModule, RegistryModule],
  controllers: [ArchiveController, AsyncApiController, OdcsController, RemoteImportsController],
  providers: [ArchiveParts, ArchiveSpool, ArchiveExport, ArchiveImport, AsyncApiImport, RemoteImports, DocumentWorker],
  exports: [ArchiveParts],
})
export class ExchangeModule {}
