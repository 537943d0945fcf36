import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ApiErrorFilter } from './api-error.filter.js';

/** What people and browsers see: the web UI, the API document, errors in words. */
@Module({ providers: [{ provide: APP_FILTER, useClass: ApiErrorFilter }] })
export class DashboardModule {}
