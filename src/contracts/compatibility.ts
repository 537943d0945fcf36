import type { Finding, Policy } from './finding.js';
import { judgeOf } from './json-schema/ajv-judge.js';
import { checkPair } from './json-schema/check-json-schema.js';
import type { Dialect } from './json-schema/dialect.js';
import { dialectOf } from './json-schema/dialect.js';
import { SchemaDocument } from './json-schema/document.js';
import { changedFormats } from './json-schema/changed-formats.js';
import { demandsOf, type Direction, type Level } from './level.js';

export const FORMATS = ['JSON', 'AVRO', 'PROTOBUF'] as const;
export type Format = (typeof FORMATS)[number];

export interface RegisteredSchema {
  version: number;
  format: Format;
  /** As it was registered. */
  text: string;
}

export interface CompatibilityRequest {
  format: Format;
  level: Level;
  /** STRICT by default. */
  policy?: Policy;
  /** The subject's versions, oldest first. */
  history: readonly RegisteredSchema[];
  /** The text of the new version. */
  candidate: string;
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

/**
 * Decides whether `candidate` may become the next version. `format` is an annotation, as in JSON Schema: a change of it
 * is a notice and never a refusal. No schema makes it throw: what is wrong with one is a finding.
 */
export function checkCompatibility(request: CompatibilityRequest): CompatibilityResult {
  try {
    const invalid = findSchemaProblems(request.format, request.candidate, request.defaultDialect);
    if (invalid.length > 0) return { verdict: 'unproven', findings: invalid };
    const findings = compareAll(request);
    return { verdict: verdictOf(findings), findings };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return { verdict: 'unproven', findings: [notDecided('the schemas are nested too deeply')] };
  }
}

/** Schemas are walked by recursion, and somebody may nest them deeper than any stack. */
const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack size');

/** The finding of a check that ended before it had an answer, and why. */
export function notDecided(reason: string): Finding {
  return aboutCandidate('not-decided', 'unproven', '', `Not decided: ${reason}.`);
}

/** What is wrong with a schema by itself, told before any comparison. */
export function findSchemaProblems(format: Format, text: string, defaultDialect: Dialect = DEFAULT_DIALECT): Finding[] {
  if (format !== 'JSON') return [notCheckedYet(format)];
  const parsed = parse(text);
  if ('problem' in parsed) return [invalidSchema('', parsed.problem)];
  const metaSchema = (parsed.value as Record<string, unknown> | null)?.['$schema'];
  if (typeof metaSchema === 'string' && dialectOf(metaSchema) === null) {
    return [invalidSchema('/$schema', `${metaSchema} is none of draft-04, 06, 07, 2019-09 and 2020-12.`)];
  }
  return findJudgeProblems(parsed.value, defaultDialect);
}

function findJudgeProblems(schema: unknown, defaultDialect: Dialect): Finding[] {
  try {
    const judge = judgeOf(new SchemaDocument(schema, defaultDialect));
    return typeof judge === 'function' ? [] : [invalidSchema(judge.pointer, judge.reason)];
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return [invalidSchema('', 'It is nested too deeply to be read.')];
  }
}

function compareAll(request: CompatibilityRequest): Finding[] {
  const { directions, isTransitive } = demandsOf(request.level);
  const versions = isTransitive ? request.history : request.history.slice(-1);
  const now = request.now ?? (() => performance.now());
  const deadline = now() + (request.budgetMs ?? 1_000);
  // The newest first: what it says is what matters most.
  const findings = [...versions]
    .reverse()
    .flatMap((version) =>
      directions.flatMap((direction) => compare(request, version, direction, () => now() > deadline)),
    );
  const newest = versions.at(-1);
  return directions.length === 0 || newest === undefined ? findings : [...findings, ...noticeFormats(request, newest)];
}

/** `format` is not compared: somebody who adds one should not think that it was. */
function noticeFormats(
  { format, candidate, defaultDialect }: CompatibilityRequest,
  newest: RegisteredSchema,
): Finding[] {
  if (format !== 'JSON' || newest.format !== 'JSON') return [];
  const read = (text: string) => new SchemaDocument(JSON.parse(text), defaultDialect ?? DEFAULT_DIALECT);
  const changed = changedFormats(read(newest.text), read(candidate));
  const [first] = changed;
  if (first === undefined) return [];
  const places = changed
    .slice(0, 3)
    .map(({ pointer, from, to }) => `${pointer} (${from ?? 'none'}, now ${to ?? 'none'})`);
  const more = changed.length > places.length ? ` and ${changed.length - places.length} more` : '';
  const message =
    `"format" differs from version ${newest.version} at ${places.join(', ')}${more}. JSON Schema takes it for an ` +
    'annotation, so it was not compared: a consumer that does enforce it may refuse events.';
  return [aboutCandidate('format-not-compared', 'notice', first.pointer, message)];
}

function compare(
  request: CompatibilityRequest,
  version: RegisteredSchema,
  direction: Direction,
  isOver: () => boolean,
): Finding[] {
  if (version.format !== request.format) return [formatChanged(request, version, direction)];
  const old = { schema: JSON.parse(version.text) as unknown, name: `version ${version.version}` };
  const candidate = { schema: JSON.parse(request.candidate) as unknown, name: 'the candidate' };
  const [reader, writer] = direction === 'backward' ? [candidate, old] : [old, candidate];
  const pair = {
    writer: writer.schema,
    reader: reader.schema,
    names: { reader: reader.name, writer: writer.name },
    direction,
    defaultDialect: request.defaultDialect ?? DEFAULT_DIALECT,
    conflictsWith: version.version,
    isOver,
  };
  const policy = request.policy ?? 'STRICT';
  const findings = checkPair({ ...pair, policy });
  if (policy === 'LENIENT' || findings.length === 0 || isOver()) return findings;
  const isLenientlyFine = checkPair({ ...pair, policy: 'LENIENT' }).length === 0;
  return isLenientlyFine ? findings.map(withLenientHint) : findings;
}

const LENIENT_HINT =
  'Under the policy LENIENT it would be compatible: producers that send only what they declare never send such an event.';

const withLenientHint = (finding: Finding): Finding => ({ ...finding, fix: `${finding.fix} ${LENIENT_HINT}` });

function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'incompatible')) return 'incompatible';
  return findings.every((finding) => finding.severity === 'notice') ? 'compatible' : 'unproven';
}

function parse(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `This is no JSON: ${(error as Error).message}.` };
  }
}

function aboutCandidate(rule: string, severity: Finding['severity'], readerPath: string, message: string): Finding {
  return {
    rule,
    severity,
    direction: null,
    policy: 'STRICT',
    path: 'the event itself',
    readerPath,
    writerPath: null,
    message,
    fix: '',
    conflictsWith: null,
  };
}

function invalidSchema(pointer: string, reason: string): Finding {
  const place = pointer === '' ? 'The schema is invalid' : `The schema is invalid at ${pointer}`;
  return { ...aboutCandidate('schema-invalid', 'invalid', pointer, `${place}: ${reason}`), fix: 'Correct the schema.' };
}

function notCheckedYet(format: Format): Finding {
  const message = `Plumbline does not read ${format} schemas yet, only JSON Schema: it can neither check nor promise anything.`;
  return {
    ...aboutCandidate('format-not-read', 'unproven', '', message),
    fix: 'Register a JSON Schema ("schemaType": "JSON").',
  };
}

function formatChanged(request: CompatibilityRequest, version: RegisteredSchema, direction: Direction): Finding {
  return {
    ...aboutCandidate(
      'format-changed',
      'incompatible',
      '',
      `The candidate is ${request.format} and version ${version.version} is ${version.format}: neither reads the other's bytes.`,
    ),
    direction,
    fix: `Keep ${version.format}, or start a new subject.`,
    conflictsWith: version.version,
  };
}
