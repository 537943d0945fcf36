import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { FlowService } from './flow.service.js';
import { FlowStore } from './flow.store.js';
import { FlowsController } from './flows.controller.js';

/** Stored spans joined into flows, and the API that shows them. */
@Module({
  imports: [StorageModule],
  providers: [FlowStore, FlowService],
  controllers: [FlowsController],
  exports: [FlowService],
})
export class FlowsModule {}
