import { isMapping, placeOf, type FileValues } from './config-values.js';
import type { Mistake } from './mistake.js';
import { didYouMean } from './nearest-name.js';
import type { Setting, SettingSchema } from './setting.js';

const PREFIX = 'PLUMBLINE_';
const SEE_ALL = 'See schemas/config.schema.json for all.';

/** Variables with our prefix that the server does not read: those of the command line, the demo, the tests, and the file's own name. */
const ELSEWHERE = new Set([
  'PLUMBLINE_CONFIG',
  'PLUMBLINE_REGISTRY_URL',
  'PLUMBLINE_OTLP_URL',
  'PLUMBLINE_URL',
  'PLUMBLINE_CHROMIUM',
]);

/** PLUMBLINE_* variables that name no setting. Their values are never shown: a misspelt name may hold a secret. */
export function unknownVariables(
  env: Readonly<Record<string, string | undefined>>,
  settings: readonly Setting[],
): Mistake[] {
  const known = settings.map(({ variable }) => variable);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith('PLUMBLINE_TEST_'))
    .filter((name) => !ELSEWHERE.has(name) && !known.includes(name))
    .sort()
    .map((name) => {
      const hint = didYouMean(bareName(name), known.map(bareName), PREFIX) ?? SEE_ALL;
      return { subject: name, origin: null, value: null, problem: `is not a known variable. ${hint}` };
    });
}

const bareName = (variable: string): string => variable.slice(PREFIX.length);

/** Keys of the file that name no setting, and sections that hold something else than keys. */
export function unknownKeys(file: FileValues, schema: SettingSchema, settings: readonly Setting[]): Mistake[] {
  return unknownKeysBelow(file.root, schema, []);

  function unknownKeysBelow(
    section: Record<string, unknown>,
    known: SettingSchema,
    path: readonly string[],
  ): Mistake[] {
    return Object.entries(section).flatMap(([name, value]) => {
      const here = [...path, name];
      const child = Object.hasOwn(known.properties ?? {}, name) ? known.properties?.[name] : undefined;
      if (child === undefined) return [unknownKey(file, here, settings)];
      if (child.properties === undefined || value === null) return [];
      return isMapping(value) ? unknownKeysBelow(value, child, here) : [notASection(file, here, child)];
    });
  }
}

function unknownKey(file: FileValues, path: readonly string[], settings: readonly Setting[]): Mistake {
  const key = path.join('.');
  return {
    subject: key,
    origin: placeOf(file, path),
    value: null,
    problem: `is not a known key. ${hintFor(key, path, settings)}`,
  };
}

function hintFor(key: string, path: readonly string[], settings: readonly Setting[]): string {
  const known = settings.map((setting) => setting.key);
  if (path.length === 1 && known.includes(key)) return `Write it nested: ${key.replaceAll('.', ': { ')}: … }.`;
  return didYouMean(key, known) ?? SEE_ALL;
}

function notASection(file: FileValues, path: readonly string[], section: SettingSchema): Mistake {
  const names = Object.keys(section.properties ?? {}).join(', ');
  return { subject: path.join('.'), origin: placeOf(file, path), value: null, problem: `must hold keys: ${names}.` };
}
