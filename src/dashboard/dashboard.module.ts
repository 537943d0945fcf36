import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ApiErrorFilter } from './api-error.filter.js';
import { readWebFiles, WEB_FILES } from './web-files.store.js';
import { WebController } from './web.controller.js';

/** What people and browsers see: the web UI, the API document, errors in words. */
@Module({
  controllers: [WebController],
  providers: [
    { provide: APP_FILTER, useClass: ApiErrorFilter },
    { provide: WEB_FILES, useFactory: () => readWebFiles() },
  ],
})
export class DashboardModule {}
