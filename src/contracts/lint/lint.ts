import { startBudget } from '../budget.js';
import type { Dialect } from '../formats/json-schema/dialect.js';
import type { IsOver } from '../formats/schema-format.js';
import type { Outline } from '../outline.js';
import { readSchema } from '../read-schema.js';
import { orTooDeep } from '../stack-overflow.js';
import type { Format, SchemaSource } from '../source.js';
import { LINT_RULES } from './lint-rules.js';
import { LINT_SEVERITIES, type Complaint, type LintedContract, type LintRule, type LintSeverity } from './rule.js';

/** A rule's severity, or `off`; or an object with it, paths to leave alone, and the rule's own options. */
export type RuleSetting =
  'off' | LintSeverity | { severity?: 'off' | LintSeverity; ignore?: readonly string[]; [option: string]: unknown };

export interface LintRequest {
  format: Format;
  source: SchemaSource;
  /** The version before, for rules about what became of it. */
  previous?: SchemaSource;
  /** By rule id. A rule that is not named keeps its own severity. */
  settings?: Readonly<Record<string, RuleSetting>>;
  now: Date;
  defaultDialect?: Dialect;
  /** Asked in between whether to stop; a second is the limit by default. What was not seen is told. */
  isOver?: IsOver;
}

export interface LintProblem extends Complaint {
  rule: string;
  severity: LintSeverity;
}

/** What is worth mending in a contract, gravest first and then in the order of the fields. No input makes it throw. */
export function lint(request: LintRequest): LintProblem[] {
  const { format, source, defaultDialect, settings = {}, isOver = startBudget({}) } = request;
  const outlined = (text: SchemaSource) => outlineOf({ format, source: text, defaultDialect, isOver });
  const outline = outlined(source);
  if ('problem' in outline) return [aboutLint('schema-invalid', 'error', outline.problem, 'Correct the schema.')];
  const previous = request.previous === undefined ? null : outlined(request.previous);
  const contract: LintedContract = {
    format,
    outline,
    previous: previous === null || 'problem' in previous ? null : previous,
    now: request.now,
  };
  const problems = [
    ...LINT_RULES.flatMap((rule) => problemsOf(rule, contract, settingOf(settings, rule.id))),
    ...unknownRules(settings),
    ...notSeen(outline, previous),
  ];
  return sorted(onceForRows(problems), outline);
}

function outlineOf(request: Parameters<typeof readSchema>[0]): Outline | { problem: string } {
  return orTooDeep<Outline | { problem: string }>(
    () => {
      const reading = readSchema(request);
      if (!('problems' in reading)) return reading.schemas.outline(reading.schema, request.isOver);
      const [first] = reading.problems;
      return { problem: `${first?.place ?? ''} ${first?.reason ?? 'It is invalid.'}`.trim() };
    },
    () => ({ problem: 'It is nested too deeply to be read.' }),
  );
}

function settingOf(settings: NonNullable<LintRequest['settings']>, id: string): RuleSetting | undefined {
  return Object.hasOwn(settings, id) ? settings[id] : undefined;
}

function problemsOf(rule: LintRule, contract: LintedContract, setting: RuleSetting | undefined): LintProblem[] {
  const options = typeof setting === 'object' && setting !== null ? setting : {};
  const asked = typeof setting === 'string' ? setting : options.severity;
  if (asked === 'off') return [];
  const severity = LINT_SEVERITIES.find((one) => one === asked) ?? rule.severity;
  const ignored = Array.isArray(options.ignore) ? new Set<unknown>(options.ignore) : new Set();
  return rule
    .check(contract, options)
    .filter(({ path }) => !ignored.has(path))
    .map((found) => ({ rule: rule.id, severity, ...found }));
}

/** A setting that does nothing is a mistake that nobody would notice. */
function unknownRules(settings: NonNullable<LintRequest['settings']>): LintProblem[] {
  const severities: unknown[] = [undefined, 'off', ...LINT_SEVERITIES];
  return Object.entries(settings).flatMap(([id, setting]) => {
    const asked = typeof setting === 'object' && setting !== null ? setting.severity : setting;
    const fix = `Rules are ${LINT_RULES.map((rule) => rule.id).join(', ')}.`;
    if (!LINT_RULES.some((rule) => rule.id === id))
      return [aboutLint('lint-settings', 'error', `There is no rule "${id}".`, fix)];
    if (severities.includes(asked)) return [];
    const message = `The severity of "${id}" is none of off, ${LINT_SEVERITIES.join(', ')}.`;
    return [aboutLint('lint-settings', 'error', message, 'Name one of these.')];
  });
}

function notSeen(outline: Outline, previous: Outline | { problem: string } | null): LintProblem[] {
  const cut = 'There are more fields than are looked at: nothing is said of the last ones.';
  const unread =
    previous !== null && 'problem' in previous
      ? [aboutLint('previous-not-read', 'warning', `The version before cannot be read: ${previous.problem}`, '')]
      : [];
  return outline.isCut === true
    ? [...unread, aboutLint('outline-cut', 'warning', cut, 'Divide the contract.')]
    : unread;
}

const aboutLint = (rule: string, severity: LintSeverity, message: string, fix: string): LintProblem => ({
  rule,
  severity,
  path: '',
  schemaPath: '',
  message,
  fix,
});

/** A captured change holds a row as it was before and as it is after: what is said of both is said once. */
function onceForRows(problems: readonly LintProblem[]): LintProblem[] {
  const said = new Set(problems.map(({ rule, path }) => `${rule} ${path}`));
  return problems.filter(
    ({ rule, path }) => !path.startsWith('/before/') || !said.has(`${rule} ${path.replace('/before/', '/after/')}`),
  );
}

function sorted(problems: LintProblem[], { fields }: Outline): LintProblem[] {
  const places = new Map(fields.map(({ path }, i) => [path, i]));
  const place = ({ path }: LintProblem): number => places.get(path) ?? fields.length;
  const gravity = ({ severity }: LintProblem): number => -LINT_SEVERITIES.indexOf(severity);
  return problems.sort((a, b) => gravity(a) - gravity(b) || place(a) - place(b));
}
