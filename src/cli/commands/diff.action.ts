import type { Change } from '../../contracts/diff/change.js';
import { describeChanges } from '../../contracts/diff/describe-changes.js';
import { noteOfShared } from '../against/note-of-shared.js';
import { isSameSchema } from '../same-schema.js';
import { readPolicy } from '../arguments.js';
import { DEFAULT_DIALECT } from '../check/check-contract.js';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { fault } from '../sources/fault.js';
import { findSchemas, findVersion, notValid, type NamedSchema } from '../sources/named-schema.js';
import { clientOf } from '../registry/registry-options.js';
import { escaped } from '../reports/fold-text.js';
import { print } from '../standard-output.js';
import type { CommonOptions, RegistryOptions } from './options.js';

export interface DiffOptions extends CommonOptions, RegistryOptions {
  policy?: string;
}

const BUDGET_MS = 10_000;

/** `plumbline diff`. */
export async function diff(older: string, newer: string | undefined, options: DiffOptions): Promise<ExitCode> {
  const policy = readPolicy(options.policy);
  const [before, after] = await bothSchemas(older, newer, options);
  if (before.format !== after.format) {
    throw new CommandError(
      EXIT.usage,
      `${before.name} is ${before.format} and ${after.name} is ${after.format}: they have no field in common.`,
    );
  }
  const described = describeChanges({
    ...{ format: after.format, older: before, newer: after, defaultDialect: DEFAULT_DIALECT, budgetMs: BUDGET_MS },
    ...(before.version === null ? {} : { olderVersion: before.version }),
    ...(after.version === null ? {} : { newerVersion: after.version }),
    ...(policy === null ? {} : { policy }),
  });
  if ('problems' in described) {
    const side = described.side === 'older' ? before : after;
    throw notValid(
      side,
      described.problems.map(({ place, reason }) => fault(reason, place)),
    );
  }
  const { changes } = described;
  const shared =
    before.contract === null || after.contract === null ? [] : noteOfShared(before.contract, after.contract);
  for (const { message } of shared) process.stderr.write(escaped(`Note: ${message}\n`));
  if (options.json === true)
    await print(`${JSON.stringify({ older: before.name, newer: after.name, changes }, null, 2)}\n`);
  else if (options.quiet !== true || changes.some(breaks)) await print(escaped(told(before, after, changes)));
  if (changes.some(breaks)) return EXIT.findings;
  return changes.some(isUnproven) ? EXIT.unknown : EXIT.ok;
}

async function bothSchemas(
  older: string,
  newer: string | undefined,
  options: DiffOptions,
): Promise<[NamedSchema, NamedSchema]> {
  const createClient = () => clientOf(options);
  if (newer !== undefined) return findSchemas(older, newer, createClient);
  const [, subject, from, to] = /^(.+)@(\d+)\.\.(\d+|latest)?$/.exec(older) ?? [];
  if (subject === undefined || from === undefined) {
    throw new CommandError(
      EXIT.usage,
      `Give two files or versions, or one range such as orders.created@1..4; "${older}" is one of neither.`,
    );
  }
  const client = createClient();
  const last = to === undefined || to === 'latest' ? 'latest' : Number(to);
  return [await findVersion(client, subject, Number(from)), await findVersion(client, subject, last)];
}

const breaks = ({ backward, forward }: Change): boolean => backward.effect === 'breaks' || forward.effect === 'breaks';
const isUnproven = ({ backward, forward }: Change): boolean =>
  backward.effect === 'unproven' || forward.effect === 'unproven';

function told(before: NamedSchema, after: NamedSchema, changes: readonly Change[]): string {
  if (changes.length === 0)
    return isSameSchema(after.format, before, after)
      ? `${after.name} says the same as ${before.name}.\n`
      : differentTexts(before, after);
  const heading = `From ${before.name} to ${after.name}:`;
  return [heading, ...changes.map((change) => [change.message, effects(change), ...notices(change)].join('\n     '))]
    .join('\n\n  ')
    .concat('\n');
}

const differentTexts = (before: NamedSchema, after: NamedSchema): string =>
  `${after.name} says the same of events as ${before.name}; the texts differ.\n`;

/** What is taken, and worth knowing; once where it is so in both directions. */
function notices({ message, backward, forward }: Change): string[] {
  const found = [...backward.findings, ...forward.findings].filter(({ severity }) => severity === 'notice');
  return [...new Set(found.map((notice) => `note: ${notice.message}`))].filter((note) => note !== `note: ${message}`);
}

function effects({ backward, forward }: Change): string {
  const words = { fine: 'fine', noted: 'taken, see the note', breaks: 'BREAKS', unproven: 'not proved' };
  return `old events, new consumers: ${words[backward.effect]}; new events, old consumers: ${words[forward.effect]}`;
}
