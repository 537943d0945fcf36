import type { Direction } from '../../level.js';
import { anyOrder, wording, type Told } from '../../sentence.js';
import type { Names } from '../side-names.js';
import { nameOf, wordsFor, type AvroType, type NamedType } from './schema.js';

/** A step from a value of the writer to one inside it. */
export type Step =
  | { into: 'field'; index: number; name: string }
  | { into: 'branch'; index: number }
  | { into: 'item' }
  | { into: 'value' };

/** How the writer's event leads to a type: the last step first. */
export interface Trail {
  readonly before: Trail | null;
  readonly writer: AvroType;
  readonly step: Step;
}

/** What is to be shown: that values of the writer's type, where the trail leads, are read as the reader's. */
export interface Claim {
  readonly reader: AvroType;
  readonly writer: AvroType;
  readonly trail: Trail | null;
  /** Whether logical types are compared too. */
  readonly isLogical: boolean;
}

/** Why a claim does not hold. */
export interface Obstacle {
  readonly rule: string;
  /** Apache's and Confluent's name for it; null where they have none. */
  readonly change: string | null;
  readonly claim: Claim;
  readonly readerPath: string;
  readonly writerPath: string;
  /** Which value of the writer's type breaks: any, or this symbol. */
  readonly symbol?: string;
  /** Where the specification leaves open what happens; then it is unproven and no event is looked for. */
  readonly isOpen?: true;
  message(names: Names): Told;
  /** What would mend it in the candidate, which is the reader backward and the writer forward: no other text can change. */
  fix(direction: Direction): string;
}

/** One rule of resolution: the obstacles at one pair of types, not deeper. */
export type Rule = (claim: Claim) => Obstacle[];

/** How messages call a field or type of the event: `"lines"`, or the event itself. It is in the paths, so that it is no fact. */
export const subjectOf = ({ trail }: Claim): Told => {
  for (let at = trail; at !== null; at = at.before) {
    if (at.step.into === 'field') return wording(`"${at.step.name}"`);
    if (at.step.into === 'item') return wording('an item');
    if (at.step.into === 'value') return wording('a value of the map');
  }
  return wording('the event');
};

/** How messages call a type. */
export const typeOf = (type: AvroType): Told =>
  anyOrder(type.kind === 'union' ? type.branches.map(nameOf) : [wordsFor(type)], wordsFor(type));

/** Whether the writer's type is one of a union's branches here, and not all that the place may hold. */
export const isBranch = ({ trail }: Claim): boolean => trail?.step.into === 'branch';

export const bothNamed = (claim: Claim): [NamedType, NamedType] | null => {
  const { reader, writer } = claim;
  if (reader.kind !== writer.kind) return null;
  return 'fullName' in reader && 'fullName' in writer ? [reader, writer] : null;
};
