import type { Finding } from '../../finding.js';
import type { Direction } from '../../level.js';
import type { Side } from '../schema-format.js';
import { told, wording, type Told } from '../../sentence.js';
import { bothNamed, subjectOf, type Claim } from './claim.js';
import { eventPlace } from './event-place.js';
import { inhabitedRanks } from './inhabited.js';
import { shortNameOf } from './names.js';
import { visitPairs } from './pairs.js';
import type { AvroSchema, AvroType } from './schema.js';
import { exampleOf } from './witness.js';

const MOST_NOTICES = 20;
const MOST_PAIRS = 20_000;

/**
 * What the specification takes for the same, and consumers may not: another namespace, another logical type, bytes that
 * are read as text.
 */
export function noticesOf(older: Side<AvroSchema>, candidate: Side<AvroSchema>, conflictsWith: number): Finding[] {
  const found: Finding[] = [];
  const ranks = inhabitedRanks(older.schema);
  let pairs = 0;
  const isOver = (): boolean => ++pairs > MOST_PAIRS || found.length >= MOST_NOTICES;
  const walk = { reader: candidate.schema, writer: older.schema, isLogical: true, ranks: null, isOver };
  visitPairs(walk, (claim) => {
    for (const said of [namespaceNotice(claim), logicalTypeNotice(claim), textNotice(claim)]) {
      if (said === null) continue;
      const notice = noticeOf(said, claim, conflictsWith, {
        older: wording(older.name),
        candidate: wording(candidate.name),
      });
      const witness = said.tell === undefined ? undefined : exampleOf(claim, older.schema, ranks, said.tell);
      found.push(witness === undefined ? notice : { ...notice, witness });
    }
  });
  return found;
}

type Names = Record<'older' | 'candidate', Told>;

interface Said {
  rule: string;
  /** Of those who read this way alone; of both where there is none. */
  direction?: Direction;
  message: (names: Names) => Told;
  /** What is said of the value in an event of the older one. */
  tell?: (value: string) => string;
}

/** Names match without their namespaces since 1.12; avsc, and Java inside a union, compare them in full. */
function namespaceNotice(claim: Claim): Said | null {
  const [reader, writer] = bothNamed(claim) ?? [];
  if (reader === undefined || writer === undefined) return null;
  if (reader.fullName === writer.fullName || reader.aliases.includes(writer.fullName)) return null;
  // Another name altogether is no notice: resolution refuses it, and says so.
  if (shortNameOf(reader.fullName) !== shortNameOf(writer.fullName)) return null;
  return {
    rule: 'namespace-changed',
    message: ({ older, candidate }) =>
      told`${writer.fullName} of ${older} is ${reader.fullName} in ${candidate}. The specification compares names without their namespaces since 1.12; older libraries may refuse the events. An alias avoids it.`,
  };
}

function logicalTypeNotice(claim: Claim): Said | null {
  const { reader, writer } = claim;
  if (reader.kind === 'union' || writer.kind === 'union') return null;
  const [now, before] = [reader.logicalType?.name ?? 'none', writer.logicalType?.name ?? 'none'];
  if (now === before) return null;
  return {
    rule: 'logical-type-changed',
    message: ({ older }) =>
      told`The logical type of ${subjectOf(claim)} is ${now} and was ${before} in ${older}. Resolution ignores it: consumers read the same numbers or bytes, and may take them for something else.`,
    tell: (value) => `it reads ${value} as ${called(reader)} where it was written as ${called(writer)}`,
  };
}

const called = ({ kind, logicalType }: AvroType): string => logicalType?.name ?? `a plain ${kind}`;

/**
 * Bytes may be read as a string and the other way round (specification 1.12, "Schema Resolution"), and only one of them
 * is without loss.
 */
function textNotice(claim: Claim): Said | null {
  const kinds = `${claim.writer.kind} ${claim.reader.kind}`;
  if (kinds !== 'bytes string' && kinds !== 'string bytes') return null;
  const direction = kinds === 'bytes string' ? 'backward' : 'forward';
  return {
    rule: 'bytes-read-as-text',
    direction,
    message: ({ older, candidate }) => {
      const [writer, reader] = direction === 'backward' ? [older, candidate] : [candidate, older];
      return told`Events of ${writer} carry ${subjectOf(claim)} as bytes, and ${reader} reads a string: bytes that are no UTF-8 become another text there, or are refused.`;
    },
  };
}

function noticeOf(said: Said, claim: Claim, conflictsWith: number, names: Names): Finding {
  const { text, facts } = said.message(names);
  const [reader, writer] = said.direction === 'forward' ? [claim.writer, claim.reader] : [claim.reader, claim.writer];
  return {
    rule: said.rule,
    severity: 'notice',
    direction: said.direction ?? null,
    policy: 'STRICT',
    change: null,
    path: eventPlace(claim.trail) || 'the event itself',
    readerPath: reader.schemaPath,
    writerPath: writer.schemaPath,
    message: text,
    facts,
    fix: '',
    conflictsWith,
  };
}
