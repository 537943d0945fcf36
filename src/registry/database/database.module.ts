import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { closeDatabase, DATABASE, openDatabase, type Database } from './database.js';

/** Gives `DATABASE` to every module, migrated, and closes it when the others have stopped. */
@Global()
@Module({
  providers: [{ provide: DATABASE, inject: [CONFIG], useFactory: (config: Config) => openDatabase(config) }],
  exports: [DATABASE],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await closeDatabase(this.database);
  }
}
