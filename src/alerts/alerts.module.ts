import { Module } from '@nestjs/common';
import { DATABASE, type Database } from '../registry/database/database.js';
import { DatabaseModule } from '../registry/database/database.module.js';
import { AlertRepository } from './alert.repository.js';
import { AlertService } from './alert.service.js';
import { AlertsController } from './alerts.controller.js';
import { NotificationService } from './notification.service.js';
import { PrismaAlertRepository } from './prisma-alert.repository.js';

/** Alerts: their life, their store, their API and who is told. */
@Module({
  imports: [DatabaseModule],
  controllers: [AlertsController],
  providers: [
    AlertService,
    NotificationService,
    {
      provide: AlertRepository,
      inject: [DATABASE],
      useFactory: (database: Database) => new PrismaAlertRepository(database),
    },
  ],
  exports: [AlertService],
})
export class AlertsModule {}
