import { RegistryVersions } from '../against/registry-versions.client.js';
import { CommandError, EXIT, exitCodeOf, type ExitCode } from '../exit-code.js';
import { createPlacing } from '../placing.js';
import { registerContracts, type Outcome } from '../register-contracts.service.js';
import { registrationOrder } from '../registration-order.js';
import type { RegistryClient } from '../registry.client.js';
import { clientOf } from '../registry-options.js';
import { runCheck } from '../run-check.js';
import { selectContracts, type Selected } from '../selected-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import { print, writeReports } from '../write-reports.store.js';
import type { CommonOptions, RegistryOptions, SelectionOptions } from './options.js';

export interface RegisterOptions extends CommonOptions, RegistryOptions, SelectionOptions {
  dryRun?: boolean;
  ifChanged?: boolean;
}

/** `plumbline register`. */
export async function register(globs: string[], options: RegisterOptions): Promise<ExitCode> {
  const client = clientOf(options);
  const selected = await selectContracts(globs, options);
  const order = registrationOrder(selected.contracts);
  if ('reason' in order) throw new CommandError(EXIT.usage, order.reason);
  refuseFaults(selected.contracts);
  const told = new Telling(client.url, options);
  const doubtful: LocalContract[] = [];
  const interruption = watchInterrupts();
  try {
    await registerContracts({
      ordered: order.ordered,
      client,
      isDryRun: options.dryRun === true,
      ifChanged: options.ifChanged === true,
      isInterrupted: interruption.isInterrupted,
      onOutcome: (outcome, contract) => {
        told.tell(outcome);
        if (outcome.outcome === 'refused' || outcome.outcome === 'planned') doubtful.push(contract);
      },
    });
  } catch (error) {
    told.end();
    throw error;
  } finally {
    interruption.stop();
  }
  const verdict = doubtful.length === 0 ? EXIT.ok : await explain(selected, doubtful, client, options);
  told.end();
  if (interruption.isInterrupted()) return EXIT.interrupted;
  return told.has('refused') || told.has('left') ? EXIT.findings : verdict;
}

function refuseFaults(contracts: readonly LocalContract[]): void {
  const faults = contracts.flatMap(({ file, faults }) => faults.map(({ message }) => `${file}: ${message}`));
  if (faults.length > 0) throw new CommandError(EXIT.findings, [...faults, 'Nothing was registered.'].join('\n'));
}

/** The finding behind a refusal, or what a dry run would meet, as `check` tells it. */
async function explain(
  selected: Selected,
  contracts: LocalContract[],
  client: RegistryClient,
  options: RegisterOptions,
): Promise<ExitCode> {
  const run = await runCheck({
    ...{ contracts, versions: new RegistryVersions(client), level: null, policy: null },
    placing: createPlacing(),
    startedAt: new Date(),
    now: () => performance.now(),
  });
  const problematic = { ...run, contracts: run.contracts.filter(({ problems }) => problems.length > 0) };
  if (options.json !== true && problematic.contracts.length > 0) {
    const { root } = selected.place;
    await writeReports({
      run: problematic,
      wanted: [{ form: 'human', file: null }],
      root,
      failOn: 'error',
      isQuiet: false,
    });
  }
  return exitCodeOf(run, 'error');
}

/** The first Ctrl-C lets the request that is under way end, so that what became of it is known; the second does not wait. */
function watchInterrupts() {
  let interrupted = false;
  const onSignal = (): void => {
    if (interrupted) process.exit(EXIT.interrupted);
    interrupted = true;
    process.stderr.write('Interrupted: waiting for the registration that is under way. Again to leave at once.\n');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    isInterrupted: () => interrupted,
    stop: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

const WORDS: Record<Outcome['outcome'], string> = {
  registered: 'REGISTERED',
  unchanged: 'UNCHANGED',
  planned: 'WOULD REGISTER',
  refused: 'REFUSED',
  left: 'NOT REGISTERED',
};

/** Prints outcomes as they come, and in the end how many of each there are. */
class Telling {
  private readonly outcomes: Outcome[] = [];

  constructor(
    private readonly registry: string,
    private readonly options: RegisterOptions,
  ) {}

  tell(outcome: Outcome): void {
    this.outcomes.push(outcome);
    if (this.options.json === true) return;
    const isDull = outcome.outcome === 'unchanged' || (this.options.quiet === true && outcome.outcome === 'registered');
    if (!isDull) process.stdout.write(`${lineOf(outcome)}\n`);
  }

  has(outcome: Outcome['outcome']): boolean {
    return this.outcomes.some((one) => one.outcome === outcome);
  }

  end(): void {
    const { json, quiet, dryRun } = this.options;
    if (json === true) {
      const report = { registry: this.registry, isDryRun: dryRun === true, contracts: this.outcomes };
      void print(`${JSON.stringify(report, null, 2)}\n`);
    } else if (quiet !== true || this.has('refused') || this.has('left')) void print(`${this.summary()}\n`);
  }

  private summary(): string {
    const counts = (Object.keys(WORDS) as Outcome['outcome'][])
      .map((outcome) => ({ outcome, count: this.outcomes.filter((one) => one.outcome === outcome).length }))
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => `${count} ${WORDS[outcome].toLowerCase()}`);
    return `${this.registry}: ${counts.length === 0 ? 'nothing registered' : counts.join(', ')}.`;
  }
}

function lineOf({ outcome, subject, file, id, version, reason }: Outcome): string {
  const numbers = [...(version === null ? [] : [`version ${version}`]), ...(id === null ? [] : [`id ${id}`])];
  const about = numbers.length === 0 ? '' : ` as ${numbers.join(', ')}`;
  return `${WORDS[outcome]}  ${subject}${about} (${file})${reason === null ? '' : `: ${reason}`}`;
}
