import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own contexts, whose news of a start are of use only while debugging. */
const FRAMEWORK = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/**
 * Nest's logger, written by pino. The last string after the message is Nest's context (`new Logger('Collector')`); an
 * object as the message gives its fields to the line: `log.warn({ msg: 'Spool is full', bytes })`.
 */
export class NestLog implements LoggerService {
  constructor(private readonly lines: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(FRAMEWORK.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    // A failed start is told once, by whoever started; Nest's own telling of it is for debugging.
    this.write(rest.at(-1) === 'ExceptionHandler' ? 'debug' : 'error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const fields = { ...contextOf(rest), ...fieldsOf(message) };
    if (typeof message === 'string') this.lines[level](fields, message);
    else this.lines[level](fields);
  }
}

function contextOf(rest: readonly unknown[]): object {
  const [first, ...others] = rest;
  // Nest hands over (stack, context) for errors, (context) for everything else, and an Error as the detail of a message.
  const error = rest.find((part) => part instanceof Error);
  const context = rest.filter((part) => typeof part === 'string').at(-1);
  const stack = others.length > 0 && typeof first === 'string' && first.includes('\n') ? first : undefined;
  return {
    ...(context === undefined ? {} : { context }),
    ...(stack === undefined ? {} : { stack }),
    ...(error === undefined ? {} : { err: error }),
  };
}

function fieldsOf(message: unknown): object {
  if (typeof message === 'string') return {};
  if (message instanceof Error) return { err: message, msg: message.message };
  return typeof message === 'object' && message !== null ? message : { msg: String(message) };
}
