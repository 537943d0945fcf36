import { JSON_TYPES, type JsonType } from '../values.js';
import { meaningOf } from './meaning.js';
import { formulaOf } from '../keywords/keywords.js';
import {
  any,
  atom,
  FALSE,
  hasItem,
  hasProperty,
  listed,
  negate,
  notOfTypes,
  ofTypes,
  TRUE,
  type Atom,
  type Formula,
} from './formula.js';

const OBJECT = ofTypes(['object']);

type Choice = Extract<Formula, { is: 'any' | 'exactly-one' }>;

/** Formulas about one value, taken apart as far as this needs no choice: what is left are atoms and alternatives. */
export class Expansion {
  /** The types that the value may have. */
  types: ReadonlySet<JsonType> = new Set(JSON_TYPES);
  readonly atoms: (Formula & Atom)[] = [];
  /** The shortest list the value must be one of; null without any. */
  listed: readonly unknown[] | null = null;
  /** Numbers and strings that the value must not be. */
  readonly unlisted = new Set<unknown>();
  /** Alternatives that are still open. */
  choices: Choice[] = [];
  isFalse = false;
  /** Something was left out since nothing is known of it. */
  isPartial = false;
  private readonly seen = new Set<number>();
  private needed: Set<string> | null = null;
  /** Whether a schema holds, by its meaning. */
  private readonly schemas = new Map<unknown, boolean>();

  constructor(readonly formulas: readonly Formula[]) {
    for (const formula of formulas) this.add(formula);
    this.decideChoices();
  }

  private add(formula: Formula): void {
    if (this.isFalse || this.seen.has(formula.id)) return;
    this.seen.add(formula.id);
    switch (formula.is) {
      case 'constant':
        this.isFalse ||= !formula.holds;
        return;
      case 'unknown':
        this.isPartial = true;
        return;
      case 'all':
        for (const part of formula.parts) this.add(part);
        return;
      case 'schema':
        this.addSchema(formula);
        return;
      case 'any':
      case 'exactly-one':
        this.choices.push(formula);
        return;
      default:
        this.addAtom(formula);
    }
  }

  private addSchema({ node, holds }: Extract<Formula, { is: 'schema' }>): void {
    const meaning = meaningOf(node);
    const said = this.schemas.get(meaning);
    if (said === !holds) this.isFalse = true;
    this.schemas.set(meaning, holds);
    this.add(formulaOf(node, holds));
  }

  private addAtom(one: Formula & Atom): void {
    switch (one.is) {
      case 'type':
        this.types = new Set([...this.types].filter((type) => one.types.has(type)));
        this.isFalse ||= this.types.size === 0;
        return;
      case 'listed':
        if (one.holds)
          this.listed = this.listed !== null && this.listed.length <= one.values.length ? this.listed : one.values;
        else for (const value of one.values) this.exclude(value);
        return;
      default:
        this.atoms.push(one);
    }
  }

  private exclude(value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number') this.unlisted.add(value);
    else this.add(differsFrom(value));
  }

  /** Whether no value fulfils `formula` besides, as far as that is seen without a search. */
  excludes(formula: Formula): boolean {
    if (this.isExcluded(formula)) return true;
    return formula.is === 'all' && formula.parts.includes(OBJECT) && formula.parts.some((part) => this.needs(part));
  }

  /** Whether it is a property that must be there that an object is to lack. */
  private needs(part: Formula): boolean {
    if (part.is !== 'absent') return false;
    this.needed ??= new Set(
      this.atoms.flatMap((one) => (one.is === 'some-property' && typeof one.names === 'string' ? [one.names] : [])),
    );
    return this.needed.has(part.name);
  }

  /** Alternatives of which only one is left are no choice. */
  private decideChoices(): void {
    for (let hasChanged = true; hasChanged && !this.isFalse;) {
      hasChanged = false;
      const { choices } = this;
      this.choices = [];
      for (const choice of choices) {
        if (this.isMade(choice)) continue;
        const left = choice.is === 'any' ? this.possible(choice.parts) : null;
        if (left === null || left.length > 1) this.choices.push(choice);
        else if (left.length === 0) this.isFalse = true;
        else {
          this.add(left[0]!);
          hasChanged = true;
        }
      }
    }
  }

  /** Whether one of the ways in which an alternative may hold has been said. */
  private isMade(choice: Choice): boolean {
    const isSaid = (part: Formula): boolean => (part.is === 'constant' ? part.holds : this.seen.has(part.id));
    const said = choice.parts.filter(isSaid).length;
    if (choice.is === 'any') return said > 0;
    if (!choice.holds && said > 1) return true;
    const refused = choice.parts.filter((part) => isSaid(negate(part))).length;
    return choice.holds ? said === 1 && refused === choice.parts.length - 1 : refused === choice.parts.length;
  }

  /** The parts that what is known does not exclude at first sight; two stand for all that are more. */
  private possible(parts: readonly Formula[]): Formula[] {
    const possible: Formula[] = [];
    for (const part of parts) {
      if (!this.isExcluded(part)) possible.push(part);
      if (possible.length > 1) break;
    }
    return possible;
  }

  private isExcluded(part: Formula): boolean {
    switch (part.is) {
      case 'constant':
        return !part.holds;
      case 'type':
        return ![...part.types].some((type) => this.types.has(type));
      case 'schema':
        return this.schemas.get(meaningOf(part.node)) === !part.holds;
      case 'all':
        return part.parts.some((one) => this.isExcluded(one));
      default:
        return false;
    }
  }
}

/** That a value is not this one. */
function differsFrom(value: unknown): Formula {
  if (value === null) return notOfTypes(new Set(['null']));
  if (typeof value === 'boolean') return any([notOfTypes(new Set(['boolean'])), listedBoolean(!value)]);
  if (Array.isArray(value)) return differsFromArray(value);
  const entries = Object.entries(value as object);
  const names = entries.map(([name]) => name);
  return any([
    notOfTypes(new Set(['object'])),
    ...names.map((name) => atom({ is: 'absent', name })),
    hasProperty(names.length === 0 ? TRUE : listed(names, false), TRUE),
    ...entries.map(([name, one]) => hasProperty(name, listed([one], false))),
  ]);
}

const listedBoolean = (value: boolean): Formula => listed([value], true);

function differsFromArray(items: readonly unknown[]): Formula {
  const size = items.length;
  return any([
    notOfTypes(new Set(['array'])),
    size === 0 ? FALSE : atom({ is: 'size', of: 'array', min: 0, max: size - 1 }),
    hasItem(size, Infinity, TRUE),
    ...items.map((item, i) => hasItem(i, i + 1, listed([item], false))),
  ]);
}
