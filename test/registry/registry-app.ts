import 'reflect-metadata';
import { Global, Module, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigModule } from '../../src/config/config.module.js';
import type { Config } from '../../src/config/config.js';
import { ApiErrorFilter } from '../../src/dashboard/api-error.filter.js';
import { answerFrameworkError } from '../../src/dashboard/framework-error.js';
import { acceptJson } from '../../src/dashboard/json-body.js';
import { ExchangeModule } from '../../src/exchange/exchange.module.js';
import { DOCUMENT_WORKER_URL } from '../../src/exchange/worker/document-worker.service.js';
import { ObservabilityModule } from '../../src/observability/observability.module.js';
import { COMPATIBILITY_WORKER_URL } from '../../src/registry/checks/compatibility-worker.service.js';
import { rewriteRegistryPath } from '../../src/registry/confluent/context-path.js';
import { RegistryModule } from '../../src/registry/registry.module.js';

/** A thread runs what was built: it does not know jest's way of reading TypeScript. */
@Global()
@Module({
  providers: [
    {
      provide: COMPATIBILITY_WORKER_URL,
      useValue: new URL('../../dist/registry/checks/compatibility.worker.js', import.meta.url),
    },
    {
      provide: DOCUMENT_WORKER_URL,
      useValue: new URL('../../dist/exchange/worker/document.worker.js', import.meta.url),
    },
  ],
  exports: [COMPATIBILITY_WORKER_URL, DOCUMENT_WORKER_URL],
})
class BuiltWorkerModule {}

/** The registry alone, over HTTP on a free port: no telemetry store is opened. */
export async function startRegistry(config: { databaseUrl: string; dataDir: string }, modules: readonly Type[] = []) {
  @Module({
    imports: [
      ConfigModule.with({
        ...config,
        otlp: { httpPort: 0 },
        registry: { maxSchemaBytes: 1024 * 1024 },
      } as unknown as Config),
      ObservabilityModule,
      BuiltWorkerModule,
      RegistryModule,
      ...modules,
      ExchangeModule,
    ],
    providers: [{ provide: APP_FILTER, useClass: ApiErrorFilter }],
  })
  class RegistryApp {}
  const adapter = new FastifyAdapter({
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 4096 },
    rewriteUrl: (request: { url?: string | undefined }) => rewriteRegistryPath(request.url ?? '/'),
  });
  const app = await NestFactory.create<NestFastifyApplication>(RegistryApp, adapter, {
    logger: false,
    abortOnError: false,
  });
  acceptJson(app);
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), close: () => app.close() };
}

/** One request with a JSON body, answered as status and parsed body. */
export async function ask(url: string, method = 'GET', body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** A registration's body for a JSON Schema. */
export const json = (schema: unknown) => ({ schemaType: 'JSON', schema: JSON.stringify(schema) });
