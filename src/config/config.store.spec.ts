import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, printableConfig } from './config.store.js';
import { ConfigError } from './mistake.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = (text: string, name = 'plumbline.config.yaml'): void => writeFileSync(join(directory, name), text);
const complaint = (env: Record<string, string>): string => {
  try {
    loadConfig(env, directory);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
};

describe('loadConfig', () => {
  it('lets the environment win over the file and the file over the default', () => {
    file('port: 5000\nhost: localhost\notlp:\n  httpPort: 5001\n');
    const config = loadConfig({ PLUMBLINE_PORT: '6000' }, directory);
    expect([config.port, config.host, config.otlp.httpPort, config.retentionDays]).toEqual([
      6000,
      'localhost',
      5001,
      7,
    ]);
  });

  it('reads lists from the environment as comma-separated text', () => {
    expect(loadConfig({ PLUMBLINE_KAFKA_BROKERS: 'a:9092, [::1]:9093,' }, directory).kafka.brokers).toEqual([
      'a:9092',
      '[::1]:9093',
    ]);
  });

  it('takes an empty variable and a key without a value for not set', () => {
    file('port: 5000\nkafka:\nhost:\n');
    const config = loadConfig({ PLUMBLINE_PORT: '' }, directory);
    expect([config.port, config.kafka.brokers, config.host]).toEqual([5000, [], '127.0.0.1']);
  });

  it('is frozen to the bottom', () => {
    const config = loadConfig({}, directory);
    expect([config, config.otlp, config.kafka.brokers, config.correlationAttributes].every(Object.isFrozen)).toBe(true);
  });

  it('reads the file that PLUMBLINE_CONFIG names instead of the usual one', () => {
    file('port: 5000\n');
    file('port: 7000\n', 'other.yaml');
    expect(loadConfig({ PLUMBLINE_CONFIG: 'other.yaml' }, directory).port).toBe(7000);
  });

  it('tells every mistake at once with key, value, origin and allowed form', () => {
    file('host: "a b"\nretention: 5\notlp: 4318\nalerts:\n  pendingMs: soon\n');
    const env = {
      PLUMBLINE_PORT: '70000',
      PLUMBLINE_LOG_LEVEL: 'loud',
      PLUMBLINE_KAFKA_BROKERS: 'localhost',
      PLUMBLINE_DETECTION_RETRY_RATIO: '2',
      PLUMBLINE_DEAD_LETTER_PATTERN: '(dlq',
      PLUMBLINE_OTLP_PORT: '1',
    };
    expect(complaint(env).split('\n')).toEqual([
      "Plumbline's configuration has 10 mistakes:",
      '  host = "a b" (from plumbline.config.yaml:1): must be a host name or an IP address, such as 127.0.0.1, 0.0.0.0 or ::1.',
      '  port = 70000 (from PLUMBLINE_PORT): must be an integer from 0 to 65535; 0 takes any free port, which the log then names.',
      '  logLevel = "loud" (from PLUMBLINE_LOG_LEVEL): must be debug, info, warn or error.',
      '  deadLetter.pattern = "(dlq" (from PLUMBLINE_DEAD_LETTER_PATTERN): must be a regular expression that RE2 and JavaScript both read.',
      '  kafka.brokers = ["localhost"] (from PLUMBLINE_KAFKA_BROKERS): must be host:port for each broker; separated by commas in the environment.',
      '  detection.retryRatio = 2 (from PLUMBLINE_DETECTION_RETRY_RATIO): must be a number between 0 and 1, both excluded.',
      '  alerts.pendingMs = "soon" (from plumbline.config.yaml:5): must be a whole number of milliseconds from 0 to 86400000.',
      '  retention (from plumbline.config.yaml:2): is not a known key. Did you mean retentionDays?',
      '  otlp (from plumbline.config.yaml:3): must hold keys: httpPort, maxBodyBytes.',
      '  PLUMBLINE_OTLP_PORT: is not a known variable. Did you mean PLUMBLINE_OTLP_HTTP_PORT?',
    ]);
  });

  it('tells line and column of broken YAML, and the mistakes of the environment beside it', () => {
    file('port: 1\nport: 2\nhost: "open\n');
    const lines = complaint({ PLUMBLINE_PORT: 'x' }).split('\n');
    expect(lines[1]).toMatch(/^ {2}plumbline\.config\.yaml:\d+:\d+: is not valid YAML: /);
    expect(lines.at(-1)).toMatch(/^ {2}port = "x" \(from PLUMBLINE_PORT\)/);
  });

  it.each(['- a list\n', 'just text', '5'])('refuses a file that holds %j', (text) => {
    file(text);
    expect(complaint({})).toContain('plumbline.config.yaml');
  });

  it('says that the file PLUMBLINE_CONFIG names is missing', () => {
    expect(complaint({ PLUMBLINE_CONFIG: 'gone.yaml' })).toBe(
      "Plumbline's configuration has one mistake:\n  gone.yaml (from PLUMBLINE_CONFIG): does not exist. Correct PLUMBLINE_CONFIG or unset it.",
    );
  });

  it('refuses one port for two servers, but takes 0 for both', () => {
    expect(complaint({ PLUMBLINE_PORT: '4318' })).toContain('otlp.httpPort = 4318: must differ from port');
    expect(complaint({ PLUMBLINE_PORT: '0', PLUMBLINE_OTLP_HTTP_PORT: '0' })).toBe('no complaint');
  });

  it("leaves the command line's and the tests' variables alone", () => {
    expect(complaint({ PLUMBLINE_REGISTRY_URL: 'x', PLUMBLINE_TEST_ANY: 'y', PATH: '/bin' })).toBe('no complaint');
  });

  it.each(['4400.5', '0x10', '1e3', ' ', '-1', 'NaN', 'Infinity'])('does not take %j for a port', (text) => {
    expect(complaint({ PLUMBLINE_PORT: text })).toContain('port = ');
  });

  it.each(['ftp://host', 'http:host', 'http://', 'host:8123', 'http://a b'])('does not take %j for a URL', (text) => {
    expect(complaint({ PLUMBLINE_CLICKHOUSE_URL: text })).toContain('clickhouseUrl = ');
  });

  it.each(['(?=x)', '(a)\\1', '(?<!x)a'])('refuses %j, which JavaScript reads and the store does not', (pattern) => {
    expect(complaint({ PLUMBLINE_DEAD_LETTER_PATTERN: pattern })).toContain('deadLetter.pattern = ');
  });

  it('is not fooled by keys of the prototype', () => {
    file('__proto__:\n  port: 1\nconstructor: 2\nhost: {}\n');
    expect(complaint({})).toContain('__proto__ (from plumbline.config.yaml:1): is not a known key');
  });
});

describe('secrets', () => {
  const env = {
    PLUMBLINE_DATABASE_URL: 'postgresql://amy:hunter2@db:5432/plumb?password=hunter3',
    PLUMBLINE_CLICKHOUSE_URL: 'https://hunter4@click:8443/db',
    PLUMBLINE_RABBITMQ_MANAGEMENT_URL: 'http://guest:hunter5@rabbit:15672',
    PLUMBLINE_ALERTS_WEBHOOK_URL: 'https://hooks.example.com/services/hunter6?token=hunter7#hunter8',
  };

  it('are hidden by --print-config, which shows everything else', () => {
    const shown = JSON.parse(printableConfig(loadConfig(env, directory))) as Record<string, unknown>;
    expect(JSON.stringify(shown)).not.toContain('hunter');
    expect(shown).toMatchObject({
      port: 4400,
      databaseUrl: 'postgresql://amy:***@db:5432/plumb?password=***',
      clickhouseUrl: 'https://***@click:8443/db',
      rabbitmq: { managementUrl: 'http://guest:***@rabbit:15672' },
      alerts: { webhookUrl: 'https://hooks.example.com/***?token=***#***' },
    });
  });

  it('are hidden in mistakes, also where the text is no URL at all', () => {
    const wrong = {
      PLUMBLINE_DATABASE_URL: 'mysql://amy:hunter2@db/x',
      PLUMBLINE_CLICKHOUSE_URL: 'amy:hunter4@click:8123',
      PLUMBLINE_RABBITMQ_MANAGEMENT_URL: 'http://guest:hunter5 hunter@rabbit',
      PLUMBLINE_ALERTS_WEBHOOK_URL: 'hunter6',
      PLUMBLINE_ALERT_WEBHOOK_URL: 'https://x/hunter9',
    };
    const text = complaint(wrong);
    expect(text).not.toContain('hunter');
    expect(text).toContain('databaseUrl = "mysql://amy:***@db/x" (from PLUMBLINE_DATABASE_URL)');
    expect(text).toContain(
      'PLUMBLINE_ALERT_WEBHOOK_URL: is not a known variable. Did you mean PLUMBLINE_ALERTS_WEBHOOK_URL?',
    );
  });
});
