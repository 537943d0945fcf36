import type { Witness } from '../../contracts/finding.js';
import type { CheckedContract, CheckProblem, CheckRun } from '../check/check-run.js';
import type { ReportContext } from './report.js';

interface Said extends Partial<Omit<CheckProblem, 'finding'>> {
  message?: string;
  facts?: readonly string[];
  fix?: string;
  event?: unknown;
  rejections?: Witness['rejections'];
  conflictsWith?: number;
}

/** A problem with what a spec is about, and something of everything else. */
export function problemOf({
  message,
  facts = [],
  fix,
  event,
  rejections = [],
  conflictsWith = 1,
  ...more
}: Said = {}): CheckProblem {
  return {
    finding: {
      rule: 'type-narrowed',
      severity: 'incompatible',
      direction: 'backward',
      policy: 'STRICT',
      change: null,
      path: '/a',
      readerPath: '/properties/a/type',
      writerPath: '/properties/a',
      message: message ?? 'The candidate takes less.',
      facts,
      fix: fix ?? 'Leave it.',
      conflictsWith,
      ...(event === undefined ? {} : { witness: { event, rejections } }),
    },
    severity: 'error',
    place: null,
    fingerprint: '0123456789abcdef',
    accepted: null,
    ...more,
  };
}

export const contractOf = (more: Partial<CheckedContract> = {}): CheckedContract => ({
  subject: 'orders.created',
  format: 'JSON',
  file: 'contracts/a.json',
  level: 'BACKWARD',
  policy: 'STRICT',
  status: 'incompatible',
  comparedWith: ['1'],
  reason: null,
  problems: [],
  ...more,
});

export const runOf = (contracts: CheckedContract[], more: Partial<CheckRun> = {}): CheckRun => ({
  task: 'check',
  against: 'the registry http://localhost:4400',
  contracts,
  startedAt: new Date('2026-03-01T12:00:00Z'),
  durationMs: 184,
  ...more,
});

export const contextOf = (more: Partial<ReportContext> = {}): ReportContext => ({
  version: '1.2.3',
  root: '/home/ada/shop',
  sources: new Map(),
  failOn: 'error',
  isColoured: false,
  width: 100,
  isQuiet: false,
  github: null,
  ...more,
});
