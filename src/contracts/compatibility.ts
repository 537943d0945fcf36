import { aboutCandidate, notDecided } from './about-candidate.js';
import { startBudget, type Budget } from './budget.js';
import type { Finding, Policy } from './finding.js';
import type { Dialect } from './formats/json-schema/dialect.js';
import type { IsOver, SchemaFormat, SchemaProblem, Side, Unread } from './formats/schema-format.js';
import { demandsOf, type Direction, type Level } from './level.js';
import { readSchema, type ReadSchema } from './read-schema.js';
import { told, wording, type Told } from './sentence.js';
import { orTooDeep } from './stack-overflow.js';
import type { Format, ReferencedSchema, SchemaSource } from './source.js';

export interface RegisteredSchema extends SchemaSource {
  version: number;
  /** What messages call it where it has no number of its own, such as `the version in main`; `version 3` by default. */
  name?: string;
  format: Format;
}

export interface CompatibilityRequest extends Budget {
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
}

export type Verdict = 'compatible' | 'incompatible' | 'unproven';

export interface CompatibilityResult {
  /** `compatible` is said only where it is proved; `unproven` where neither a proof nor an event that breaks was found. */
  verdict: Verdict;
  /** Notices at most where the verdict is `compatible`. */
  findings: Finding[];
}

/**
 * Decides whether `candidate` may become the next version of a subject. No schema makes it throw: what is wrong with one
 * is a finding.
 */
export function checkCompatibility(request: CompatibilityRequest): CompatibilityResult {
  const findings = findingsOf(request);
  return { verdict: verdictOf(findings), findings };
}

function findingsOf(request: CompatibilityRequest): Finding[] {
  try {
    return orTooDeep(
      () => decide(request),
      () => [notDecided(told`the schemas are nested too deeply`)],
    );
  } catch (error) {
    // A mistake of ours must neither end the process of whoever asks nor pass for a verdict.
    return [notDecided(told`Plumbline itself failed, please report it: ${wording(String(error))}`)];
  }
}

/** What is wrong with a schema by itself, told before any comparison; `not-decided` where the time ends before its text. */
export function findSchemaProblems(
  format: Format,
  source: SchemaSource,
  defaultDialect?: Dialect,
  budget: Budget = {},
): Finding[] {
  const reading = readSchema({ format, source, defaultDialect, isOver: startBudget(budget) });
  return 'problems' in reading ? unreadFindings(reading) : [];
}

function decide(request: CompatibilityRequest): Finding[] {
  const { format, candidate, references = [], history, defaultDialect } = request;
  const isOver = startBudget(request);
  const reading = readSchema({ format, source: { text: candidate, references }, defaultDialect, isOver });
  if ('problems' in reading) return unreadFindings(reading);
  const { directions, isTransitive } = demandsOf(request.level);
  if (directions.length === 0) return [];
  // The newest first: what it says is what matters most.
  const versions = (isTransitive ? [...history] : history.slice(-1)).reverse();
  const question = { ...reading, request, directions, isOver };
  const found = versions.map((version, age) => ({ version, findings: against(version, question, age === 0) }));
  const unread = found.filter(({ findings }) => findings === null).map(({ version }) => version);
  return [...found.flatMap(({ findings }) => findings ?? []), ...notReadInTime(unread)];
}

const nameOf = ({ name, version }: RegisteredSchema): string => name ?? `version ${version}`;

interface Question extends ReadSchema {
  request: CompatibilityRequest;
  directions: Direction[];
  isOver: IsOver;
}

/** What one version has against the candidate; null where there was no time to read it. */
function against(version: RegisteredSchema, question: Question, isNewest: boolean): Finding[] | null {
  const { schemas, schema, request, directions, isOver } = question;
  const { format, defaultDialect, policy } = request;
  if (version.format !== format) return directions.map((direction) => formatChanged(format, version, direction));
  // Any text costs its parsing, and a history may have a thousand.
  if (!isNewest && isOver()) return null;
  const earlier = readSchema({ format, source: version, defaultDialect, isOver });
  if ('problems' in earlier) return earlier.isOver === true ? null : [versionNotRead(version, earlier.problems)];
  const old = { schema: earlier.schema, name: nameOf(version) };
  const candidate = { schema, name: 'the candidate' };
  const found = directions.flatMap((direction) =>
    compare(schemas, { old, candidate, direction, version: version.version, policy, isOver }),
  );
  if (!isNewest) return found;
  const notices = schemas.notice(old, candidate, version.version);
  return [...found, ...notices.filter(({ direction }) => direction === null || directions.includes(direction))];
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

function unreadFindings({ problems, isOver }: Unread): Finding[] {
  return isOver === true ? [notInTime(told`there was no time to read the schema to its end`)] : problemsOf(problems);
}

/** Told once for all of them: where the time is up at one version, it is up at those before it. */
function notReadInTime([first, ...others]: readonly RegisteredSchema[]): Finding[] {
  if (first === undefined) return [];
  const { version } = first;
  const more = others.length === 0 ? '' : `, nor ${others.length} before it`;
  return [{ ...notInTime(told`there was no time to read ${wording(nameOf(first) + more)}`), conflictsWith: version }];
}

const notInTime = (reason: Told): Finding => ({ ...notDecided(reason), fix: 'Allow the check more time.' });

function problemsOf(problems: readonly SchemaProblem[]): Finding[] {
  return problems.map(({ place, reason }) => {
    const message = `The schema is invalid${place === '' ? '' : ` at ${shortened(place)}`}: ${reason}`;
    return { ...aboutCandidate('schema-invalid', 'invalid', place, wording(message)), fix: 'Correct the schema.' };
  });
}

/** It was registered without a check, or by another registry: nothing can be promised about its events. */
function versionNotRead(version: RegisteredSchema, problems: readonly SchemaProblem[]): Finding {
  const [first] = problems;
  const message = `Not proved: ${nameOf(version)} cannot be read: ${first?.reason ?? 'it is invalid.'}`;
  return { ...aboutCandidate('version-not-read', 'unproven', '', wording(message)), conflictsWith: version.version };
}

function formatChanged(format: Format, version: RegisteredSchema, direction: Direction): Finding {
  const name = wording(nameOf(version));
  const message = told`The candidate is ${format} and ${name} is ${version.format}: neither reads the other's bytes.`;
  return {
    ...aboutCandidate('format-changed', 'incompatible', '', message),
    direction,
    fix: `Keep ${version.format}, or start a new subject.`,
    conflictsWith: version.version,
  };
}

const LONGEST_PLACE = 300;

/** Of a place that is deep in a schema the beginning and the end tell enough. */
const shortened = (place: string): string =>
  place.length <= LONGEST_PLACE ? place : `${place.slice(0, LONGEST_PLACE / 2)}…${place.slice(-LONGEST_PLACE / 2)}`;
