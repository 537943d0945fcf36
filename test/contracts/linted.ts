import { LINT_RULES } from '../../src/contracts/lint/lint-rules.js';
import { lint, type LintProblem, type LintRequest } from '../../src/contracts/lint/lint.js';

export const NOW = new Date('2026-06-01T00:00:00Z');

export const problems = (schema: unknown, more: Partial<LintRequest> = {}): LintProblem[] =>
  lint({ format: 'JSON', source: { text: JSON.stringify(schema) }, now: NOW, ...more });

export const told = (found: readonly LintProblem[]): string[] => found.map(({ rule, path }) => `${rule} ${path}`);

/** Only the rule in question, so that a test shows its whole output. */
export const only = (id: string, own: object = {}): NonNullable<LintRequest['settings']> => ({
  ...Object.fromEntries(LINT_RULES.map((rule) => [rule.id, 'off' as const])),
  [id]: { ...own },
});

export const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
export const text = { type: 'string' };
export const described = (description: string, more: object) => ({ description, ...more });
