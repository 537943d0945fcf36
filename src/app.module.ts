import { Module, type DynamicModule } from '@nestjs/common';
import { AlertsModule } from './alerts/alerts.module.js';
import { BrokersModule } from './brokers/brokers.module.js';
import { CollectorModule } from './collector/collector.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DetectionModule } from './detection/detection.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { FlowsModule } from './flows/flows.module.js';
import { GovernanceModule } from './governance/governance.module.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { StorageModule } from './storage/storage.module.js';

/** All wiring, written in the order the data flows. */
@Module({
  imports: [
    ObservabilityModule,
    CollectorModule,
    StorageModule,
    FlowsModule,
    BrokersModule,
    DetectionModule,
    AlertsModule,
    RegistryModule,
    GovernanceModule,
    ExchangeModule,
    DashboardModule,
  ],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(config)] };
  }
}
