import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';
import type { Config } from './config.js';
import { loadConfig } from './config.store.js';
import { settingsOf, variableOf, type SettingSchema } from './setting.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
) as SettingSchema;

/** What a laptop gets without any setting; typed, so that the compiler sees a key that the schema lacks. */
const DEFAULTS: Config = {
  host: '127.0.0.1',
  allowedHosts: [],
  port: 4400,
  dataDir: '.plumbline',
  databaseUrl: '',
  clickhouseUrl: '',
  logLevel: 'info',
  otlp: { httpPort: 4318, maxBodyBytes: 67_108_864 },
  spool: { maxBytes: 1_073_741_824 },
  registry: { maxSchemaBytes: 1_048_576 },
  retentionDays: 7,
  correlationAttributes: [
    'messaging.message.conversation_id',
    'messaging.conversation_id',
    'correlation.id',
    'correlation_id',
    'correlationId',
  ],
  deadLetter: { pattern: DEFAULT_DEAD_LETTER_PATTERN },
  kafka: { brokers: [] },
  rabbitmq: { managementUrl: '' },
  detection: {
    intervalMs: 10_000,
    windowMs: 300_000,
    retryRatio: 0.2,
    retryMinAttempts: 50,
    lagMessages: 1000,
    lagSeconds: 60,
  },
  alerts: { pendingMs: 30_000, keepFiringMs: 300_000, webhookUrl: '' },
};

describe('the configuration schema', () => {
  it('gives exactly the Config that the code is written against, when nothing is set', () => {
    expect(loadConfig({}, '/nonexistent')).toEqual(DEFAULTS);
  });

  it('is told in full by the example in docs, with the same defaults', () => {
    const example = fileURLToPath(new URL('../../docs/plumbline.config.yaml', import.meta.url));
    expect(loadConfig({ PLUMBLINE_CONFIG: example })).toEqual(DEFAULTS);
    const written = parse(readFileSync(example, 'utf8')) as unknown;
    expect(written).toEqual(DEFAULTS);
  });

  it('says of every key what it means, its default and its allowed form', () => {
    const incomplete = leaves(schema).filter(
      ({ description, form, default: value }) => !description || !form || value === undefined,
    );
    expect(incomplete).toEqual([]);
  });

  it('derives a different variable for every key', () => {
    const variables = settingsOf(schema).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it.each([
    [['host'], 'PLUMBLINE_HOST'],
    [['dataDir'], 'PLUMBLINE_DATA_DIR'],
    [['databaseUrl'], 'PLUMBLINE_DATABASE_URL'],
    [['clickhouseUrl'], 'PLUMBLINE_CLICKHOUSE_URL'],
    [['otlp', 'httpPort'], 'PLUMBLINE_OTLP_HTTP_PORT'],
    [['kafka', 'brokers'], 'PLUMBLINE_KAFKA_BROKERS'],
  ])('derives the variable of %j as %s', (path, variable) => expect(variableOf(path)).toBe(variable));
});

function leaves(section: SettingSchema): SettingSchema[] {
  return Object.values(section.properties ?? {}).flatMap((child) => (child.properties ? leaves(child) : [child]));
}
