import { notDecided } from '../../about-candidate.js';
import { told, upperFirst, wording } from '../../sentence.js';
import type { Finding } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import { namesOf } from '../side-names.js';
import type { Claim, Obstacle } from './claim.js';
import { eventPlace } from './event-place.js';
import { inhabitedRanks } from './inhabited.js';
import { visitPairs } from './pairs.js';
import { decimalChanged } from './rules/decimal-changed.js';
import { TYPE_RULES, UNION_RULES } from './rules/rules.js';
import type { AvroSchema } from './schema.js';
import { WitnessFinder } from './witness.js';

const MOST_FINDINGS = 50;
const MOST_NOTICES = 10;

/**
 * Every reason why the reader may not read all events of the writer, by the specification 1.12, "Schema Resolution";
 * none is a proof that it does. Under CONFLUENT decimals are told of and no reason to refuse, shared aliases are not looked
 * at, and schemas are compared whether or not there are events, as Confluent's registry does.
 */
export function checkAvro(comparison: Comparison<AvroSchema>): Finding[] {
  const { isOver } = comparison;
  const [reader, writer] = [comparison.reader.schema, comparison.writer.schema];
  if (isSameText(reader, writer)) return [];
  const isLogical = comparison.policy !== 'CONFLUENT';
  const ranks = inhabitedRanks(writer);
  // Of a writer without any event nothing would be compared; "it is an error if the two schemas do not match" all the same.
  const hasEvents = ranks[writer.root.id] !== null;
  const obstacles: Obstacle[] = [];
  const noted: Obstacle[] = [];
  const isWhole = visitPairs(
    { reader, writer, isLogical, ranks: isLogical && hasEvents ? ranks : null, isOver },
    (claim) => {
      if (obstacles.length < MOST_FINDINGS) addObstacles(claim, obstacles);
      if (!isLogical && noted.length < MOST_NOTICES) noted.push(...decimalChanged({ ...claim, isLogical: true }));
    },
  );
  const finder = hasEvents ? new WitnessFinder(reader, writer, ranks, isLogical) : null;
  const findings = obstacles.slice(0, MOST_FINDINGS).map((obstacle) => findingOf(obstacle, comparison, finder));
  if (!isWhole) findings.push(undecided(comparison));
  if (noted.length > 0) {
    const logical = hasEvents ? new WitnessFinder(reader, writer, ranks, true) : null;
    findings.push(...noted.map((obstacle) => takenAnyway(findingOf(obstacle, comparison, logical))));
  }
  return findings.sort((a, b) => Number(a.witness === undefined) - Number(b.witness === undefined));
}

/** Bytes are read with the schema they were written with, and nothing has to be resolved. */
function isSameText({ source: one }: AvroSchema, { source: other }: AvroSchema): boolean {
  const [ones, others] = [one.references ?? [], other.references ?? []];
  if (one.text !== other.text || ones.length !== others.length) return false;
  return ones.every(({ name, text }, index) => name === others[index]!.name && text === others[index]!.text);
}

function addObstacles(claim: Claim, obstacles: Obstacle[]): void {
  if (claim.writer.kind === 'union') return;
  const rules = claim.reader.kind === 'union' ? UNION_RULES : TYPE_RULES;
  for (const rule of rules) for (const obstacle of rule(claim)) obstacles.push(obstacle);
}

function findingOf(obstacle: Obstacle, comparison: Comparison<AvroSchema>, finder: WitnessFinder | null): Finding {
  const { direction, policy, conflictsWith, isOver } = comparison;
  const canBeShown = finder !== null && obstacle.isOpen === undefined && !isOver();
  const witness = canBeShown ? finder.find(obstacle) : undefined;
  const isSure =
    witness !== undefined || (obstacle.isOpen === undefined && (finder === null || policy === 'CONFLUENT'));
  const { text, facts } = obstacle.message(namesOf(comparison));
  const finding: Finding = {
    rule: obstacle.rule,
    severity: isSure ? 'incompatible' : 'unproven',
    direction,
    policy,
    change: obstacle.change,
    path: eventPlace(obstacle.claim.trail) || 'the event itself',
    readerPath: obstacle.readerPath,
    writerPath: obstacle.writerPath,
    message: isSure
      ? upperFirst(text) + (finder === null ? noEvents(comparison.writer.name) : '')
      : `Not proved: ${text}`,
    facts,
    fix: obstacle.fix(direction),
    conflictsWith,
  };
  return witness === undefined ? finding : { ...finding, witness };
}

function takenAnyway(finding: Finding): Finding {
  const shown = finding.witness === undefined ? '' : ', and an event shows what it does';
  return { ...finding, severity: 'notice', message: `Confluent's registry takes this${shown}: ${finding.message}` };
}

const noEvents = (writer: string): string =>
  ` No event of ${writer} can exist, since a type in it has no values; the schemas do not match all the same.`;

function undecided({ direction, policy, conflictsWith, reader, writer }: Comparison<AvroSchema>): Finding {
  const finding = notDecided(
    told`there was no time to compare all of ${wording(reader.name)} with ${wording(writer.name)}`,
  );
  return { ...finding, direction, policy, conflictsWith, writerPath: '', fix: 'Allow the check more time.' };
}
