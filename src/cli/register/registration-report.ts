import type { CheckProblem, CheckRun } from '../check/check-run.js';
import { CommandError, EXIT } from '../exit-code.js';
import type { Outcome } from './register-contracts.service.js';
import { printable } from '../reports/fold-text.js';
import { print } from '../standard-output.js';

const WORDS: Record<Outcome['outcome'], string> = {
  registered: 'REGISTERED',
  unchanged: 'UNCHANGED',
  planned: 'WOULD REGISTER',
  unknown: 'NOT KNOWN',
  refused: 'REFUSED',
  left: 'NOT REGISTERED',
};
const DRY_WORDS = { ...WORDS, refused: 'WOULD BE REFUSED', left: 'WOULD NOT REGISTER' };

/** Tells outcomes as they come, and in the end how many of each there are; as JSON all of it in one document. */
export class RegistrationReport {
  private readonly outcomes: Outcome[] = [];
  private readonly problems = new Map<string, CheckProblem[]>();
  private notes: readonly string[] = [];
  /** What was not said since quiet was asked for. */
  private readonly unsaid: Outcome[] = [];
  private isAbandoned = false;
  private readonly words: Record<Outcome['outcome'], string>;

  constructor(
    private readonly registry: string,
    private readonly options: { json?: boolean; quiet?: boolean; dryRun?: boolean },
  ) {
    this.words = options.dryRun === true ? DRY_WORDS : WORDS;
  }

  tell(outcome: Outcome): void {
    if (this.isAbandoned) return;
    this.outcomes.push(outcome);
    const { json, quiet } = this.options;
    if (json === true) return;
    const isFine = outcome.outcome === 'registered' || outcome.outcome === 'planned';
    const isThere = outcome.outcome === 'unchanged' && outcome.reason === null;
    const isDull = isThere || (quiet === true && isFine);
    if (isDull) this.unsaid.push(outcome);
    else process.stdout.write(`${this.lineOf(outcome)}\n`);
  }

  /** Keeps the findings behind refusals for the JSON; people have read them. */
  explain({ contracts }: CheckRun): void {
    for (const { subject, problems } of contracts) this.problems.set(subject, problems);
  }

  async note(notes: readonly string[]): Promise<void> {
    this.notes = notes;
    if (this.options.json !== true && notes.length > 0) await print(`${notes.join('\n')}\n`);
  }

  has(outcome: Outcome['outcome']): boolean {
    return this.outcomes.some((one) => one.outcome === outcome);
  }

  async end(): Promise<void> {
    if (this.options.json === true) return print(this.asJson({}));
    const isWrong = this.has('refused') || this.has('left') || this.has('unknown');
    if (this.options.quiet !== true || isWrong) await print(`${this.summary()}\n`);
  }

  /** What became of contracts until something failed, and the error to throw: in JSON it is a part of the one document. */
  async fail(error: unknown): Promise<unknown> {
    if (this.options.json !== true) {
      await this.end();
      return error;
    }
    const { message, cause } = error as Error;
    const exitCode = error instanceof CommandError ? error.exitCode : EXIT.unavailable;
    await print(this.asJson({ error: { exitCode, message } }));
    return new CommandError(exitCode, message, { cause, isInJson: true });
  }

  /** What became of all contracts where nobody waits for the end: those of `rest` were not told yet, and those that quiet kept back are. */
  async abandon(rest: readonly Outcome[]): Promise<void> {
    this.isAbandoned = true;
    this.outcomes.push(...rest);
    const message = 'Interrupted twice: what was under way was not waited for.';
    if (this.options.json === true) return print(this.asJson({ error: { exitCode: EXIT.interrupted, message } }));
    const lines = [...this.unsaid, ...rest].map((outcome) => this.lineOf(outcome));
    await print(`${[...lines, this.summary()].join('\n')}\n`);
  }

  private asJson(more: object): string {
    const contracts = this.outcomes.map((outcome) => ({
      ...outcome,
      problems: this.problems.get(outcome.subject) ?? [],
    }));
    const isDryRun = this.options.dryRun === true;
    const report = { registry: this.registry, isDryRun, contracts, notes: this.notes, ...more };
    return `${JSON.stringify(report, null, 2)}\n`;
  }

  private summary(): string {
    const counts = (Object.keys(WORDS) as Outcome['outcome'][])
      .map((outcome) => ({ outcome, count: this.outcomes.filter((one) => one.outcome === outcome).length }))
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => `${count} ${this.words[outcome].toLowerCase()}`);
    return `${this.registry}: ${counts.length === 0 ? 'nothing registered' : counts.join(', ')}.`;
  }

  private lineOf({ outcome, subject, file, id, version, reason }: Outcome): string {
    const numbers = [...(version === null ? [] : [`version ${version}`]), ...(id === null ? [] : [`id ${id}`])];
    const about = numbers.length === 0 ? '' : ` as ${numbers.join(', ')}`;
    const why = reason === null ? '' : `: ${reason}`;
    return `${this.words[outcome]}  ${printable(`${subject}${about} (${file})${why}`)}`;
  }
}
