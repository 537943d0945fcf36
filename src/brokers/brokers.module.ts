import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { BacklogService } from './backlog.service.js';

/** What the brokers themselves say, asked at an interval. */
@Module({ imports: [StorageModule], providers: [BacklogService] })
export class BrokersModule {}
