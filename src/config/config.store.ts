import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from './config.js';
import { parseConfigFile } from './config-file.js';
import type { FileValues } from './config-values.js';
import { ConfigError, type Mistake } from './mistake.js';
import { redactConfig } from './redact.js';
import { resolveConfig } from './resolve-config.js';
import { settingsOf, type SettingSchema } from './setting.js';

const DEFAULT_FILE = 'plumbline.config.yaml';

/** `schemas/` stands beside both `src/` and `dist/`. */
const SCHEMA_URL = new URL('../../schemas/config.schema.json', import.meta.url);

/**
 * Reads the configuration once: from `env`, and from `plumbline.config.yaml` in `directory` where it exists (or the file
 * that PLUMBLINE_CONFIG names, which must exist). Throws a `ConfigError` that tells every mistake at once.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  directory: string = process.cwd(),
): Config {
  const read = readConfigFile(env['PLUMBLINE_CONFIG'], directory);
  const fileMistakes = 'mistakes' in read ? read.mistakes : [];
  const result = resolveConfig(readSchema(), env, 'mistakes' in read ? null : read.file);
  const mistakes = [...fileMistakes, ...('mistakes' in result ? result.mistakes : [])];
  if ('mistakes' in result || mistakes.length > 0) throw new ConfigError(mistakes);
  return result.config;
}

/** The text of `--print-config`: every key as JSON, secrets hidden. */
export function printableConfig(config: Config): string {
  return JSON.stringify(redactConfig(config, settingsOf(readSchema())), null, 2);
}

function readSchema(): SettingSchema {
  return JSON.parse(readFileSync(SCHEMA_URL, 'utf8')) as SettingSchema;
}

function readConfigFile(
  named: string | undefined,
  directory: string,
): { file: FileValues | null } | { mistakes: Mistake[] } {
  const name = named || DEFAULT_FILE;
  try {
    return parseConfigFile(name, readFileSync(resolve(directory, name), 'utf8'));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !named) return { file: null };
    const problem = isMissing
      ? 'does not exist. Correct PLUMBLINE_CONFIG or unset it.'
      : `cannot be read: ${(cause as Error).message}.`;
    return { mistakes: [{ subject: name, origin: named ? 'PLUMBLINE_CONFIG' : null, value: null, problem }] };
  }
}
