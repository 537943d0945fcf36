import { notDecided } from '../about-candidate.js';
import { DEFAULT_BUDGET_MS, startBudget, type Budget } from '../budget.js';
import { shownFinding, type Finding, type Policy, type ShownFinding } from '../finding.js';
import type { Dialect } from '../formats/json-schema/dialect.js';
import type { IsOver, SchemaProblem } from '../formats/schema-format.js';
import type { Direction } from '../level.js';
import type { Outline } from '../outline.js';
import { readSchema, type ReadSchema } from '../read-schema.js';
import { told } from '../sentence.js';
import { orTooDeep } from '../stack-overflow.js';
import type { Format, SchemaSource } from '../source.js';
import { CHANGE_KINDS, EFFECTS, type Change, type Effect } from './change.js';
import { joinFindings, joinNotices, type Joined } from './join-findings.js';
import { placedChanges } from './placed-changes.js';
import type { Placed } from './presence.js';
import { spreadFindings, type Spread } from './spread-findings.js';

export interface DiffRequest extends Budget {
  format: Format;
  older: SchemaSource;
  newer: SchemaSource;
  /** The numbers of the versions, for messages. */
  olderVersion?: number;
  newerVersion?: number;
  /** The format's first policy by default. */
  policy?: Policy;
  defaultDialect?: Dialect;
}

/** Every change, those that break first, then by path; or why one of the schemas cannot be read. */
export type Diff = { changes: Change[] } | { side: 'older' | 'newer'; problems: SchemaProblem[] };

/**
 * What changed from one version to another, each change with its place, in words, and with what it does to consumers in
 * both directions. Findings that no change explains stand as changes of their own. No input makes it throw.
 */
export function describeChanges(request: DiffRequest): Diff {
  const isOver = startBudget(request);
  const { format, defaultDialect } = request;
  const older = readSchema({ format, source: request.older, defaultDialect, isOver });
  if ('problems' in older) return { side: 'older', problems: older.problems };
  const newer = readSchema({ format, source: request.newer, defaultDialect, isOver });
  if ('problems' in newer) return { side: 'newer', problems: newer.problems };
  // First, and a quarter of the time for each: a proof that takes all of it must leave words for what changed.
  const budgetMs = (request.budgetMs ?? DEFAULT_BUDGET_MS) / 4;
  const before = outlineOf(older, startBudget({ ...request, budgetMs }));
  const after = outlineOf(newer, startBudget({ ...request, budgetMs }));
  const found = {
    backward: compare(request, older, newer, 'backward', isOver),
    forward: compare(request, older, newer, 'forward', isOver),
  };
  const isCut = before.isCut === true || after.isCut === true;
  const changes = withEffects(placedChanges(before, after), found, [after, before], { isOver: isOver(), isCut });
  if (isCut) changes.push(notTold(found, isOver()));
  return { changes: changes.sort(byWeight) };
}

const outlineOf = ({ schemas, schema }: ReadSchema, isOver: IsOver): Outline =>
  orTooDeep<Outline>(
    () => schemas.outline(schema, isOver),
    () => ({ name: null, description: null, fields: [], isCut: true }),
  );

/** Every finding is told nevertheless: those that no change explains stand by themselves. */
function notTold(found: Found, isOver: boolean): Change {
  const effect = (direction: Direction): Effect => ({
    effect: refusalsIn(found[direction]).length === 0 && !isOver ? 'fine' : 'unproven',
    findings: [],
  });
  const message = 'There are more fields than are compared in words: changes of the last ones are not told.';
  return { ...otherChange(message, ''), backward: effect('backward'), forward: effect('forward') };
}

function compare(
  request: DiffRequest,
  older: ReadSchema,
  newer: ReadSchema,
  direction: Direction,
  isOver: IsOver,
): ShownFinding[] {
  const { olderVersion = 0, newerVersion } = request;
  const old = { schema: older.schema, name: olderVersion === 0 ? 'the older version' : `version ${olderVersion}` };
  const next = {
    schema: newer.schema,
    name: newerVersion === undefined ? 'the newer version' : `version ${newerVersion}`,
  };
  const [reader, writer] = direction === 'backward' ? [next, old] : [old, next];
  const { schemas } = newer;
  const policy = schemas.policies.find((one) => one === request.policy) ?? schemas.policies[0]!;
  const findings = orTooDeep(
    () => [
      ...schemas.compare({ reader, writer, direction, policy, conflictsWith: olderVersion, isOver }),
      ...schemas.notice(old, next, olderVersion).filter((notice) => (notice.direction ?? direction) === direction),
    ],
    () => [notCompared(direction, policy)],
  );
  return findings.map(shownFinding);
}

const isNotice = ({ severity }: ShownFinding): boolean => severity === 'notice';

const notCompared = (direction: Direction, policy: Policy): Finding => ({
  ...notDecided(told`the schemas are nested too deeply`),
  direction,
  policy,
});

/** A comparison tells about this many at most: with as many, a change without any may still break. */
const MANY_FINDINGS = 50;

type Found = Record<Direction, ShownFinding[]>;

/** What keeps a change without findings from being called fine. */
interface Doubts {
  isOver: boolean;
  /** Findings of fields that are left out may have been met first at one that is told. */
  isCut: boolean;
}

function withEffects(changes: Placed[], found: Found, outlines: Outline[], { isOver, isCut }: Doubts): Change[] {
  const joined = { backward: join('backward'), forward: join('forward') };
  const noted = { backward: note('backward'), forward: note('forward') };
  const spread = { backward: spreadOver('backward', joined), forward: spreadOver('forward', joined) };
  const notes = { backward: spreadOver('backward', noted), forward: spreadOver('forward', noted) };
  function spreadOver(direction: Direction, from: Record<Direction, Joined>): Spread {
    return spreadFindings(changes, from[direction], direction);
  }
  function join(direction: Direction): Joined {
    return joinFindings(changes, refusalsIn(found[direction]), outlines);
  }
  function note(direction: Direction): Joined {
    return joinNotices(changes, found[direction].filter(isNotice), outlines);
  }
  const told = changes.map((change): Change => {
    const effect = (direction: Direction): Effect => {
      const count = refusalsIn(found[direction]).length;
      const isCutShort = !change.isInert && (isOver || count >= MANY_FINDINGS || (isCut && count > 0));
      return withNotices(effectOf(change, spread[direction], isCutShort), notes[direction].findingsOf.get(change));
    };
    const { kind, path, previousPath, message, before, after } = change;
    const shown = { kind, path, previousPath, message, before, after };
    return { ...shown, backward: effect('backward'), forward: effect('forward') };
  });
  const others = (direction: Direction): ShownFinding[] => [
    ...joined[direction].unexplained,
    ...noted[direction].unexplained,
  ];
  return [...told, ...unexplained(others('backward'), others('forward'), isOver)];
}

const refusalsIn = (findings: readonly ShownFinding[]): ShownFinding[] => findings.filter((one) => !isNotice(one));

function withNotices({ effect, findings }: Effect, notices: readonly ShownFinding[] = []): Effect {
  return { effect: effect === 'fine' && notices.length > 0 ? 'noted' : effect, findings: [...findings, ...notices] };
}

function effectOf(change: Placed, { findingsOf, clouded }: Spread, isCutShort: boolean): Effect {
  const findings = findingsOf.get(change) ?? [];
  if (findings.some(({ severity }) => severity === 'incompatible')) return { effect: 'breaks', findings };
  return { effect: findings.length > 0 || clouded.has(change) || isCutShort ? 'unproven' : 'fine', findings };
}

/** What is said in the same words of the same place in both directions is one change. */
function unexplained(backward: readonly ShownFinding[], forward: readonly ShownFinding[], isOver: boolean): Change[] {
  const changes = new Map<string, Change>();
  const none: Effect = { effect: isOver ? 'unproven' : 'fine', findings: [] };
  const inBoth = [
    ...backward.map((one) => [one, 'backward'] as const),
    ...forward.map((one) => [one, 'forward'] as const),
  ];
  for (const [finding, direction] of inBoth) {
    const { message, path } = finding;
    const key = JSON.stringify([path, message]);
    const known = changes.get(key) ?? { ...otherChange(message, path), backward: none, forward: none };
    const findings = [...known[direction].findings, finding];
    const effect = heavier(effectOfOne(finding), known[direction].effect);
    changes.set(key, { ...known, [direction]: { effect, findings } });
  }
  return [...changes.values()];
}

const effectOfOne = ({ severity }: ShownFinding): Effect['effect'] =>
  severity === 'incompatible' ? 'breaks' : severity === 'notice' ? 'noted' : 'unproven';

const heavier = (one: Effect['effect'], other: Effect['effect']): Effect['effect'] =>
  EFFECTS.indexOf(one) < EFFECTS.indexOf(other) ? one : other;

const otherChange = (message: string, path: string): Omit<Change, Direction> => ({
  kind: 'other',
  path: path.startsWith('/') ? path : '',
  previousPath: null,
  message,
  before: null,
  after: null,
});

const weight = ({ backward, forward }: Change): number => EFFECTS.indexOf(heavier(backward.effect, forward.effect));

/** What breaks first, then by path, then from what is plain to what is subtle. */
function byWeight(a: Change, b: Change): number {
  if (weight(a) !== weight(b)) return weight(a) - weight(b);
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind);
}
