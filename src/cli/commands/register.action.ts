import { adviceForRegistry } from '../../contracts/finding.js';
import type { CheckRun } from '../check/check-run.js';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { checkAsRegistry, foreseeRegistration, tellOtherRules } from '../register/foresee-registration.service.js';
import { INTERRUPTED, registerContracts, type Outcome } from '../register/register-contracts.service.js';
import { registrationOrder } from '../register/registration-order.js';
import type { RegistryClient } from '../registry/registry.client.js';
import { clientOf } from '../registry/registry-options.js';
import { RegistrationReport } from '../register/registration-report.js';
import { selectContracts, type Selected } from '../sources/selected-contracts.js';
import type { LocalContract, UnreadContract } from '../sources/local-contract.js';
import { writeReports } from '../reports/write-reports.store.js';
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
  const report = new RegistrationReport(client.url, options);
  const refused: LocalContract[] = [];
  const judged: LocalContract[] = [];
  const progress = new Progress(order.ordered.map(({ contract }) => contract));
  const interruption = watchInterrupts(() => report.abandon(progress.untold()));
  for (const one of selected.unread) report.tell(leftUnread(one));
  try {
    await registerContracts({
      ordered: order.ordered,
      client,
      foresee:
        options.dryRun === true
          ? (contract, registration) => foreseeRegistration(client, contract, registration)
          : null,
      ifChanged: options.ifChanged === true,
      isInterrupted: interruption.isInterrupted,
      onSending: (contract) => progress.sent(contract),
      onSettled: (outcome, contract) => progress.settled(contract, outcome),
      onOutcome: (outcome, contract) => {
        progress.told(contract);
        report.tell(outcome);
        if (outcome.outcome === 'refused' || outcome.outcome === 'unknown') refused.push(contract);
        if (outcome.outcome !== 'unchanged' && outcome.outcome !== 'left') judged.push(contract);
      },
    });
    if (refused.length > 0) report.explain(await explain(selected, refused, client, options));
    await report.note(await otherRules(judged, client));
  } catch (error) {
    throw await report.fail(error);
  } finally {
    interruption.stop();
  }
  await report.end();
  if (interruption.isInterrupted()) return EXIT.interrupted;
  if (report.has('refused') || report.has('left')) return EXIT.findings;
  return report.has('unknown') ? EXIT.unknown : EXIT.ok;
}

/** What stands in the files and could not be registered: a pipeline that left with 0 would pass for one that did. */
const leftUnread = (contract: UnreadContract): Outcome => notDone(contract, 'left', contract.reason);

async function otherRules(contracts: readonly LocalContract[], client: RegistryClient): Promise<string[]> {
  const told = await Promise.all(contracts.map((contract) => tellOtherRules(contract, client)));
  return told.filter((one) => one !== null);
}

function refuseFaults(contracts: readonly LocalContract[]): void {
  const faults = contracts.flatMap(({ file, faults }) => faults.map(({ message }) => `${file}: ${message}`));
  if (faults.length > 0) throw new CommandError(EXIT.findings, [...faults, 'Nothing was registered.'].join('\n'));
}

/** The findings behind refusals by the registry's own rules, as `check` tells them; those that it refuses for another reason have none. */
async function explain(
  selected: Selected,
  contracts: LocalContract[],
  client: RegistryClient,
  options: RegisterOptions,
): Promise<CheckRun> {
  const run = inWordsOfRegistry(await checkAsRegistry(contracts, client));
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
  return run;
}

const inWordsOfRegistry = (run: CheckRun): CheckRun => ({
  ...run,
  contracts: run.contracts.map((contract) => ({
    ...contract,
    problems: contract.problems.map((problem) => ({
      ...problem,
      finding: { ...problem.finding, fix: adviceForRegistry(problem.finding.fix) },
    })),
  })),
});

/** What is known of each contract while they are registered. */
class Progress {
  private readonly known: Map<LocalContract, Outcome>;

  constructor(contracts: readonly LocalContract[]) {
    this.known = new Map(contracts.map((contract) => [contract, notDone(contract, 'left', INTERRUPTED)]));
  }

  sent(contract: LocalContract): void {
    this.known.set(contract, notDone(contract, 'unknown', 'it was sent, and may be registered'));
  }

  settled(contract: LocalContract, outcome: Outcome): void {
    this.known.set(contract, outcome);
  }

  told(contract: LocalContract): void {
    this.known.delete(contract);
  }

  untold(): Outcome[] {
    return [...this.known.values()];
  }
}

const notDone = (
  { subject, file }: { subject: string; file: string },
  outcome: 'left' | 'unknown',
  reason: string,
): Outcome => ({
  ...{ subject, file, outcome, id: null, version: null, reason },
});

/** The first Ctrl-C lets the requests that are under way end, so that what became of them is known; the second does not wait, and all that is known is told. */
function watchInterrupts(abandon: () => Promise<void>) {
  let interrupted = false;
  let abandoned: Promise<void> | null = null;
  const onSignal = (): void => {
    if (interrupted) {
      abandoned ??= abandon().then(() => process.exit(EXIT.interrupted));
      return;
    }
    interrupted = true;
    process.stderr.write('Interrupted: waiting for the registration that is under way. Again to leave at once.\n');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    isInterrupted: () => interrupted,
    stop: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}
