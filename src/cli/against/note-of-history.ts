import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { demandsOf, type Level } from '../../contracts/level.js';
import { wording, type Told } from '../../contracts/sentence.js';

/**
 * That a level which asks for all versions was asked of one: a commit, a folder and a file have no other. None for the other levels,
 * which ask no more.
 */
export function noteOfHistory(level: Level, label: string): Finding[] {
  if (!demandsOf(level).isTransitive) return [];
  const message = wording(
    `Only ${label} was compared, and ${level} asks for all versions: earlier versions are in the registry.`,
  );
  const fix = 'Check against the registry too: --against registry.';
  return [{ ...aboutCandidate('history-not-compared', 'notice', '', message), fix }];
}

/** Why a contract that seems new may be none. */
export function noteOfDoubt(message: Told): Finding {
  const fix =
    'Where they are the same contract, say `subject` in a plumbline.contracts.yaml, or compare by `--against FILE`.';
  return { ...aboutCandidate('contract-renamed', 'notice', '', message), fix };
}

/** That not every new contract was compared with every one that is gone. */
export function notesOfLimit({ fresh, gone }: { fresh: number; gone: number }, label: string): string[] {
  const what = `${fresh} contracts are new and ${gone} are gone since ${label}: too many to compare each with each, so each new one was compared with those alone that share the rarest of what it says.`;
  return [`${what} One that was renamed and much edited may be told as new; check fewer folders at once to be sure.`];
}
