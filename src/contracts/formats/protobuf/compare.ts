import { notDecided } from '../../about-candidate.js';
import { told, upperFirst, wording } from '../../sentence.js';
import type { Finding, Policy } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import { eventName } from './event-json.js';
import { isList } from './field-form.js';
import { isMapEntry, listOfEntries } from './map-entry.js';
import type { Meeting } from './meeting.js';
import { enumsWithin, fieldsOnWire, localNameOf, type Field, type Message, type ProtoSchema } from './model.js';
import { rootPairs } from './roots.js';
import { RULES } from './rules.js';
import { entriesFit } from './rules/field-type-changed.js';
import type { Obstacle, Pair, Rule, SideNames } from './rules/rule.js';
import { pathTo } from './same-event.js';
import { witnessOf } from './witness.js';

const MAX_FINDINGS = 50;
const MAX_NOTICES = 10;
/** A pair with more obstacles than this is refused already; no more are looked for. */
const MAX_OBSTACLES = 500;

interface Found {
  obstacle: Obstacle;
  meeting: Meeting | null;
}

/**
 * Every reason of a policy to refuse a pair. Messages meet by their names, packages aside, and by the fields that hold them;
 * all that can meet is compared, so none is a proof by the policy's rules. What Confluent's registry takes although an
 * event breaks is told as a notice with that event.
 */
export function compareProto(comparison: Comparison<ProtoSchema>): Finding[] {
  const { policy, isOver } = comparison;
  const [writer, reader] = [comparison.writer.schema, comparison.reader.schema];
  if (isSameText(writer, reader)) return [];
  const pair = pairOf(comparison, writer, reader);
  const walk = walkThrough(pair, policy, isOver);
  const refused = [...walk.found.slice(0, MAX_FINDINGS), ...walk.notices.slice(0, MAX_NOTICES)].map((found) =>
    findingOf(comparison, found),
  );
  const findings = distinct(walk.isComplete ? refused : [...refused, outOfTime(comparison)]);
  if (policy !== 'CONFLUENT' || findings.some(({ severity }) => severity !== 'notice')) return findings.sort(byWitness);
  return [...breakingAnyway(comparison, pair), ...findings];
}

const rulesFor = (policy: Policy): Rule[] => RULES.filter(({ policies }) => policies.includes(policy));
const byWitness = (a: Finding, b: Finding): number => Number(a.witness === undefined) - Number(b.witness === undefined);

function isSameText(writer: ProtoSchema, reader: ProtoSchema): boolean {
  if (writer.file.text !== reader.file.text || writer.imported.size !== reader.imported.size) return false;
  return [...writer.imported].every(([path, { text }]) => reader.imported.get(path)?.text === text);
}

function pairOf<T>({ direction }: Comparison<ProtoSchema>, writer: T, reader: T): Pair<T> {
  const isBackward = direction === 'backward';
  return { writer, reader, older: isBackward ? writer : reader, newer: isBackward ? reader : writer };
}

/** Under Confluent's rules nothing is wrong; what the bytes say is worth knowing all the same. */
function breakingAnyway(comparison: Comparison<ProtoSchema>, pair: Pair<ProtoSchema>): Finding[] {
  const { found } = walkThrough(pair, 'WIRE', comparison.isOver);
  const shown = found.filter(({ obstacle }) => obstacle.samples !== undefined).slice(0, MAX_FINDINGS);
  const findings = shown.map((one) => findingOf(comparison, one)).filter(({ witness }) => witness !== undefined);
  return distinct(findings).map((finding) => ({
    ...finding,
    severity: 'notice',
    message: `Confluent's registry takes this, and an event shows what it does: ${finding.message}`,
  }));
}

function walkThrough(
  pair: Pair<ProtoSchema>,
  policy: Policy,
  isOver: () => boolean,
): { found: Found[]; notices: Found[]; isComplete: boolean } {
  const rules = rulesFor(policy);
  const found: Found[] = [];
  // Apart, so that no number of them hides a reason to refuse.
  const notices: Found[] = [];
  const noted = new Set<string>();
  const tell = (obstacles: Obstacle[] | undefined, meeting: Meeting | null): void => {
    for (const obstacle of obstacles ?? [])
      if (obstacle.isNotice !== true) found.push({ obstacle, meeting });
      else if (isFirst(noted, obstacle)) notices.push({ obstacle, meeting });
  };
  for (const rule of rules) tell(rule.schema?.(pair), null);
  for (const each of namesakes(pair, (schema) => schema.file.services))
    for (const rule of rules) tell(rule.service?.(each), null);
  for (const each of namesakes(pair, (schema) => enumsWithin(schema.file)))
    for (const rule of rules) tell(rule.enum?.(each), null);
  for (const meeting of meetings(pair, policy)) {
    if (isOver()) return { found, notices, isComplete: false };
    if (found.length >= MAX_OBSTACLES) break;
    const messages = withAges(pair, meeting.writer, meeting.reader);
    // What is declared of entries, a map cannot declare: their fields alone are compared.
    if (!meeting.isOfEntries) for (const rule of rules) tell(rule.message?.(messages), meeting);
    for (const [writer, reader] of meeting.common) {
      const fields = withAges(pair, writer, reader);
      for (const rule of rules) tell(rule.field?.(fields), meeting);
    }
  }
  return { found, notices, isComplete: true };
}

/** An enum may be that of many fields, and few notices are told. */
function isFirst(noted: Set<string>, { rule, readerPath, writerPath, message }: Obstacle): boolean {
  const key = [rule, readerPath, writerPath, message(SIDES).text].join('|');
  const isNew = !noted.has(key);
  noted.add(key);
  return isNew;
}

const NO_NAME = wording('');
const SIDES: SideNames = { writer: NO_NAME, reader: NO_NAME, older: NO_NAME, newer: NO_NAME };

const withAges = <T>(pair: Pair<unknown>, writer: T, reader: T): Pair<T> =>
  pair.writer === pair.older
    ? { writer, reader, older: writer, newer: reader }
    : { writer, reader, older: reader, newer: writer };

/** Elements of the same name on both sides, packages aside. */
function namesakes<T extends Parameters<typeof localNameOf>[0]>(
  pair: Pair<ProtoSchema>,
  of: (schema: ProtoSchema) => readonly T[],
): Pair<T>[] {
  const readers = new Map(of(pair.reader).map((element) => [localNameOf(element), element]));
  return of(pair.writer).flatMap((writer) => {
    const reader = readers.get(localNameOf(writer));
    return reader === undefined ? [] : [withAges(pair, writer, reader)];
  });
}

/** Events first, so that what is inside them is told by its place in an event; then what no event holds. */
function* meetings(pair: Pair<ProtoSchema>, policy: Policy): Generator<Meeting> {
  const met = new Map<Message, Set<Message>>();
  for (const [writer, reader] of rootPairs(pair, policy))
    yield* meetingsFrom(
      { writer, reader, root: { writer, reader }, path: [], readerPath: [], isOfEntries: false },
      met,
    );
}

function* meetingsFrom(start: Omit<Meeting, 'common'>, met: Map<Message, Set<Message>>): Generator<Meeting> {
  const queue = [start];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const readers = met.get(next.writer) ?? new Set();
    if (readers.has(next.reader)) continue;
    met.set(next.writer, readers.add(next.reader));
    const common = commonFields(next);
    yield { ...next, common };
    for (const [field, other] of common) queue.push(...heldIn(next, field, other));
  }
}

/** The messages that two fields hold; of a map and a list, which are one on the wire, the entries. */
function heldIn(
  { root, path, readerPath }: Omit<Meeting, 'common'>,
  field: Field,
  other: Field,
): Omit<Meeting, 'common'>[] {
  const isOfEntries = (field.mapKey === null) !== (other.mapKey === null);
  if (isOfEntries && !entriesFit(field, other)) return [];
  const [from, to] = isOfEntries ? ([field, other].map(asList) as [Field, Field]) : [field, other];
  if (from.type.kind !== 'message' || to.type.kind !== 'message') return [];
  const steps = { path: [...path, from], readerPath: [...readerPath, to] };
  return [{ writer: from.type.message, reader: to.type.message, root, ...steps, isOfEntries }];
}

const asList = (field: Field): Field => (field.mapKey === null ? field : listOfEntries(field));

function commonFields({ writer, reader }: Pick<Meeting, 'writer' | 'reader'>): [Field, Field][] {
  const readers = new Map(fieldsOnWire(reader).map((field) => [field.number, field]));
  return fieldsOnWire(writer).flatMap((field): [Field, Field][] => {
    const other = readers.get(field.number);
    return other === undefined ? [] : [[field, other]];
  });
}

function findingOf(comparison: Comparison<ProtoSchema>, { obstacle, meeting }: Found): Finding {
  const witness = meeting === null || comparison.isOver() ? null : witnessOf(obstacle, meeting);
  const isProved = witness !== null || obstacle.isPolicy;
  const { text, facts } = obstacle.message(sideNames(comparison));
  const buf = obstacle.buf === null || comparison.policy === 'CONFLUENT' ? '' : ` (buf: ${obstacle.buf})`;
  return {
    rule: obstacle.rule,
    severity: obstacle.isNotice ? 'notice' : isProved ? 'incompatible' : 'unproven',
    direction: comparison.direction,
    policy: comparison.policy,
    change: obstacle.change,
    path: meeting === null ? 'the event itself' : placeOf(meeting, obstacle.field),
    readerPath: obstacle.readerPath,
    writerPath: obstacle.writerPath,
    message: isProved ? upperFirst(text) + buf : `Not proved: ${text}${buf}`,
    facts,
    fix: obstacle.fix,
    conflictsWith: comparison.conflictsWith,
    ...(witness === null ? {} : { witness }),
  };
}

function sideNames({ writer, reader, direction }: Comparison<ProtoSchema>): SideNames {
  const [from, to] = [wording(writer.name), wording(reader.name)];
  const [older, newer] = direction === 'backward' ? [from, to] : [to, from];
  return { writer: from, reader: to, older, newer };
}

/** A JSON pointer with the names of the text, `*` for any item or entry. */
function placeOf({ path }: Meeting, field: Field | undefined): string {
  const steps = field === undefined ? path : [...path, field];
  const named = steps.filter(({ parent }) => parent === null || !isMapEntry(parent));
  const place = named.reduce((sofar, step) => pathTo(sofar, eventName(step)) + (isList(step) ? '/*' : ''), '');
  return place === '' ? 'the event itself' : place;
}

function outOfTime({ policy, direction, conflictsWith }: Comparison<ProtoSchema>): Finding {
  const finding = notDecided(told`the time for the check is used up`);
  return { ...finding, policy, direction, conflictsWith, fix: 'Allow more time, or split the schema.' };
}

/** The same message may meet others at many places: what is said once is said once. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, readerPath, writerPath, message }) => {
    const key = [rule, readerPath, writerPath, message].join('|');
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
