import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { OtlpHttpReceiver } from './collector/otlp-http.receiver.js';
import type { Config } from './config/config.js';
import { explainListenError } from './config/listen-error.js';
import { publishApi } from './dashboard/api-document.js';
import { checkHost } from './dashboard/check-host.js';
import { answerFrameworkError } from './dashboard/framework-error.js';
import { acceptJson } from './dashboard/json-body.js';
import { publishWeb } from './dashboard/publish-web.js';
import { WEB_FILES, type WebFiles } from './dashboard/web-files.store.js';
import { Metrics } from './observability/metrics.js';
import { NestLog } from './observability/nest-log.js';
import { measureProcess } from './observability/process-metrics.js';
import { observeRequests } from './observability/request-telemetry.js';
import { rewriteRegistryPath } from './registry/confluent/context-path.js';
import { MAX_SUBJECT_LENGTH } from './registry/subject-name.js';
import { VERSION } from './version.js';

/** A server that answers. */
export interface Server {
  /** `http://127.0.0.1:4400`, with the port that was really taken. */
  readonly url: string;
  /** Where OTLP over HTTP is received. */
  readonly otlpPort: number;
  /** Stops receiving, finishes what is under way, closes the stores. */
  close(): Promise<void>;
}

/** Each character of a subject takes up to 9 when percent-encoded; find-my-way would stop at 100. */
const MAX_PARAM_LENGTH = 9 * MAX_SUBJECT_LENGTH;

/** Starts everything on the configured ports. Rejects, with nothing left open, when a store or a port cannot be had. */
export async function serve(config: Config, log: Logger): Promise<Server> {
  const adapter = new FastifyAdapter({
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    rewriteUrl: (request: { url?: string | undefined }) => rewriteRegistryPath(request.url ?? '/'),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    acceptJson(app);
    const metrics = app.get(Metrics);
    measureProcess(metrics, VERSION);
    checkHost(adapter.getInstance(), config);
    observeRequests(adapter.getInstance(), metrics);
    await publishWeb(adapter.getInstance(), app.get<WebFiles>(WEB_FILES));
    publishApi(app, VERSION);
    await listen(app, config);
  } catch (error) {
    await app.close().catch((cause: unknown) => log.error({ err: cause }, 'Closing after a failed start failed too.'));
    throw error;
  }
  const url = await app.getUrl();
  return { url, otlpPort: app.get(OtlpHttpReceiver, { strict: false }).port, close: () => app.close() };
}

async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw explainListenError(error, { host, port, variable: 'PLUMBLINE_PORT' });
  }
}
