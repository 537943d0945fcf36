import type { EventError, EventVerdict } from '../../contracts/validation/event-verdict.js';
import { openValidator, type EnvelopeHint, type GivenEvent } from '../../contracts/validation/validate-event.js';
import { DEFAULT_DIALECT } from '../check/check-contract.js';
import { readEvents, type ReadEvent } from '../sources/events.store.js';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { fault } from '../sources/fault.js';
import { findSchema, notValid } from '../sources/named-schema.js';
import { clientOf } from '../registry/registry-options.js';
import { escaped } from '../reports/fold-text.js';
import { Progress } from '../terminal.js';
import { print } from '../standard-output.js';
import type { CommonOptions, RegistryOptions } from './options.js';

export interface ValidateOptions extends CommonOptions, RegistryOptions {
  envelope: EnvelopeHint;
  maxErrors: string;
}

/** An event that is refused, or that could not be judged. */
interface Refused {
  place: string;
  errors: EventError[];
}

/** `plumbline validate`: event by event, so that a file may be larger than the memory. */
export async function validate(schema: string, events: string, options: ValidateOptions): Promise<ExitCode> {
  const maxErrors = readMaxErrors(options.maxErrors);
  const named = await findSchema(schema, () => clientOf(options));
  const { format } = named;
  const opened = openValidator({ format, source: named, envelope: options.envelope, defaultDialect: DEFAULT_DIALECT });
  if ('problems' in opened) {
    throw notValid(
      named,
      opened.problems.map(({ place, reason }) => fault(reason, place)),
    );
  }
  const progress = new Progress(process.stderr, options.quiet === true, 'Events', () => performance.now());
  const counted = { events: 0, refused: 0, unknown: 0 };
  const shown: Refused[] = [];
  for await (const event of readEvents(events)) {
    counted.events += 1;
    progress.show(counted.events, counted.events);
    const { isValid, errors } = verdictOn(event, opened.validate);
    if (isValid === true) continue;
    counted[isValid === null ? 'unknown' : 'refused'] += 1;
    if (counted.refused + counted.unknown > maxErrors) continue;
    const refused = { place: event.place, errors };
    if (options.json === true) shown.push(refused);
    else await print(escaped(lineOf(refused)));
  }
  progress.end();
  await tellSum(named.name, counted, shown, options);
  if (counted.refused > 0) return EXIT.findings;
  return counted.unknown > 0 ? EXIT.unknown : EXIT.ok;
}

type Verdict = Pick<EventVerdict, 'isValid' | 'errors'>;

function verdictOn(event: ReadEvent, judge: (given: GivenEvent) => Verdict): Verdict {
  if ('problem' in event) return { isValid: false, errors: [{ in: 'event', path: '', reason: event.problem }] };
  return judge({ text: event.text });
}

const MOST_REASONS = 5;

function lineOf({ place, errors }: Refused): string {
  const reasons = errors
    .slice(0, MOST_REASONS)
    .map(({ path, reason }) => `  ${path === '' ? 'the event' : path} ${reason}`);
  const more = errors.length > MOST_REASONS ? [`  and ${errors.length - MOST_REASONS} more`] : [];
  return [`${place}:`, ...reasons, ...more].join('\n').concat('\n');
}

async function tellSum(
  schema: string,
  { events, refused, unknown }: { events: number; refused: number; unknown: number },
  shown: Refused[],
  { json, quiet }: ValidateOptions,
): Promise<void> {
  if (json === true) return print(`${JSON.stringify({ schema, events, refused, unknown, errors: shown }, null, 2)}\n`);
  if (quiet === true && refused + unknown === 0) return;
  if (unknown > 0) await print(`Of ${unknown} event${unknown === 1 ? '' : 's'} it could not be told.\n`);
  if (unknown > 0 && refused === 0) return;
  await print(
    refused === 0
      ? `${schema} takes ${events === 1 ? 'the event' : `all ${events} events`}.\n`
      : `${schema} refuses ${refused} of ${events} event${events === 1 ? '' : 's'}.\n`,
  );
}

function readMaxErrors(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 0 && count <= 100_000) return count;
  throw new CommandError(EXIT.usage, `--max-errors must be a number from 0 to 100000; it is "${given}".`);
}
