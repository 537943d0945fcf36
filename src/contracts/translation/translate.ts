import { startBudget, type Budget } from '../budget.js';
import type { Dialect } from '../formats/json-schema/dialect.js';
import type { IsOver, Rejection, ResolvedEvent } from '../formats/schema-format.js';
import { readSchema, type ReadSchema } from '../read-schema.js';
import { orTooDeep } from '../stack-overflow.js';
import type { Format, SchemaSource } from '../source.js';
import { JsonataProgram } from './jsonata-program.js';
import { withMessage, type ReadVersions } from './sample-message.js';
import {
  rulesOfStep,
  stopsOnFailure,
  type MigrationRule,
  type RuleSet,
  type TranslationMode,
} from './migration-rule.js';

export interface VersionWithRules extends SchemaSource {
  version: number;
  /** Confluent's: the rules that upgrade to this version and downgrade from it. */
  ruleSet?: RuleSet | null;
}

export interface TranslationRequest extends Budget {
  format: Format;
  /** The versions of the subject, in any order; both ends, and all between them that still exist. */
  versions: readonly VersionWithRules[];
  from: number;
  to: number;
  /** Events of version `from`, in the form that the format decodes to. */
  samples: readonly unknown[];
  /** Of Protobuf: the message of its file that each sample is of, without the package; null or absent for its first. */
  messages?: readonly (string | null)[];
  defaultDialect?: Dialect;
}

/** One step between neighbouring versions, and the names of the rules that it runs, in their order. */
export interface TranslationStep {
  from: number;
  to: number;
  mode: TranslationMode;
  rules: string[];
}

export type SampleReport =
  | { sample: number; survived: true; result: unknown; done: string[] }
  | {
      sample: number;
      survived: false;
      /** The version at which it failed: that of the samples where it is no event of it, else the one it was to reach. */
      failedAt: number;
      /** The rule that failed; null where the event was refused. */
      rule: string | null;
      why: string;
      rejections: readonly Rejection[];
      /** What it had become by then. */
      result: unknown;
    };

export interface TranslationReport {
  steps: TranslationStep[];
  samples: SampleReport[];
  survived: number;
  failed: number;
}

export type Translation = TranslationReport | { problems: { version: number; reason: string }[] };

/**
 * Carries samples from one version to another along the chain of versions, by the rules that are declared, and tells
 * which of them are events of the target then. Where no step has a rule, the target reads them as the format's readers do
 * (`SchemaFormat.readAs`), with no version between; else nothing is added or dropped. No input makes it throw, and what
 * takes too long has failed.
 */
export async function translate(request: TranslationRequest): Promise<Translation> {
  const isOver = startBudget(request);
  const route = await routeOf(request, isOver);
  if ('problems' in route) return route;
  const samples: SampleReport[] = [];
  const readAs = new Map<string | null, ReadVersions>();
  for (const [i, sample] of request.samples.entries()) {
    const message = request.messages?.[i] ?? null;
    const read = readAs.get(message) ?? withMessage(route.read, route.from, message);
    readAs.set(message, read);
    samples.push(await carry({ ...route, read, message }, i, sample, isOver));
  }
  const survived = samples.filter((one) => one.survived).length;
  const steps = route.legs.map(({ from, to, rules }) => ({
    from,
    to,
    mode: route.mode,
    rules: rules.map(({ rule }) => rule.name),
  }));
  return { steps, samples, survived, failed: samples.length - survived };
}

/** All that is needed to carry any sample. */
interface Route {
  mode: TranslationMode;
  from: number;
  legs: Leg[];
  /** Without the versions that do not have the message of the sample. */
  read: ReadVersions;
  /** The one that the sample names; null where it names none. */
  message: string | null;
}

interface Leg {
  from: number;
  to: number;
  rules: PreparedRule[];
}

interface PreparedRule {
  rule: MigrationRule;
  program: JsonataProgram | { problem: string };
}

async function routeOf(
  request: TranslationRequest,
  isOver: IsOver,
): Promise<Route | Extract<Translation, { problems: unknown }>> {
  const { format, from, to, defaultDialect } = request;
  const mode: TranslationMode = from <= to ? 'UPGRADE' : 'DOWNGRADE';
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const between = request.versions.filter(({ version }) => version >= first && version <= last);
  const chain = [...between].sort((a, b) => (mode === 'UPGRADE' ? a.version - b.version : b.version - a.version));
  const missing = [from, to].filter((wanted) => !chain.some(({ version }) => version === wanted));
  if (missing.length > 0) {
    return { problems: [...new Set(missing)].map((version) => ({ version, reason: 'There is no such version.' })) };
  }
  const read = new Map<number, ReadSchema>();
  const problems = chain.flatMap((source) => {
    const reading = readSchema({ format, source, defaultDialect, isOver });
    if ('problems' in reading) return reading.problems.map(({ reason }) => ({ version: source.version, reason }));
    read.set(source.version, reading);
    return [];
  });
  if (problems.length > 0) return { problems };
  return { mode, from, legs: await legsOf(chain, mode), read, message: null };
}

function legsOf(chain: readonly VersionWithRules[], mode: TranslationMode): Promise<Leg[]> {
  const ends = chain.slice(1).map((to, i) => ({ from: chain[i]!, to }));
  return Promise.all(
    ends.map(async ({ from, to }) => {
      const declared = rulesOfStep((mode === 'UPGRADE' ? to : from).ruleSet, mode);
      const rules = await Promise.all(declared.map(async (rule) => ({ rule, program: await programOf(rule) })));
      return { from: from.version, to: to.version, rules };
    }),
  );
}

async function programOf({ type, expr }: MigrationRule): Promise<PreparedRule['program']> {
  if (type !== 'JSONATA') return { problem: `Rules of the type ${type} are not run here, only JSONATA.` };
  return JsonataProgram.compile(expr ?? '');
}

async function carry(route: Route, sample: number, event: unknown, isOver: IsOver): Promise<SampleReport> {
  if (isOver()) {
    const why = 'The time was over before it was looked at.';
    return { sample, survived: false, failedAt: route.from, rule: null, why, rejections: [], result: event };
  }
  const refused = rejectionsAt(route, route.from, event);
  if (refused.length > 0) {
    const why = `It is no event of version ${route.from}: ${said(refused)}`;
    return { sample, survived: false, failedAt: route.from, rule: null, why, rejections: refused, result: event };
  }
  if (!route.legs.some(({ rules }) => rules.length > 0)) return readByTarget(route, sample, event);
  // An event on each version of the way, so that a refusal at the end can be traced to where it began.
  const stages = [{ version: route.from, event }];
  const done: string[] = [];
  let current = event;
  for (const leg of route.legs) {
    const carried = await along(route, leg, current, isOver);
    if ('failure' in carried) {
      const { rule, why } = carried.failure;
      return { sample, survived: false, failedAt: leg.to, rule, why, rejections: [], result: current };
    }
    current = carried.event;
    done.push(...carried.done);
    stages.push({ version: leg.to, event: current });
  }
  const rejections = rejectionsAt(route, stages.at(-1)!.version, current);
  if (rejections.length === 0) return { sample, survived: true, result: current, done };
  const accepted = stages.map(({ version, event: stage }) => ({
    version,
    isGood: rejectionsAt(route, version, stage).length === 0,
  }));
  return refusedAtEnd(sample, accepted, rejections, current);
}

/** Without any rule the target reads the sample itself; where it cannot, each version on the way is asked the same. */
function readByTarget(route: Route, sample: number, event: unknown): SampleReport {
  const versions = [route.from, ...route.legs.map(({ to }) => to)];
  const reading = readBy(route, versions.at(-1)!, event);
  if (!('rejections' in reading)) return { sample, survived: true, result: reading.event, done: reading.done };
  const accepted = versions.map((version) => ({ version, isGood: !('rejections' in readBy(route, version, event)) }));
  return refusedAtEnd(sample, accepted, reading.rejections, event);
}

/** A sample as a version reads it; one that it reads and would refuse again is refused. */
function readBy(route: Route, version: number, event: unknown): ResolvedEvent {
  const writer = route.read.get(route.from)!;
  const reader = route.read.get(version);
  if (reader === undefined) return { rejections: [lacksMessage(route, version)] };
  const { schemas, schema } = reader;
  const resolved = orTooDeep<ResolvedEvent>(
    () => schemas.readAs?.(writer.schema, schema, event) ?? { event, done: [] },
    () => ({ rejections: [TOO_DEEP] }),
  );
  if ('rejections' in resolved) return resolved;
  const rejections = rejectionsAt(route, version, resolved.event);
  return rejections.length === 0 ? resolved : { rejections };
}

/** The versions of the way in their order, and which of them the sample, as it was then, was an event of. */
function refusedAtEnd(
  sample: number,
  accepted: readonly { version: number; isGood: boolean }[],
  rejections: readonly Rejection[],
  result: unknown,
): SampleReport {
  const last = accepted.at(-1)!.version;
  const good = accepted.findLastIndex(({ isGood }) => isGood);
  const failedAt = accepted[Math.min(good + 1, accepted.length - 1)]!.version;
  const since = failedAt === last ? '' : `, and since version ${failedAt} it fits none`;
  const why = `It is no event of version ${last}${since}: ${said(rejections)}`;
  return { sample, survived: false, failedAt, rule: null, why, rejections, result };
}

const said = ([first]: readonly Rejection[]): string =>
  first === undefined ? '' : `${first.path === '' ? 'the event' : first.path} ${first.reason}.`;

type Carried = { event: unknown; done: string[] } | { failure: { rule: string; why: string } };

async function along({ mode }: Route, { rules }: Leg, event: unknown, isOver: IsOver): Promise<Carried> {
  let current = event;
  const done: string[] = [];
  for (const { rule, program } of rules) {
    const evaluation = 'problem' in program ? program : await program.run(current, isOver);
    const outcome = 'problem' in evaluation ? evaluation : outcomeOf(rule, evaluation.value);
    if (!('problem' in outcome)) {
      if (rule.kind !== 'CONDITION') current = outcome.value;
      if (outcome.note !== undefined) done.push(outcome.note);
      continue;
    }
    const { problem } = outcome;
    if (stopsOnFailure(rule, mode))
      return { failure: { rule: rule.name, why: `Rule "${rule.name}" failed: ${problem}` } };
    done.push(`Rule "${rule.name}" failed and was passed over, as its onFailure says: ${problem}`);
  }
  return { event: current, done };
}

type Outcome = { value: unknown; note?: string } | { problem: string };

/** A condition holds unless it is `false`, as in Confluent's clients; an event is never nothing. */
function outcomeOf({ kind, name }: MigrationRule, value: unknown): Outcome {
  if (kind !== 'CONDITION') return value === undefined ? { problem: 'The expression gives nothing.' } : { value };
  if (value === false) return { problem: 'Its condition does not hold.' };
  if (value === true) return { value };
  const given = value === undefined ? 'nothing' : 'something else';
  return {
    value,
    note: `Rule "${name}" gave ${given} where true or false is expected, which Confluent's clients let pass.`,
  };
}

function rejectionsAt(route: Route, version: number, event: unknown): Rejection[] {
  const judge = route.read.get(version);
  if (judge === undefined) return [lacksMessage(route, version)];
  const { schemas, schema } = judge;
  return orTooDeep(
    () => schemas.validate(schema, event),
    () => [TOO_DEEP],
  );
}

const lacksMessage = ({ message }: Route, version: number): Rejection => ({
  path: '',
  reason: `is of the message "${message}", which version ${version} does not have`,
});

const TOO_DEEP: Rejection = { path: '', reason: 'is nested too deeply' };
