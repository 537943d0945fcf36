import { notDecided } from '../../about-candidate.js';
import { upperFirst } from '../../sentence.js';
import type { Finding } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import type { Claim, Obstacle, Trail } from './claim.js';
import { isPlain } from './event-form.js';
import { inhabitedRanks } from './inhabited.js';
import { stepped } from './names.js';
import { visitPairs } from './pairs.js';
import { TYPE_RULES, UNION_RULES } from './rules/rules.js';
import { nameOf, type AvroSchema } from './schema.js';
import { WitnessFinder } from './witness.js';

const MOST_FINDINGS = 50;

/**
 * Every reason why the reader may not read all events of the writer, by the specification 1.12, "Schema Resolution";
 * none is a proof that it does. Under CONFLUENT decimals and shared aliases are not looked at, and schemas are compared
 * whether or not there are events, as Confluent's registry does.
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
  const isWhole = visitPairs(
    { reader, writer, isLogical, ranks: isLogical && hasEvents ? ranks : null, isOver },
    (claim) => {
      if (obstacles.length < MOST_FINDINGS) addObstacles(claim, obstacles);
    },
  );
  const finder = hasEvents ? new WitnessFinder(reader, writer, ranks, isLogical) : null;
  const findings = obstacles.slice(0, MOST_FINDINGS).map((obstacle) => findingOf(obstacle, comparison, finder));
  if (!isWhole) findings.push(undecided(comparison));
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
  const names = { reader: comparison.reader.name, writer: comparison.writer.name };
  const canBeShown = finder !== null && obstacle.isOpen === undefined && !isOver();
  const witness = canBeShown ? finder.find(obstacle) : undefined;
  const isSure =
    witness !== undefined || (obstacle.isOpen === undefined && (finder === null || policy === 'CONFLUENT'));
  const said = obstacle.message(names);
  const finding: Finding = {
    rule: obstacle.rule,
    severity: isSure ? 'incompatible' : 'unproven',
    direction,
    policy,
    change: obstacle.change,
    path: placeOf(obstacle.claim.trail) || 'the event itself',
    readerPath: obstacle.readerPath,
    writerPath: obstacle.writerPath,
    message: isSure ? upperFirst(said) + (finder === null ? noEvents(names.writer) : '') : `Not proved: ${said}`,
    fix: obstacle.fix(direction),
    conflictsWith,
  };
  return witness === undefined ? finding : { ...finding, witness };
}

const noEvents = (writer: string): string =>
  ` No event of ${writer} can exist, since a type in it has no values; the schemas do not match all the same.`;

/** Where in the event, with `*` for any item or value; the name of a union's branch where events carry it. */
function placeOf(trail: Trail | null): string {
  const steps: string[] = [];
  for (let at = trail; at !== null; at = at.before) {
    const { step, writer } = at;
    if (step.into === 'field') steps.unshift(step.name);
    else if (step.into !== 'branch') steps.unshift('*');
    else if (writer.kind === 'union' && !isPlain(writer)) steps.unshift(nameOf(writer.branches[step.index]!));
  }
  return steps.reduce((pointer, step) => stepped(pointer, step), '');
}

function undecided({ direction, policy, conflictsWith, reader, writer }: Comparison<AvroSchema>): Finding {
  const finding = notDecided(`there was no time to compare all of ${reader.name} with ${writer.name}`);
  return { ...finding, direction, policy, conflictsWith, writerPath: '', fix: 'Allow the check more time.' };
}
