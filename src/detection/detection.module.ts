import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { DetectionService } from './detection.service.js';

/** Windows over what is stored, judged at an interval. */
@Module({ imports: [StorageModule, AlertsModule], providers: [DetectionService] })
export class DetectionModule {}
