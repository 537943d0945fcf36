import type { Outline, OutlinedField } from '../outline.js';
import type { Format } from '../source.js';

export const LINT_SEVERITIES = ['notice', 'warning', 'error'] as const;
export type LintSeverity = (typeof LINT_SEVERITIES)[number];

/** What a rule reads. */
export interface LintedContract {
  format: Format;
  outline: Outline;
  /** The version before; null for the first, or where only one is looked at. */
  previous: Outline | null;
  now: Date;
}

/** A rule's own settings. What is not of the expected type counts as not given. */
export type RuleOptions = Readonly<Record<string, unknown>>;

/** What a rule found wrong with one field. */
export interface Complaint {
  path: string;
  schemaPath: string;
  /** What is wrong, and what it leads to. */
  message: string;
  fix: string;
}

export interface LintRule {
  readonly id: string;
  readonly severity: LintSeverity;
  check(contract: LintedContract, options: RuleOptions): Complaint[];
}

export const complaint = ({ path, schemaPath }: OutlinedField, message: string, fix: string): Complaint => ({
  path,
  schemaPath,
  message,
  fix,
});

/**
 * Fields that somebody chose a name for: not the event itself, items, values of maps, nor the branches of an Avro union,
 * which are called as their types.
 */
export function namedFields({ format, outline }: Pick<LintedContract, 'format' | 'outline'>): OutlinedField[] {
  const fields = byPath(outline);
  const objects = new Set(outline.fields.filter(({ kind }) => kind === 'object').map(({ path }) => path));
  return outline.fields.filter((field) => {
    if (field.path === '' || field.name === '*' || /^\d+$/.test(field.name)) return false;
    if (fields.get(field.path) !== field) return false;
    return format !== 'AVRO' || objects.has(parentPath(field.path)!);
  });
}

export const fieldName = ({ path }: OutlinedField): string => (path === '' ? 'The event' : path);

export function numberOption(options: RuleOptions, name: string): number | null {
  const value = options[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textOption(options: RuleOptions, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

export function textsOption(options: RuleOptions, name: string): readonly string[] | null {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}

/** The path of what holds the field; null for the event itself. */
export const parentPath = (path: string): string | null => (path === '' ? null : path.slice(0, path.lastIndexOf('/')));

/** Fields by their path, for rules that look around. Of several at one path, as a union and its branches, the first. */
export function byPath({ fields }: Outline): Map<string, OutlinedField> {
  const found = new Map<string, OutlinedField>();
  for (const field of fields) if (!found.has(field.path)) found.set(field.path, field);
  return found;
}
