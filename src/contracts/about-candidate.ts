import type { Finding } from './finding.js';

/** The finding of a check that ended before it had an answer, and why. */
export function notDecided(reason: string): Finding {
  return aboutCandidate('not-decided', 'unproven', '', `Not decided: ${reason}.`);
}

/** A finding about the candidate by itself, whatever it is compared with. */
export function aboutCandidate(
  rule: string,
  severity: Finding['severity'],
  readerPath: string,
  message: string,
): Finding {
  return {
    rule,
    severity,
    direction: null,
    policy: 'STRICT',
    change: null,
    path: 'the event itself',
    readerPath,
    writerPath: null,
    message,
    fix: '',
    conflictsWith: null,
  };
}
