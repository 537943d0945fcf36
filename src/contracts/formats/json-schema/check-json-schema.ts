import type { Finding } from '../../finding.js';
import type { Comparison, Rejection } from '../schema-format.js';
import { judgeOf, type Judge } from './ajv-judge.js';
import { placeOf, type Obstacle } from './claim.js';
import { conjunctionOf } from './conjunction.js';
import { SchemaDocument, type JsonSchema } from './document.js';
import { evaluate } from './evaluate.js';
import { proveInclusion, undecided } from './inclusion.js';
import { asDeclared, withDefaultsFilledIn } from './lenient.js';
import { isEqual } from './values.js';
import { suspectEvents } from './witness.js';

const MAX_FINDINGS = 50;
const MAX_SUSPECTS = 400;

/** Every reason why the pair is not proved; none is a proof. What is told as incompatible carries the event that breaks. */
export function checkPair(pair: Comparison<JsonSchema>): Finding[] {
  const [writerSchema, readerSchema] = [pair.writer.schema, pair.reader.schema];
  if (isEqual(writerSchema.raw, readerSchema.raw)) return [];
  const isLenient = pair.policy === 'LENIENT';
  const read = (schema: unknown, { dialect }: SchemaDocument) => new SchemaDocument(schema, dialect, pair.isOver);
  const writer = isLenient ? read(asDeclared(writerSchema.raw), writerSchema.document) : writerSchema.document;
  const reader = isLenient
    ? read(withDefaultsFilledIn(readerSchema.raw), readerSchema.document)
    : readerSchema.document;
  const groups = grouped(proveInclusion(writer.root, reader.root, pair.isOver));
  if (groups.length === 0) return [];
  const court = courtOf(writer, reader);
  const findings = groups.slice(0, MAX_FINDINGS).map((group) => findingOf(pair, group, court, reader));
  if (findings.every((finding) => finding.witness === undefined))
    findings.unshift(...anyEvent(pair, writer, reader, court));
  return findings.sort((a, b) => Number(a.witness === undefined) - Number(b.witness === undefined));
}

/** Answers why the reader refuses an event that the writer accepts; null where it does not, or the judges disagree. */
type Court = (event: unknown) => Rejection[] | null;

function courtOf(writer: SchemaDocument, reader: SchemaDocument): Court {
  let judges: { writer: Judge; reader: Judge } | null | undefined;
  return (event) => {
    if (evaluate(writer.root, event) !== true || evaluate(reader.root, event) !== false) return null;
    if (judges === undefined) {
      const [ofWriter, ofReader] = [judgeOf(writer), judgeOf(reader)];
      judges =
        typeof ofWriter === 'function' && typeof ofReader === 'function'
          ? { writer: ofWriter, reader: ofReader }
          : null;
    }
    if (judges === null || judges.writer(event).length > 0) return null;
    const rejections = judges.reader(event);
    return rejections.length > 0 ? rejections : null;
  };
}

function findWitness(pair: Comparison<JsonSchema>, group: readonly Obstacle[], court: Court): Finding['witness'] {
  for (const obstacle of group) {
    let tried = 0;
    for (const event of suspectEvents(obstacle)) {
      if (pair.isOver()) return undefined;
      if (++tried > MAX_SUSPECTS) break;
      const rejections = court(event);
      if (rejections !== null) return { event, rejections };
    }
  }
  return undefined;
}

function findingOf(pair: Comparison<JsonSchema>, group: Obstacle[], court: Court, document: SchemaDocument): Finding {
  const obstacle = group[0]!;
  const { claim } = obstacle;
  const witness = findWitness(pair, group, court);
  const variants = new Set(group.flatMap((one) => one.variants ?? []));
  const said = obstacle.message({ reader: pair.reader.name, writer: pair.writer.name }, [...variants]);
  const finding: Finding = {
    rule: obstacle.rule,
    severity: witness === undefined ? 'unproven' : 'incompatible',
    direction: pair.direction,
    policy: pair.policy,
    change: null,
    path: placeOf(claim.frames),
    readerPath: claim.reader.pointer + (obstacle.keyword === '' ? '' : `/${obstacle.keyword}`),
    writerPath: claim.writer.nodes.find((node) => node.document !== document)?.pointer ?? null,
    message: witness === undefined ? `Not proved: ${lowerFirst(said)}` : upperFirst(said),
    fix: obstacle.fix,
    conflictsWith: pair.conflictsWith,
  };
  return witness === undefined ? finding : { ...finding, witness };
}

/** A last try: an event that breaks, wherever in it. */
function anyEvent(
  pair: Comparison<JsonSchema>,
  writer: SchemaDocument,
  reader: SchemaDocument,
  court: Court,
): Finding[] {
  const claim = { writer: conjunctionOf([writer.root]), reader: reader.root, frames: [] };
  const witness = findWitness(pair, [undecided(claim, '')], court);
  if (witness === undefined) return [];
  const [first] = witness.rejections;
  return [
    {
      rule: 'event-refused',
      severity: 'incompatible',
      direction: pair.direction,
      policy: pair.policy,
      change: null,
      path: first?.path || 'the event itself',
      readerPath: '',
      writerPath: null,
      message: upperFirst(`${pair.reader.name} refuses events of ${pair.writer.name}: ${first?.reason ?? 'refused'}.`),
      fix: 'Allow what was allowed.',
      conflictsWith: pair.conflictsWith,
      witness,
    },
  ];
}

/** Obstacles that a person would call the same: one rule, at one place of the reader and of the event. */
function grouped(obstacles: readonly Obstacle[]): Obstacle[][] {
  const groups = new Map<string, Obstacle[]>();
  for (const one of obstacles) {
    const key = [one.rule, one.claim.reader.id, one.keyword, placeOf(one.claim.frames), one.fix].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
