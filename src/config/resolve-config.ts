import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compileDeadLetterPattern } from '../messaging/dead-letter.js';
import type { Config } from './config.js';
import { collectValues, nestValues, type FileValues, type SettingValue } from './config-values.js';
import type { Mistake } from './mistake.js';
import { showValue } from './redact.js';
import { settingsOf, type SettingSchema } from './setting.js';
import { unknownKeys, unknownVariables } from './unknown-names.js';

/** The configuration that environment and file give together, deeply frozen; or everything that is wrong with them. */
export function resolveConfig(
  schema: SettingSchema,
  env: Readonly<Record<string, string | undefined>>,
  file: FileValues | null,
): { config: Config } | { mistakes: Mistake[] } {
  const settings = settingsOf(schema);
  const values = collectValues(settings, env, file);
  const candidate = nestValues(values);
  const mistakes = [
    ...wrongValues(compileSchema(schema), candidate, values),
    ...samePorts(candidate as unknown as Config, values),
    ...(file === null ? [] : unknownKeys(file, schema, settings)),
    ...unknownVariables(env, settings),
  ];
  return mistakes.length > 0 ? { mistakes } : { config: deepFreeze(candidate) as unknown as Config };
}

function compileSchema(schema: SettingSchema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, keywords: ['form', 'secret'] });
  ajv.addFormat('http-url', (text) => text === '' || isUrlOf(text, ['http:', 'https:']));
  ajv.addFormat('database-url', (text) => text === '' || isDatabaseUrl(text));
  ajv.addFormat('dead-letter-pattern', isDeadLetterPattern);
  return ajv.compile(schema);
}

function wrongValues(validate: ValidateFunction, candidate: object, values: readonly SettingValue[]): Mistake[] {
  if (validate(candidate)) return [];
  const places = (validate.errors ?? []).map((error: ErrorObject) => error.instancePath);
  return values
    .filter(({ setting }) => places.some((place) => `${place}/`.startsWith(`/${setting.path.join('/')}/`)))
    .map(({ setting, value, origin }) => ({
      subject: setting.key,
      origin,
      value: showValue(setting, value),
      problem: `must be ${setting.form}.`,
    }));
}

function samePorts(config: Config, values: readonly SettingValue[]): Mistake[] {
  if (config.port === 0 || config.port !== config.otlp.httpPort) return [];
  const origin = values.find(({ setting }) => setting.key === 'otlp.httpPort')?.origin ?? null;
  const problem = 'must differ from port: each needs its own.';
  return [{ subject: 'otlp.httpPort', origin, value: String(config.otlp.httpPort), problem }];
}

function isUrlOf(text: string, protocols: readonly string[]): boolean {
  // The parser forgives what an operator did not mean: `http:host`, blanks around and within.
  if (/\s/.test(text) || !text.includes('://') || !URL.canParse(text)) return false;
  const url = new URL(text);
  return protocols.includes(url.protocol) && url.hostname !== '';
}

function isDatabaseUrl(text: string): boolean {
  return /^file:.+/.test(text) || isUrlOf(text, ['postgresql:', 'postgres:']);
}

function isDeadLetterPattern(text: string): boolean {
  // RE2, which reads the same pattern in the store, has neither look-around nor back-references.
  if (/\(\?(=|!|<=|<!)|\\[1-9]|\\k</.test(text)) return false;
  try {
    compileDeadLetterPattern(text);
    return true;
  } catch {
    return false;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
