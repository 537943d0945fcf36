import type { Setting } from './setting.js';

/** What the configuration file said, before it was checked. */
export interface FileValues {
  /** As the operator named it. */
  readonly name: string;
  readonly root: Readonly<Record<string, unknown>>;
  /** The line, from 1, of a key; null where the parser does not know. */
  lineOf(path: readonly string[]): number | null;
}

/** One setting's value with the place it came from; null for the default. */
export interface SettingValue {
  readonly setting: Setting;
  readonly value: unknown;
  readonly origin: string | null;
}

/**
 * Every setting's value: the environment first, then the file, then the default. An empty variable counts as not set, as
 * compose files write `PLUMBLINE_X: ${X:-}`; so does a key without a value in the file.
 */
export function collectValues(
  settings: readonly Setting[],
  env: Readonly<Record<string, string | undefined>>,
  file: FileValues | null,
): SettingValue[] {
  return settings.map((setting) => {
    const text = env[setting.variable];
    if (text !== undefined && text !== '') {
      return { setting, value: parseVariable(setting.type, text), origin: setting.variable };
    }
    const value = file === null ? undefined : valueAt(file.root, setting.path);
    if (file !== null && value !== undefined && value !== null) {
      return { setting, value, origin: placeOf(file, setting.path) };
    }
    return { setting, value: structuredClone(setting.defaultValue), origin: null };
  });
}

/** Text of the environment as the schema's type; text that does not read as that type stays text and fails the schema. */
function parseVariable(type: string, text: string): unknown {
  const trimmed = text.trim();
  switch (type) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
    case 'array':
      return trimmed
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
    default:
      return trimmed;
  }
}

/** The values as one nested object. */
export function nestValues(values: readonly SettingValue[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { setting, value } of values) {
    let section = root;
    for (const name of setting.path.slice(0, -1)) {
      section = (section[name] ??= {}) as Record<string, unknown>;
    }
    section[setting.path.at(-1) as string] = value;
  }
  return root;
}

/** The own property at a path; undefined where the path ends early. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let value: unknown = root;
  for (const name of path) {
    if (!isMapping(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `plumbline.config.yaml:3`, or the bare name where the line is not known. */
export function placeOf(file: FileValues, path: readonly string[]): string {
  const line = file.lineOf(path);
  return line === null ? file.name : `${file.name}:${line}`;
}
