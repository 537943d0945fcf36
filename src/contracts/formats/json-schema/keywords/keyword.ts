import { told, type Told } from '../../../sentence.js';
import type { Names } from '../../side-names.js';
import type { SchemaNode } from '../document.js';
import { hasItem, hasProperty, schema, TRUE, type Formula } from '../satisfiability/formula.js';

/** From a value to one inside it, or to the name of a property. */
export type Step =
  | { readonly kind: 'property'; /** One name, or a formula about it. */ readonly names: string | Formula }
  | { readonly kind: 'item'; readonly from: number; readonly to: number }
  | { readonly kind: 'name' };

/** One way in which a schema refuses a value. */
export interface Refusal {
  /** Names the rule, such as `required-property-added`. */
  readonly rule: string;
  /** The keyword that refuses; with a pointer on into what it holds, where that tells more. */
  readonly keyword: string;
  /** What a value is like that is refused this way. */
  readonly value: Formula;
  /** Where the reason lies in a schema further on: that schema, and the way from the value to what it speaks of. */
  readonly into?: { readonly node: SchemaNode; readonly step: Step | null };
  /** What happens to which events, in one sentence; `values` are some that are refused here. */
  readonly explain: (names: Names, values: readonly unknown[]) => Told;
  /** What would mend the reader. */
  readonly fix: string;
  /** What the writer would have to keep instead, after "keep"; to what the reader demands where left out. */
  readonly keep?: string;
  /** Another value than this one, where a message lists several. */
  readonly besides?: (value: unknown) => Formula;
}

/** A keyword of JSON Schema, or several that only mean something together. One place says both what it asks and what it refuses. */
export interface Keyword {
  readonly names: readonly string[];
  /** What it asks of a value. */
  demand(node: SchemaNode): Formula;
  /** Every way in which it refuses one: together the contrary of `demand`. */
  refusals(node: SchemaNode): Refusal[];
}

/** That a value has one inside it, on this way, of which `formula` holds. */
export function within(step: Step | null, formula: Formula): Formula {
  if (step === null) return formula;
  if (step.kind === 'item') return hasItem(step.from, step.to, formula);
  return step.kind === 'name' ? hasProperty(formula, TRUE) : hasProperty(step.names, formula);
}

/** The refusal whose reasons are those of another schema. */
export function refusalInto(
  node: SchemaNode,
  step: Step | null,
  said: Pick<Refusal, 'keyword'> & Partial<Pick<Refusal, 'rule' | 'explain' | 'fix' | 'keep'>>,
): Refusal {
  return {
    rule: 'nothing-allowed',
    explain: ({ reader, writer }) => told`${reader} allows nothing here, and events of ${writer} may carry a value.`,
    fix: 'Allow what was allowed.',
    ...said,
    value: within(step, schema(node, false)),
    into: { node, step },
  };
}
