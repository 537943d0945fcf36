import { obstacle, type Claim, type Obstacle, type Prover } from './claim.js';
import {
  alternatives,
  conjunctionOf,
  finiteValues,
  itemOf,
  numericBound,
  ofType,
  propertyOf,
  requiredNames,
  tightest,
  type Conjunction,
} from './conjunction.js';
import type { IsOver } from '../schema-format.js';
import { childNode, type SchemaNode } from './document.js';
import { evaluate, unsupportedKeywords } from './evaluate.js';
import { RULES } from './rules/rules.js';
import { typeNarrowed } from './rules/type.js';
import { haveSameMeaning } from './same-meaning.js';

interface InProgress {
  key: string;
  level: number;
  index: number;
}

/** Nested deeper than this, schemas are left undecided. */
const MAX_LEVEL = 64;
/** More obstacles to one claim are not kept: where schemas repeat each other, their number doubles at every step. */
const MAX_OBSTACLES = 1_000;

/**
 * Proves that one schema's language lies within another's, by structural subsumption. It is sound and incomplete: no
 * obstacle is a proof, an obstacle is only a place where no proof was found.
 *
 * Recursive schemas are proved by induction on the height of the value: a claim may be assumed for values inside the
 * value it is made for, and only for these.
 */
export class InclusionProver implements Prover {
  private readonly proved = new Set<string>();
  private readonly failed = new Map<string, { obstacles: Obstacle[]; level: number }>();
  private readonly stack: InProgress[] = [];
  /** The outermost claim that the current one has assumed, as an index of `stack`. */
  private assumed = Infinity;

  constructor(private readonly isOver: IsOver) {}

  prove(claim: Claim): Obstacle[] {
    const level = claim.frames.length;
    const key = `${claim.writer.key}|${claim.reader.id}`;
    if (this.proved.has(key)) return [];
    const failure = this.failed.get(key);
    if (failure) return failure.obstacles.map((found) => rebase(found, failure.level, claim));
    if (this.isOver()) return [undecided(claim, 'The time for this check was used up before it was decided.')];
    if (level > MAX_LEVEL) return [undecided(claim, 'The schemas are nested too deeply to be decided.')];
    const assumption = this.assume(key, level);
    if (assumption !== null) {
      return assumption
        ? []
        : [undecided(claim, 'The schemas refer to themselves without an event getting any smaller.')];
    }
    const obstacles = this.track(
      key,
      level,
      () => this.decide(claim).slice(0, MAX_OBSTACLES),
      (found) => found.length === 0,
    );
    if (obstacles.length > 0) this.failed.set(key, { obstacles, level });
    return obstacles;
  }

  isProved(writer: Conjunction, reader: SchemaNode): boolean {
    return this.prove({ writer, reader, frames: [] }).length === 0;
  }

  isEmpty(conjunction: Conjunction, level = 0): boolean {
    const key = `${conjunction.key}|empty`;
    if (this.proved.has(key)) return true;
    if (this.isOver() || level > MAX_LEVEL) return false;
    const assumption = this.assume(key, level);
    if (assumption !== null) return assumption;
    return this.track(
      key,
      level,
      () => this.decideEmpty(conjunction, level),
      (isEmpty) => isEmpty,
    );
  }

  /** True: may be assumed. False: would be circular. Null: not in progress. */
  private assume(key: string, level: number): boolean | null {
    const entry = this.stack.find((one) => one.key === key);
    if (entry === undefined) return null;
    if (entry.level >= level) return false;
    this.assumed = Math.min(this.assumed, entry.index);
    return true;
  }

  /** Runs `decide` while its claim is in progress, and remembers a proof that rests on no claim still open. */
  private track<T>(key: string, level: number, decide: () => T, isProof: (result: T) => boolean): T {
    const index = this.stack.length;
    const assumedBefore = this.assumed;
    this.assumed = Infinity;
    this.stack.push({ key, level, index });
    try {
      const result = decide();
      if (isProof(result) && this.assumed >= index) this.proved.add(key);
      return result;
    } finally {
      this.stack.pop();
      const assumedInside = this.assumed < index ? this.assumed : Infinity;
      this.assumed = Math.min(assumedBefore, assumedInside);
    }
  }

  private decide(claim: Claim): Obstacle[] {
    const { writer, reader } = claim;
    if (!reader.isNever && Object.keys(reader.keywords).length === 0) return [];
    if (writer.types.size === 0 || writer.nodes.some((node) => haveSameMeaning(node, reader))) return [];
    const values = finiteValues(writer);
    if (values !== null) return tryAll(claim, values, this);
    const obstacles = reader.isNever ? [nothingAllowed(claim)] : this.checkRules(claim);
    if (obstacles.length === 0 || this.isEmpty(writer)) return [];
    return this.takeApart(claim) ?? obstacles;
  }

  private checkRules(claim: Claim): Obstacle[] {
    const { reader } = claim;
    const found = RULES.filter((rule) =>
      rule.keywords.some((keyword) => Object.hasOwn(reader.keywords, keyword)),
    ).flatMap((rule) => rule.check(claim, this));
    found.push(...this.followReference(claim));
    const unsupported = unsupportedKeywords(reader);
    if (unsupported.length > 0) found.push(undecided(claim, `${unsupported.join(', ')} is not compared yet.`));
    return found;
  }

  private followReference(claim: Claim): Obstacle[] {
    const reference = claim.reader.keywords['$ref'];
    if (typeof reference !== 'string') return [];
    const target = claim.reader.document.resolve(reference);
    if (target !== null) return this.prove({ ...claim, reader: target });
    return [
      undecided(claim, `The reference ${reference} leads nowhere in this schema, and references are never fetched.`),
    ];
  }

  /** What cannot be proved at once may be proved piece by piece: a type, or one of the writer's alternatives, at a time. */
  private takeApart(claim: Claim): Obstacle[] | null {
    const { writer } = claim;
    const pieces = writer.types.size > 1 ? [...writer.types].map((type) => ofType(writer, type)) : alternatives(writer);
    return pieces === null ? null : pieces.flatMap((piece) => this.prove({ ...claim, writer: piece }));
  }

  private decideEmpty(conjunction: Conjunction, level: number): boolean {
    if (finiteValues(conjunction)?.length === 0) return true;
    if (this.isExcluded(conjunction)) return true;
    const types = [...conjunction.types];
    if (types.length > 1) return types.every((type) => this.isEmpty(ofType(conjunction, type), level));
    if (this.isContradictory(conjunction, level)) return true;
    return alternatives(conjunction)?.every((branch) => this.isEmpty(branch, level)) ?? false;
  }

  /** A schema that wants `not S` and lies within S. */
  private isExcluded(conjunction: Conjunction): boolean {
    return conjunction.nodes.some((node) => {
      const excluded = childNode(node, 'not');
      return excluded !== null && this.isProved(conjunction, excluded);
    });
  }

  /** Of one type: bounds that exclude each other, or a required part that cannot be. */
  private isContradictory(conjunction: Conjunction, level: number): boolean {
    const [type] = conjunction.types;
    switch (type) {
      case 'integer':
      case 'fraction':
        return hasNoNumber(conjunction);
      case 'string':
        return exceeds(conjunction, 'minLength', 'maxLength');
      case 'array': {
        const least = Math.min(tightest(conjunction, 'minItems') ?? 0, MAX_LEVEL);
        if (exceeds(conjunction, 'minItems', 'maxItems')) return true;
        return Array.from({ length: least }, (_, i) => i).some((i) => this.isEmpty(itemOf(conjunction, i), level + 1));
      }
      case 'object':
        if (exceeds(conjunction, 'minProperties', 'maxProperties')) return true;
        return [...requiredNames(conjunction)].some((name) => this.isEmpty(propertyOf(conjunction, name), level + 1));
      case 'boolean':
      case 'null':
      case undefined:
        break; // Few values: they were looked at one by one.
    }
    return false;
  }
}

function hasNoNumber(conjunction: Conjunction): boolean {
  const least = numericBound(conjunction, 'minimum');
  const greatest = numericBound(conjunction, 'maximum');
  if (least === null || greatest === null) return false;
  return (
    least.value > greatest.value || (least.value === greatest.value && (least.isExclusive || greatest.isExclusive))
  );
}

function exceeds(conjunction: Conjunction, minimum: string, maximum: string): boolean {
  return (tightest(conjunction, minimum) ?? 0) > (tightest(conjunction, maximum) ?? Infinity);
}

function tryAll(claim: Claim, values: readonly unknown[], prover: Prover): Obstacle[] {
  const refused = values.filter((value) => evaluate(claim.reader, value) === false);
  if (refused.length > 0) {
    const ofType = claim.reader.keywords['type'] === undefined ? [] : typeNarrowed.check(claim, prover);
    if (ofType.length > 0) return ofType.map((found) => ({ ...found, suspects: refused }));
    const shown = refused.slice(0, 3).map((value) => JSON.stringify(value));
    const message: Obstacle['message'] = ({ reader, writer }) =>
      `${reader} refuses ${shown.join(', ')} here, and events of ${writer} may carry it.`;
    const keyword = ['enum', 'const', 'type'].find((name) => Object.hasOwn(claim.reader.keywords, name)) ?? '';
    return [obstacle('values-narrowed', claim, keyword, message, 'Keep the values that were allowed.', refused)];
  }
  return values.every((value) => evaluate(claim.reader, value) === true)
    ? []
    : [undecided(claim, 'Whether the reader takes each of the listed values could not be decided.', values)];
}

function nothingAllowed(claim: Claim): Obstacle {
  return obstacle(
    'nothing-allowed',
    claim,
    '',
    ({ reader, writer }) => `${reader} allows nothing here, and events of ${writer} may carry a value.`,
    'Allow what was allowed.',
  );
}

/** No proof, and no reason to think that there is none. */
export function undecided(claim: Claim, why: string, suspects: readonly unknown[] = []): Obstacle {
  return obstacle(
    'not-decided',
    claim,
    '',
    () => why,
    'Write both schemas with the same words, or simplify them.',
    suspects,
  );
}

function rebase(found: Obstacle, level: number, claim: Claim): Obstacle {
  return { ...found, claim: { ...found.claim, frames: [...claim.frames, ...found.claim.frames.slice(level)] } };
}

/** The whole claim: every event of `writer` is one of `reader`. */
export function proveInclusion(writer: SchemaNode, reader: SchemaNode, isOver: IsOver): Obstacle[] {
  return new InclusionProver(isOver).prove({ writer: conjunctionOf([writer]), reader, frames: [] });
}
