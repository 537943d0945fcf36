import { type BeforeApplicationShutdown, Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explainListenError } from '../config/listen-error.js';
import { Metrics } from '../observability/metrics.js';
import { ClickHouse } from '../storage/click-house.js';
import { Spool } from '../storage/spool.store.js';
import { StorageModule } from '../storage/storage.module.js';
import { IngestService } from './ingest.service.js';
import { OtlpHttpReceiver } from './otlp-http.receiver.js';

/** Requests of the last minutes, in case an exporter sends again what we stored but could not acknowledge. */
const STORED_REQUESTS = `
  SELECT DISTINCT toString(request) AS key FROM spans
  WHERE received_at > now64(3) - INTERVAL 10 MINUTE LIMIT 200000`;

/** OTLP in, durable spans out. */
@Module({ imports: [StorageModule], providers: [IngestService, OtlpHttpReceiver], exports: [OtlpHttpReceiver] })
export class CollectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Collector');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ingest: IngestService,
    private readonly receiver: OtlpHttpReceiver,
    private readonly store: ClickHouse,
    private readonly spool: Spool,
    metrics: Metrics,
  ) {
    ingest.counts.expose(metrics);
  }

  async onApplicationBootstrap(): Promise<void> {
    const stored = await this.store.query<{ key: string }>(STORED_REQUESTS);
    const spooled = await this.spool.pendingRequests();
    this.ingest.rememberStored([...stored.map(({ key }) => key), ...spooled], Date.now());
    const { host } = this.config;
    await this.receiver.listen().catch((error: unknown) => {
      throw explainListenError(error, { host, port: this.config.otlp.httpPort, variable: 'PLUMBLINE_OTLP_HTTP_PORT' });
    });
    this.logger.log(`OTLP over HTTP is received at http://${host}:${this.receiver.port}/v1/traces`);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.receiver.close();
  }
}
