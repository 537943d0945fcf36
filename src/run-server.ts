import type { Logger } from 'pino';
import { loadConfig, printableConfig } from './config/config.store.js';
import type { Config } from './config/config.js';
import { prepareDataDir } from './config/data-dir.store.js';
import { ConfigError } from './config/mistake.js';
import { spareMemory } from './v8-flags.js';

/** How long stopping may take before the process leaves anyway. */
const STOP_WITHIN_MS = 10_000;

/**
 * The life of the server process, for `node dist/main.js` and `plumbline serve`: reads the configuration, serves until
 * SIGTERM or SIGINT, leaves with 0. A wrong configuration leaves with 2, a failed start with 1. `--print-config` shows
 * the configuration with secrets hidden and leaves.
 */
export async function runServer(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--print-config');
  if (unknown.length > 0) {
    process.stderr.write(`Unknown argument ${unknown.join(' ')}. The server takes --print-config, or none.\n`);
    process.exitCode = 2;
    return;
  }
  const config = readConfig();
  if (config === null) return;
  if (args.includes('--print-config')) {
    process.stdout.write(`${printableConfig(config)}\n`);
    return;
  }
  // Loaded only now: telling a mistake takes no framework.
  const { createLog } = await import('./observability/log.js');
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise was rejected and nobody looked.'));
  await serveUntilStopped(config, log);
}

function readConfig(): Config | null {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return null;
  }
}

async function serveUntilStopped(config: Config, log: Logger): Promise<void> {
  const stopSignal = nextSignal();
  let server;
  try {
    prepareDataDir(config.dataDir);
    spareMemory();
    const { serve } = await import('./serve.js');
    server = await serve(config, log);
  } catch (error) {
    log.debug({ err: error }, 'The error that ended the start, with its causes.');
    log.fatal(`Plumbline cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  log.info({ url: server.url, otlpPort: server.otlpPort }, `Plumbline is ready. Open ${server.url}`);
  log.info(`Stopping: ${await stopSignal}.`);
  const timer = setTimeout(() => {
    log.error(`Stopping took longer than ${STOP_WITHIN_MS / 1000} s; leaving.`);
    process.exit(1);
  }, STOP_WITHIN_MS);
  await server.close();
  clearTimeout(timer);
  log.info('Stopped.');
  process.exit(0);
}

/**
 * The first of the signals that ask to stop. Later ones change nothing: a terminal and npm both pass on one Ctrl-C, and
 * stopping is bounded anyway.
 */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}
