import { createHash } from 'node:crypto';
import type { Finding } from '../../contracts/finding.js';
import type { CheckProblem } from '../check/check-run.js';

/**
 * Names a finding for baselines and for services that track findings from run to run: sixteen hexadecimal digits of its
 * subject, rule, direction, paths and facts, since two properties that became required share a rule and a path, and who
 * accepts one has not accepted the other. Where the facts do not say what the reader's schema demands, `demanded` does.
 * Lines, versions and the wording are no part of it: an edited file, the next version and a better message leave it as it was.
 */
export function fingerprintOf(subject: string, finding: Finding, demanded: string | null = null): string {
  const { rule, direction, path, writerPath, facts } = finding;
  const isLine = /^line \d+, column \d+$/.test(finding.readerPath);
  const readerPath = isLine ? '' : finding.readerPath;
  return digestOf([subject, rule, direction, path, readerPath, writerPath, facts, demanded]);
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

type Named = Pick<CheckProblem, 'finding' | 'fingerprint'>;

/**
 * Findings that share a fingerprint and are shown by different events, each with its own: the first one keeps it, so that a baseline
 * that holds it still does. The same finding against several versions is one.
 */
export function tellApart<T extends Named>(problems: readonly T[]): T[] {
  const known = new Map<string, string[]>();
  return problems.map((problem) => {
    const { finding, fingerprint } = problem;
    const group = `${fingerprint} ${finding.conflictsWith}`;
    const shown = JSON.stringify([finding.message, finding.witness?.event]);
    const same = known.get(group) ?? [];
    if (!same.includes(shown)) known.set(group, [...same, shown]);
    const index = (known.get(group) ?? same).indexOf(shown);
    return index === 0 ? problem : { ...problem, fingerprint: digestOf([fingerprint, index]) };
  });
}
