/** What Plumbline is told at start, validated and frozen. `schemas/config.schema.json` says each key's form and default. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Names for the Host header beside those of loopback; empty with a `host` that is no loopback address: any. */
  readonly allowedHosts: readonly string[];
  readonly dataDir: string;
  /** '' for the embedded SQLite file under `dataDir`; else file:… or postgresql://… */
  readonly databaseUrl: string;
  /** '' for the embedded engine under `dataDir`; else http(s)://user:password@host:8123/database */
  readonly clickhouseUrl: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly otlp: {
    readonly httpPort: number;
    /** Cap on a request's body after decompression. */
    readonly maxBodyBytes: number;
  };
  readonly spool: {
    /** Above this the collector answers 503 with Retry-After instead of acknowledging. */
    readonly maxBytes: number;
  };
  readonly registry: {
    /** The largest schema, in bytes of UTF-8. */
    readonly maxSchemaBytes: number;
  };
  readonly retentionDays: number;
  /** Span attributes that hold a correlation ID, the first present wins. */
  readonly correlationAttributes: readonly string[];
  readonly deadLetter: { readonly pattern: string };
  readonly kafka: { readonly brokers: readonly string[] };
  readonly rabbitmq: { /** http(s)://user:password@host:15672, '' for none. */ readonly managementUrl: string };
  readonly detection: {
    readonly intervalMs: number;
    readonly windowMs: number;
    /** Retry storm: (attempts - deliveries) / attempts above this, with at least `retryMinAttempts`. */
    readonly retryRatio: number;
    readonly retryMinAttempts: number;
    readonly lagMessages: number;
    readonly lagSeconds: number;
  };
  readonly alerts: {
    readonly pendingMs: number;
    readonly keepFiringMs: number;
    readonly webhookUrl: string;
  };
}

/** The Config, as a token that Nest can inject. */
export const CONFIG = Symbol('CONFIG');
