import { told, upperFirst, wording } from '../../sentence.js';
import type { SchemaNode } from './document.js';
import type { Refusal, Step } from './keywords/keyword.js';
import { refusalsOf } from './keywords/keywords.js';
import { keyOf, placesBelow, type Place } from './place.js';
import { haveSameMeaning } from './same-meaning.js';
import { Expansion } from './satisfiability/expansion.js';
import { TRUE, unknown } from './satisfiability/formula.js';
import { meaningOf } from './satisfiability/meaning.js';
import type { Solver } from './satisfiability/solver.js';

/** A way in which the reader may refuse what the writer sends, as far as one looks at one place alone. */
export interface Obstacle {
  readonly refusal: Refusal;
  readonly reader: SchemaNode;
  readonly place: Place;
  /** Values that are refused at this place, as far as they are known. */
  readonly values: readonly unknown[];
  /** What the writer says there; null where it says nothing. */
  readonly writer: SchemaNode | null;
}

/** So many values a message may list. */
const MAX_VALUES = 7;
/** As many as are told. */
const MAX_OBSTACLES = 50;
const MAX_PLACES = 50_000;

/**
 * Every obstacle to "whatever the writer sends, the reader takes". None at all is a proof: each place is looked at once, by
 * what is known of it, and a place that comes again may be assumed to have the reasons that it had before.
 */
export function findObstacles(root: Place, reader: SchemaNode, solver: Solver): Obstacle[] {
  const walk = new Walk(solver);
  walk.visit(root, reader);
  return walk.obstacles;
}

class Walk {
  readonly obstacles: Obstacle[] = [];
  private readonly visited = new Set<string>();

  constructor(private readonly solver: Solver) {}

  visit(place: Place, reader: SchemaNode): void {
    if (this.obstacles.length >= MAX_OBSTACLES || isTaken(place, reader)) return;
    const key = keyOf(place, reader);
    if (this.visited.has(key)) return;
    this.visited.add(key);
    this.solver.renew();
    if (this.visited.size > MAX_PLACES || !this.solver.mayGoOn()) {
      this.obstacles.push({ refusal: TOO_MUCH, reader, place, values: [], writer: null });
      return;
    }
    const expansion = new Expansion(place.known);
    if (expansion.isFalse) return;
    for (const refusal of refusalsOf(reader)) this.follow({ refusal, reader, place }, expansion);
  }

  private follow(at: Omit<Obstacle, 'values' | 'writer'>, expansion: Expansion): void {
    const { into } = at.refusal;
    if (into === undefined) return expansion.excludes(at.refusal.value) ? undefined : this.tell(at);
    if (into.step === null) return this.visit(at.place, into.node);
    if (!mayHold(expansion, into.step)) return;
    for (const place of placesBelow(at.place, expansion, into.step, this.solver)) {
      if (into.node.isNever) this.tellForbidden(at, place);
      else this.visit(place, into.node);
    }
  }

  /** Keeps an obstacle unless the place alone shows that nothing is refused there. */
  private tell(at: Omit<Obstacle, 'values' | 'writer'>): void {
    const values: unknown[] = [];
    const besides = [];
    while (values.length < MAX_VALUES) {
      const found = this.solver.solve([...at.place.known, at.refusal.value, ...besides]);
      if (found.is === 'none' && values.length === 0) return;
      if (found.is !== 'value') break;
      values.push(found.value);
      if (at.refusal.besides === undefined) break;
      besides.push(at.refusal.besides(found.value));
    }
    const writer = writerAt(at.place, at.reader);
    const name = writer === null ? nameAt(at.place) : null;
    const refusal = name === null ? at.refusal : propertyAddedToOpen(at.refusal, name);
    this.obstacles.push({ ...at, refusal, values, writer });
  }

  /** The reader allows nothing at `place`: told of the value that holds it. */
  private tellForbidden(at: Omit<Obstacle, 'values' | 'writer'>, place: Place): void {
    const found = this.solver.solve(place.known);
    if (found.is === 'none') return;
    const step = place.steps.at(-1)!;
    const told = isUntold(at.refusal, step) ? propertyRemoved(at.refusal, step.names) : at.refusal;
    const refusal = { ...told, value: TRUE };
    this.obstacles.push({ ...at, refusal, place, values: [], writer: writerAt(at.place, at.reader) });
  }
}

/** Whether it is known that the reader takes all that is sent here. */
function isTaken({ known }: Place, reader: SchemaNode): boolean {
  if (!reader.isNever && Object.keys(reader.keywords).length === 0) return true;
  const meaning = meaningOf(reader);
  return known.some(
    (formula) =>
      formula.is === 'schema' &&
      formula.holds &&
      (meaningOf(formula.node) === meaning || haveSameMeaning(formula.node, reader)),
  );
}

function mayHold({ types }: Expansion, step: Step): boolean {
  return types.has(step.kind === 'item' ? 'array' : 'object');
}

function writerAt({ known }: Place, reader: SchemaNode): SchemaNode | null {
  const formula = known.find((one) => one.is === 'schema' && one.node.document !== reader.document);
  return formula?.is === 'schema' ? formula.node : null;
}

type NamedStep = Extract<Step, { kind: 'property' }> & { names: string };

/** A property that the writer names, and that the reader's closed content no longer tells. */
function isUntold({ rule }: Refusal, step: Step): step is NamedStep {
  return rule === 'content-closed' && step.kind === 'property' && typeof step.names === 'string';
}

const propertyRemoved = (refusal: Refusal, name: string): Refusal => ({
  ...refusal,
  rule: 'property-removed-from-closed-content',
  explain: ({ reader, writer }) => told`${reader} refuses the property "${name}", which events of ${writer} may carry.`,
  keep: `"${name}" out`,
  fix: `Keep "${name}" among the properties, marked "deprecated": true, until no producer sends it.`,
});

/** The name of the property that a place is; null for other places. */
function nameAt({ steps }: Place): string | null {
  const step = steps.at(-1);
  return step?.kind === 'property' && typeof step.names === 'string' ? step.names : null;
}

/** The writer says nothing of it: what surprises is not the type but that anything could be there. */
const propertyAddedToOpen = (refusal: Refusal, name: string): Refusal => ({
  ...refusal,
  explain: (names, values) => {
    const { text, facts } = refusal.explain(names, values);
    const refused = { text: upperFirst(text), facts };
    // The path says the name.
    return told`${names.writer} leaves "${wording(name)}" open, so its events may carry anything there. ${refused}`;
  },
  keep: `"${name}" as it describes it`,
  fix: `Close the content before properties are added ("additionalProperties": false), or leave "${name}" open to every value.`,
});

const TOO_MUCH: Refusal = {
  rule: 'not-decided',
  keyword: '',
  value: unknown('there was no time left.'),
  explain: () => told`the time for this check was used up before it was decided.`,
  fix: 'Make the schema smaller, or ask with a longer budget.',
};
