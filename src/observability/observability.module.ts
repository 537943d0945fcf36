import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Metrics } from './metrics.js';
import { ObservabilityController } from './observability.controller.js';
import { startOwnTelemetry, type OwnTelemetry } from './own-telemetry.service.js';
import { ReadinessChecks } from './readiness-checks.js';

const OWN_TELEMETRY = Symbol('OWN_TELEMETRY');

/** Health, metrics and Plumbline's own telemetry, for every module. */
@Global()
@Module({
  controllers: [ObservabilityController],
  providers: [
    ReadinessChecks,
    {
      provide: OWN_TELEMETRY,
      inject: [CONFIG],
      useFactory: (config: Config) => {
        const log = new Logger('OwnTelemetry');
        return startOwnTelemetry(config, process.env, (message) => log.warn(message));
      },
    },
    { provide: Metrics, inject: [OWN_TELEMETRY], useFactory: ({ meters }: OwnTelemetry) => new Metrics(meters) },
  ],
  exports: [ReadinessChecks, Metrics],
})
export class ObservabilityModule implements OnApplicationShutdown {
  constructor(
    @Inject(OWN_TELEMETRY) private readonly ownTelemetry: OwnTelemetry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.ownTelemetry.close();
    await this.metrics.close();
  }
}
