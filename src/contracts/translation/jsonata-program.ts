import jsonata from 'jsonata';
import type { IsOver } from '../formats/schema-format.js';
import { BoundedRegExp } from './bounded-regexp.js';
import { guardFunctions } from './guarded-functions.js';
import { isFunctionObject, MAX_WEIGHT, Scales } from './weight.js';

/** What an expression made of an event, or why it made nothing. */
export type Evaluation = { value: unknown } | { problem: string };

const MAX_EXPRESSION_LENGTH = 20_000;
const MAX_STEPS = 500_000;
const MAX_DEPTH = 300;
const MAX_SEQUENCE = 50_000;
/** So often the clock is asked. */
const STEPS_PER_LOOK = 64;

const OPTIONS = {
  stack: MAX_DEPTH,
  sequence: MAX_SEQUENCE,
  RegexEngine: BoundedRegExp as unknown as RegExpConstructor,
};

/** What one evaluation has used up. The library calls before and after each of its steps. */
interface Effort {
  steps: number;
  isOver: IsOver;
  scales: Scales;
}

/**
 * A JSONata expression that ends: after so many steps, when the time is over, or when a value grows too heavy. Nothing it
 * is given, and nothing it does, throws.
 */
export class JsonataProgram {
  private effort: Effort = { steps: 0, isOver: () => true, scales: new Scales() };

  private constructor(private readonly expression: jsonata.Expression) {
    const hook = (name: string, act: (...args: unknown[]) => void): void =>
      this.expression.assign(Symbol.for(`jsonata.__evaluate_${name}`) as unknown as string, act);
    hook('entry', () => this.step());
    hook('exit', (_expression, _input, _environment, result) => this.weigh(result));
  }

  static async compile(text: string): Promise<JsonataProgram | { problem: string }> {
    if (text.length > MAX_EXPRESSION_LENGTH) {
      return { problem: `The expression is longer than ${MAX_EXPRESSION_LENGTH} characters.` };
    }
    try {
      const expression = jsonata(text, OPTIONS);
      await guardFunctions(expression);
      return new JsonataProgram(expression);
    } catch (error) {
      return { problem: inWords(error) };
    }
  }

  /** The value is undefined where the expression selects nothing. */
  async run(input: unknown, isOver: IsOver): Promise<Evaluation> {
    const scales = new Scales();
    if (scales.isTooHeavy(input)) return { problem: 'The event is too large, or nested too deeply.' };
    this.effort = { steps: 0, isOver, scales };
    try {
      const value: unknown = await this.expression.evaluate(structuredClone(input));
      if (scales.isTooHeavy(value)) return { problem: TOO_HEAVY };
      return { value: plain(value) };
    } catch (error) {
      return { problem: inWords(error) };
    }
  }

  private step(): void {
    const { effort } = this;
    effort.steps++;
    if (effort.steps > MAX_STEPS) throw new Error(`It takes more than ${MAX_STEPS} steps`);
    if (effort.steps % STEPS_PER_LOOK === 1 && effort.isOver()) throw new Error('The time is over');
  }

  private weigh(result: unknown): void {
    if (this.effort.scales.isTooHeavy(result)) throw new Error(TOO_HEAVY);
  }
}

const TOO_HEAVY = `It makes a value that is larger than ${MAX_WEIGHT.size} characters, or nested too deeply`;

/** As JSON: the library marks its lists, and a function is no data. */
function plain(value: unknown): unknown {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null && isFunctionObject(value))) {
    throw new Error('The result holds a function');
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue;
    Object.defineProperty(copy, name, { value: plain(part), enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

/** The library throws plain objects with a position, engines throw errors. */
function inWords(error: unknown): string {
  const { message, position } = error as { message?: unknown; position?: unknown };
  const said = typeof message === 'string' && message !== '' ? message.replace(/\.$/, '') : 'It failed';
  return `${said}${typeof position === 'number' ? ` (at character ${position})` : ''}.`;
}
