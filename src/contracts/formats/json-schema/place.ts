import type { SchemaNode } from './document.js';
import { within, type Step } from './keywords/keyword.js';
import { Expansion } from './satisfiability/expansion.js';
import { all, listed, negate, ofTypes, TRUE, type Formula } from './satisfiability/formula.js';
import type { Solver } from './satisfiability/solver.js';
import { testFormula } from './satisfiability/test-formula.js';

/** A place inside events: the way to it, and what the writer's schema says of the value there. */
export interface Place {
  /** Outermost first. */
  readonly steps: readonly Step[];
  /** What holds of every value that the writer sends here; it may say less than the writer's schema does. */
  readonly known: readonly Formula[];
}

const STRING = ofTypes(['string']);

/** That an event has, at the end of this way, a value of which `formula` holds. */
export function atPlace({ steps }: Place, formula: Formula): Formula {
  return steps.reduceRight((inner, step) => within(step, inner), formula);
}

/** For a person: a JSON pointer with `*` for any property or item. */
export function pathOf({ steps }: Place): string {
  const path = steps.map((step) => {
    if (step.kind === 'property') return `/${typeof step.names === 'string' ? step.names : '*'}`;
    return step.kind === 'item' ? `/${step.to === step.from + 1 ? step.from : '*'}` : '';
  });
  const isName = steps.at(-1)?.kind === 'name';
  return `${path.join('') || 'the event itself'}${isName ? ' (a name)' : ''}`;
}

/**
 * The places that a step leads to from one whose value is `expansion`: apart where the writer tells them apart, by a
 * property's name or an item's index.
 */
export function placesBelow(from: Place, expansion: Expansion, step: Step, solver: Solver): Place[] {
  if (step.kind === 'property') return propertiesBelow(from, expansion, step.names, solver);
  return step.kind === 'item' ? itemsBelow(from, expansion, step) : [nameBelow(from, expansion)];
}

/** What is known of properties: by name, and by rules about names. */
interface PropertyRules {
  readonly told: ReadonlyMap<string, readonly Formula[]>;
  readonly rules: readonly { readonly names: Formula; readonly value: Formula }[];
}

const propertyRules = new WeakMap<Expansion, PropertyRules>();

/** Sorted once: each property of a reader asks for them. */
function propertyRulesOf(expansion: Expansion): PropertyRules {
  const known = propertyRules.get(expansion);
  if (known !== undefined) return known;
  const told = new Map<string, Formula[]>();
  const rules: { names: Formula; value: Formula }[] = [];
  for (const atom of expansion.atoms) {
    if (atom.is !== 'every-property') continue;
    const { names, value } = atom;
    if (typeof names !== 'string') rules.push({ names, value });
    else if (told.has(names)) told.get(names)!.push(value);
    else told.set(names, [value]);
  }
  const sorted = { told, rules };
  propertyRules.set(expansion, sorted);
  return sorted;
}

const below = ({ steps }: Place, step: Step, known: readonly Formula[]): Place => ({ steps: [...steps, step], known });

function propertiesBelow(from: Place, expansion: Expansion, names: string | Formula, solver: Solver): Place[] {
  const { told, rules } = propertyRulesOf(expansion);
  const knownOf = (name: string): Formula[] => [
    ...(told.get(name) ?? []),
    ...rules.filter((rule) => testFormula(rule.names, name) === true).map(({ value }) => value),
  ];
  if (typeof names === 'string') return [below(from, { kind: 'property', names }, knownOf(names))];
  const others = told.size === 0 ? names : all([names, listed([...told.keys()], false)]);
  // A rule speaks of all the others where no name among them is outside it.
  const speaksOfAll = (rule: Formula): boolean => solver.solveName([STRING, others, negate(rule)]).is === 'none';
  const known = rules.filter((rule) => speaksOfAll(rule.names)).map(({ value }) => value);
  return [
    ...[...told.keys()]
      .filter((name) => testFormula(names, name) !== false)
      .map((name) => below(from, { kind: 'property', names: name }, knownOf(name))),
    ...(solver.solveName([STRING, others]).is === 'none'
      ? []
      : [below(from, { kind: 'property', names: others }, known)]),
  ];
}

function itemsBelow(from: Place, { atoms }: Expansion, { from: first, to }: Extract<Step, { kind: 'item' }>): Place[] {
  const rules = atoms.filter((atom) => atom.is === 'every-item');
  const edges = rules.flatMap((rule) => [rule.from, rule.to]).filter((edge) => edge > first && edge < to);
  const starts = [...new Set([first, ...edges])].sort((a, b) => a - b);
  return starts.map((start, i) => {
    const known = rules.filter((rule) => rule.from <= start && rule.to > start).map(({ value }) => value);
    return below(from, { kind: 'item', from: start, to: starts[i + 1] ?? to }, known);
  });
}

function nameBelow(from: Place, { atoms }: Expansion): Place {
  const known = atoms.flatMap((atom) => (atom.is === 'every-name' ? [atom.name] : []));
  return below(from, { kind: 'name' }, [STRING, ...known]);
}

/** What names a place and a schema that is asked there: the same again means the same reasons again. */
export function keyOf({ known }: Place, node: SchemaNode): string {
  const ids = known.filter((one) => one !== TRUE).map(({ id }) => id);
  return `${node.id}:${ids.sort((a, b) => a - b).join()}`;
}
