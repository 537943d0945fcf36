import { join } from 'node:path';
import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Metrics } from '../observability/metrics.js';
import { ReadinessChecks } from '../observability/readiness-checks.js';
import { ClickHouse } from './click-house.js';
import { Loader } from './loader.service.js';
import { Spool } from './spool.store.js';
import { retention, TABLES } from './tables.js';

/** An adapter is loaded only when it is used: the embedded engine alone is half a gigabyte of library. */
async function openStore(config: Config): Promise<ClickHouse> {
  if (config.clickhouseUrl !== '') {
    const { ServerClickHouse } = await import('./server.store.js');
    return ServerClickHouse.open(config.clickhouseUrl, TABLES);
  }
  const { EmbeddedClickHouse } = await import('./embedded.store.js');
  return EmbeddedClickHouse.open(join(config.dataDir, 'clickhouse'), TABLES);
}

/** The spool, the store, and the loader between them. */
@Module({
  providers: [
    {
      provide: Spool,
      inject: [CONFIG],
      useFactory: (config: Config) => Spool.open(join(config.dataDir, 'spool'), config.spool.maxBytes),
    },
    { provide: ClickHouse, inject: [CONFIG], useFactory: openStore },
    {
      provide: Loader,
      inject: [Spool, ClickHouse],
      useFactory: (spool: Spool, store: ClickHouse) => new Loader(spool, store),
    },
  ],
  exports: [Spool, ClickHouse, Loader],
})
export class StorageModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly spool: Spool,
    private readonly store: ClickHouse,
    private readonly loader: Loader,
    checks: ReadinessChecks,
    metrics: Metrics,
  ) {
    checks.register('telemetry store', () => this.store.ping());
    checks.register('spool', () => this.checkSpool());
    metrics.gauge('plumbline_spool_bytes', 'Acknowledged telemetry that waits to be loaded.', () => this.spool.bytes);
    metrics.gauge('plumbline_spool_files', 'Files of it.', () => this.spool.pending.length);
    metrics.gauge(
      'plumbline_spool_refused_files',
      'Files that the store refused for their content and that were put aside.',
      () => this.spool.refusedFiles,
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const statement of retention(this.config.retentionDays)) await this.store.command(statement);
    await this.loader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loader.stop();
    await this.store.close();
  }

  private checkSpool(): void {
    if (this.spool.isFull) {
      throw new Error(
        `It is full (${this.spool.bytes} bytes); telemetry is refused. ${this.loader.problem ?? ''}`.trim(),
      );
    }
    if (this.loader.problem !== null) throw new Error(`It is not being loaded. ${this.loader.problem}`);
  }
}
