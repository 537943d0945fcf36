import { lowerFirst, told, upperFirst, wording } from '../../sentence.js';
import type { Finding, Witness } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import { namesOf } from '../side-names.js';
import { confluentChangeOf } from './confluent-change.js';
import type { JsonSchema, SchemaDocument, SchemaNode } from './document.js';
import { evaluate } from './evaluate.js';
import type { Refusal } from './keywords/keyword.js';
import { asDeclared, withDefaultsFilledIn } from './lenient/lenient.js';
import { findObstacles, type Obstacle } from './obstacles.js';
import { atPlace, pathOf, type Place } from './place.js';
import { schema, type Formula } from './satisfiability/formula.js';
import { findRoundedNumbers, haveSameLiterals } from './rounded-numbers.js';
import type { Solution } from './satisfiability/solution.js';
import { Solver } from './satisfiability/solver.js';
import { findEndless } from './unfolding.js';
import { isEqual } from './values.js';
import { courtOf, explained, type Court } from './witness.js';

const MAX_FINDINGS = 50;

/**
 * Every reason why events of the writer may be refused by the reader; none is a proof. What is told as incompatible carries
 * the event that breaks. First each place is looked at by itself, which explains; what that leaves open is decided for
 * whole events, which proves.
 */
export function checkPair(pair: Comparison<JsonSchema>): Finding[] {
  const [sent, taken] = [pair.writer.schema.document, pair.reader.schema.document];
  if (haveSameTexts(sent, taken)) return haveSameLiterals(sent, taken) ? [] : findRoundedNumbers(pair);
  const findings = checkOf(pair).findings();
  return findings.length > 0 ? findings : findRoundedNumbers(pair);
}

/** Whether the reader is proved to take every event under the policy of the comparison; `events` are tried first. */
export const isProved = (pair: Comparison<JsonSchema>, events: readonly unknown[] = []): boolean =>
  checkOf(pair).isProved(events) && findRoundedNumbers(pair).length === 0;

function checkOf(pair: Comparison<JsonSchema>): Check {
  const [sent, taken] = [pair.writer.schema.document, pair.reader.schema.document];
  if (pair.policy !== 'LENIENT') return new Check(pair, sent, taken);
  return new Check(pair, asDeclared(sent, pair.isOver), withDefaultsFilledIn(taken, pair.isOver));
}

/** The same schema, and the same texts that it refers to. */
function haveSameTexts(a: SchemaDocument, b: SchemaDocument): boolean {
  const [texts, others] = [a.documents, b.documents];
  return (
    texts.length === others.length &&
    texts.every(({ name, raw, dialect }) =>
      others.some((other) => other.name === name && other.dialect === dialect && isEqual(other.raw, raw)),
    )
  );
}

class Check {
  private readonly solver: Solver;
  private readonly court: Court;
  private readonly sent: Formula;

  constructor(
    private readonly pair: Comparison<JsonSchema>,
    private readonly writer: SchemaDocument,
    private readonly reader: SchemaDocument,
  ) {
    this.solver = new Solver(pair.isOver);
    this.court = courtOf(writer, reader, pair);
    this.sent = schema(writer.root, true);
  }

  findings(): Finding[] {
    const root: Place = { steps: [], known: [this.sent] };
    const obstacles = findObstacles(root, this.reader.root, this.solver);
    if (obstacles.length === 0) return this.doubts();
    const findings = obstacles.slice(0, MAX_FINDINGS).flatMap((obstacle) => this.decide(obstacle));
    if (findings.some(({ witness }) => witness !== undefined)) {
      return findings.sort((a, b) => Number(a.witness === undefined) - Number(b.witness === undefined));
    }
    return this.decideWhole(findings);
  }

  /** The same without a reason: no event is shown, so none is judged. */
  isProved(events: readonly unknown[]): boolean {
    if (events.some((event) => evaluate(this.writer.root, event) && evaluate(this.reader.root, event) === false))
      return false;
    const obstacles = findObstacles({ steps: [], known: [this.sent] }, this.reader.root, this.solver);
    const isNone = (refused: Formula): boolean => this.ask(refused).is === 'none';
    if (this.doubts().length > 0) return false;
    return (
      obstacles.length === 0 ||
      (obstacles.every(({ place, refusal }) => isNone(atPlace(place, refusal.value))) &&
        isNone(schema(this.reader.root, false)))
    );
  }

  /** The obstacle with an event that shows it; nothing where whole events prove that it stands in no way. */
  private decide(obstacle: Obstacle): Finding[] {
    const answer = this.ask(atPlace(obstacle.place, obstacle.refusal.value));
    if (answer.is === 'none') return [];
    const witness = answer.is === 'value' ? this.court(answer.value) : null;
    return [
      this.tell(
        obstacle,
        witness === null ? null : explained(witness, pathOf(obstacle.place), this.reader, this.pair.isOver),
      ),
    ];
  }

  /** No obstacle could be shown: whether any event at all is refused. */
  private decideWhole(undecided: Finding[]): Finding[] {
    const answer = this.ask(schema(this.reader.root, false));
    if (answer.is === 'none') return this.doubts();
    const witness = answer.is === 'value' ? this.court(answer.value) : null;
    if (witness !== null) return [this.tellEvent(witness)];
    return undecided.length > 0 ? undecided : [this.tellUndecided()];
  }

  /** What a proof cannot rest on. */
  private doubts(): Finding[] {
    const endless = findEndless(this.writer.root) ?? findEndless(this.reader.root);
    return endless === null ? [] : [this.tellEndless(endless)];
  }

  private ask(refused: Formula): Solution {
    this.solver.renew();
    return this.solver.solve([this.sent, refused]);
  }

  private tell({ refusal, reader, place, values, writer }: Obstacle, witness: Witness | null): Finding {
    const { text, facts } = told`${refusal.explain(namesOf(this.pair), values)}${wording(reasonsOf(refusal, witness))}`;
    return {
      ...this.about(refusal.rule, witness),
      change: confluentChangeOf(refusal, reader, writer),
      path: pathOf(place),
      readerPath: `${placeOf(reader)}${refusal.keyword === '' ? '' : `/${refusal.keyword}`}`,
      writerPath: writer === null ? null : placeOf(writer),
      message: witness === null ? `Not proved: ${lowerFirst(text)}` : upperFirst(text),
      facts,
      fix: this.pair.direction === 'backward' ? refusal.fix : keepFor(refusal, this.pair.reader.name),
    };
  }

  private tellEvent(witness: Witness): Finding {
    const { reader, writer } = this.pair;
    const [first] = witness.rejections;
    const message = `${reader.name} refuses events of ${writer.name}: ${first?.reason ?? 'refused'}.`;
    return {
      ...this.about('event-refused', witness),
      path: first?.path || 'the event itself',
      message: upperFirst(message),
      fix: 'Allow what was allowed.',
    };
  }

  private tellUndecided(): Finding {
    const message = 'Not proved: neither an event that breaks nor a proof that there is none was found.';
    return {
      ...this.about('not-decided', null),
      message,
      fix: 'Write both schemas with the same words, or simplify them.',
    };
  }

  private tellEndless(node: SchemaNode): Finding {
    const { document, pointer } = node;
    const { reader, writer } = this.pair;
    const owner = this.writer.documents.includes(document) ? writer.name : reader.name;
    return {
      ...this.about('not-decided', null),
      readerPath: placeOf(node),
      message: `Not proved: ${owner} asks itself at ${pointer || 'its root'} of the same value again, so nobody can tell what it takes.`,
      fix: 'Let a schema refer to itself only for a value inside the value: under properties, items and the like.',
    };
  }

  private about(rule: string, witness: Witness | null): Finding {
    const { direction, policy, conflictsWith } = this.pair;
    return {
      rule,
      severity: witness === null ? 'unproven' : 'incompatible',
      direction,
      policy,
      change: null,
      path: 'the event itself',
      readerPath: '',
      writerPath: null,
      message: '',
      facts: [],
      fix: '',
      conflictsWith,
      ...(witness === null ? {} : { witness }),
    };
  }
}

/** The registered version reads, and nobody can edit it: what the candidate would have to keep. */
const keepFor = ({ keep = 'to what it demands' }: Refusal, reader: string): string =>
  `${upperFirst(reader)} cannot be changed any more: keep ${keep} until no consumer reads by it.`;

/** That one of several alternatives must hold says little: why the one that was meant does not. */
function reasonsOf({ rule }: Refusal, witness: Witness | null): string {
  const [first] = witness?.rejections ?? [];
  if (rule !== 'alternatives-narrowed' || first === undefined) return '';
  return ` Of the event below: ${first.path === '' ? 'it' : first.path} ${first.reason}.`;
}

/** The pointer alone in the schema's own text, `name#/pointer` in one that it refers to. */
const placeOf = ({ document, pointer }: SchemaNode): string =>
  document.name === null ? pointer : `${document.name}#${pointer}`;
