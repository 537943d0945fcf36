/** A JSON Schema as `schemas/config.schema.json` uses it: sections hold properties, everything else is a setting. */
export interface SettingSchema {
  readonly type?: string;
  readonly description: string;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly default?: unknown;
  /** The allowed form in words. */
  readonly form?: string;
  readonly secret?: Secrecy;
}

/** What is hidden of a shown URL: credentials, query values and fragment; `url-path` hides the path too. */
export type Secrecy = 'url' | 'url-path';

/** One key that can be set. */
export interface Setting {
  /** `otlp.httpPort` */
  readonly key: string;
  readonly path: readonly string[];
  /** `PLUMBLINE_OTLP_HTTP_PORT` */
  readonly variable: string;
  readonly type: string;
  readonly form: string;
  readonly defaultValue: unknown;
  readonly secret: Secrecy | null;
}

/** Every setting of the schema, in its order. */
export function settingsOf(schema: SettingSchema, path: readonly string[] = []): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
    child.properties === undefined ? [toSetting([...path, name], child)] : settingsOf(child, [...path, name]),
  );
}

/** The environment variable of a key: `['otlp', 'httpPort']` is `PLUMBLINE_OTLP_HTTP_PORT`. */
export function variableOf(path: readonly string[]): string {
  const words = path.map((name) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());
  return `PLUMBLINE_${words.join('_')}`;
}

function toSetting(path: readonly string[], schema: SettingSchema): Setting {
  return {
    key: path.join('.'),
    path,
    variable: variableOf(path),
    type: schema.type ?? 'string',
    form: schema.form ?? '',
    defaultValue: schema.default,
    secret: schema.secret ?? null,
  };
}
