import type { Finding } from './finding.js';
import { told, type Told } from './sentence.js';

/** The finding of a check that ended before it had an answer, and why. */
export function notDecided(reason: Told): Finding {
  return aboutCandidate('not-decided', 'unproven', '', told`Not decided: ${reason}.`);
}

/** A finding about the candidate by itself, whatever it is compared with. */
export function aboutCandidate(
  rule: string,
  severity: Finding['severity'],
  readerPath: string,
  { text, facts }: Told,
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
    message: text,
    facts,
    fix: '',
    conflictsWith: null,
  };
}
