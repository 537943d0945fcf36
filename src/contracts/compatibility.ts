import type { Finding, Policy } from './finding.js';
import { schemaFormatOf } from './formats/index.js';
import type { Dialect } from './formats/json-schema/dialect.js';
import type { IsOver, Reading, ReadingOptions, SchemaFormat, SchemaProblem, Side } from './formats/schema-format.js';
import { demandsOf, type Direction, type Level } from './level.js';
import type { Format, ReferencedSchema, SchemaSource } from './source.js';

export interface RegisteredSchema extends SchemaSource {
  version: number;
  format: Format;
}

export interface CompatibilityRequest {
  format: Format;
  level: Level;
  /** The format's first policy by default, also where it knows no policy of this name. */
  policy?: Policy;
  /** The subject's versions, oldest first. */
  history: readonly RegisteredSchema[];
  /** The text of the new version. */
  candidate: string;
  /** What the candidate refers to, directly or through another reference. */
  references?: readonly ReferencedSchema[];
  /** Read where a JSON Schema names no `$schema`; 2020-12 by default. */
  defaultDialect?: Dialect;
  /** What the whole check may take; it ends as `unproven` after that. 1,000 ms by default. */
  budgetMs?: number;
  /** A clock in milliseconds, for the budget alone. */
  now?: () => number;
}

export type Verdict = 'compatible' | 'incompatible' | 'unproven';

export interface CompatibilityResult {
  /** `compatible` is said only where it is proved; `unproven` where neither a proof nor an event that breaks was found. */
  verdict: Verdict;
  /** Notices at most where the verdict is `compatible`. */
  findings: Finding[];
}

const DEFAULT_DIALECT: Dialect = '2020-12';
const DEFAULT_BUDGET_MS = 1_000;

/**
 * Decides whether `candidate` may become the next version of a subject. No schema makes it throw: what is wrong with one
 * is a finding.
 */
export function checkCompatibility(request: CompatibilityRequest): CompatibilityResult {
  const findings = orTooDeep(
    () => decide(request),
    () => [notDecided('the schemas are nested too deeply')],
  );
  return { verdict: verdictOf(findings), findings };
}

/** What is wrong with a schema by itself, told before any comparison. */
export function findSchemaProblems(
  format: Format,
  source: SchemaSource,
  defaultDialect: Dialect = DEFAULT_DIALECT,
): Finding[] {
  const schemas = schemaFormatOf(format);
  if (schemas === null) return [formatNotRead(format)];
  const options = { defaultDialect, isOver: () => false };
  return problemsOf(read(schemas, source, options));
}

/** The finding of a check that ended before it had an answer, and why. */
export function notDecided(reason: string): Finding {
  return aboutCandidate('not-decided', 'unproven', '', `Not decided: ${reason}.`);
}

function read(schemas: SchemaFormat, source: SchemaSource, options: ReadingOptions): Reading<unknown> {
  return orTooDeep(
    () => schemas.read(source, options),
    () => ({ problems: [{ place: '', reason: 'It is nested too deeply to be read.' }] }),
  );
}

/** Schemas are walked by recursion, and somebody may nest them deeper than any stack. */
function orTooDeep<T>(act: () => T, otherwise: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack size')) return otherwise();
    throw error;
  }
}

function decide(request: CompatibilityRequest): Finding[] {
  const { format, candidate, references = [], history } = request;
  const schemas = schemaFormatOf(format);
  if (schemas === null) return [formatNotRead(format)];
  const isOver = budget(request);
  const options = { defaultDialect: request.defaultDialect ?? DEFAULT_DIALECT, isOver };
  const reading = read(schemas, { text: candidate, references }, options);
  if ('problems' in reading) return problemsOf(reading);
  const { directions, isTransitive } = demandsOf(request.level);
  if (directions.length === 0) return [];
  const side: Side<unknown> = { schema: reading.schema, name: 'the candidate' };
  // The newest first: what it says is what matters most.
  const versions = (isTransitive ? [...history] : history.slice(-1)).reverse();
  return versions.flatMap((version, age) => {
    if (version.format !== format) return directions.map((direction) => formatChanged(format, version, direction));
    const earlier = read(schemas, version, options);
    if ('problems' in earlier) return [versionNotRead(version, earlier.problems)];
    const old = { schema: earlier.schema, name: `version ${version.version}` };
    const found = directions.flatMap((direction) =>
      compare(schemas, { old, candidate: side, direction, version: version.version, policy: request.policy, isOver }),
    );
    return age === 0 ? [...found, ...schemas.notice(old, side, version.version)] : found;
  });
}

function budget({ now = () => performance.now(), budgetMs = DEFAULT_BUDGET_MS }: CompatibilityRequest): IsOver {
  const deadline = now() + budgetMs;
  return () => now() > deadline;
}

interface Step {
  old: Side<unknown>;
  candidate: Side<unknown>;
  direction: Direction;
  version: number;
  policy: Policy | undefined;
  isOver: IsOver;
}

function compare(schemas: SchemaFormat, { old, candidate, direction, version, policy, isOver }: Step): Finding[] {
  const [reader, writer] = direction === 'backward' ? [candidate, old] : [old, candidate];
  const chosen = schemas.policies.find((one) => one === policy) ?? schemas.policies[0]!;
  return schemas.compare({ writer, reader, direction, policy: chosen, conflictsWith: version, isOver });
}

function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'incompatible')) return 'incompatible';
  return findings.every((finding) => finding.severity === 'notice') ? 'compatible' : 'unproven';
}

function problemsOf(reading: Reading<unknown>): Finding[] {
  if (!('problems' in reading)) return [];
  return reading.problems.map(({ place, reason }) => {
    const message = `The schema is invalid${place === '' ? '' : ` at ${place}`}: ${reason}`;
    return { ...aboutCandidate('schema-invalid', 'invalid', place, message), fix: 'Correct the schema.' };
  });
}

/** It was registered without a check, or by another registry: nothing can be promised about its events. */
function versionNotRead({ version }: RegisteredSchema, problems: readonly SchemaProblem[]): Finding {
  const [first] = problems;
  const message = `Not proved: version ${version} cannot be read: ${first?.reason ?? 'it is invalid.'}`;
  return { ...aboutCandidate('version-not-read', 'unproven', '', message), conflictsWith: version };
}

function aboutCandidate(rule: string, severity: Finding['severity'], readerPath: string, message: string): Finding {
  return {
    rule,
    severity,
    direction: null,
    policy: 'STRICT',
    change: null,
    path: 'the event itself',
    readerPath,
    writerPath: null,
    message,
    fix: '',
    conflictsWith: null,
  };
}

function formatNotRead(format: Format): Finding {
  const message = `Plumbline does not read ${format} schemas yet, only JSON Schema: it can neither check nor promise anything.`;
  return {
    ...aboutCandidate('format-not-read', 'unproven', '', message),
    fix: 'Register a JSON Schema ("schemaType": "JSON").',
  };
}

function formatChanged(format: Format, version: RegisteredSchema, direction: Direction): Finding {
  const message = `The candidate is ${format} and version ${version.version} is ${version.format}: neither reads the other's bytes.`;
  return {
    ...aboutCandidate('format-changed', 'incompatible', '', message),
    direction,
    fix: `Keep ${version.format}, or start a new subject.`,
    conflictsWith: version.version,
  };
}
