import { parse } from 'yaml';
import { checkCompatibility, findSchemaProblems } from '../../src/contracts/compatibility.js';
import type { Finding } from '../../src/contracts/finding.js';
import { demandsOf } from '../../src/contracts/level.js';
import type { CheckedContract, CheckProblem, CheckRun, CheckStatus } from '../../src/cli/check/check-run.js';
import { fingerprintOf } from '../../src/cli/findings/fingerprint.js';
import { placesIn } from '../../src/cli/findings/finding-places.js';
import { runOf } from '../../src/cli/reports/problems.spec-support.js';
import { CHANGES, type Change } from './changes.js';

const SEVERITIES = { incompatible: 'error', unproven: 'error', invalid: 'error', notice: 'note' } as const;

/** A change, really checked, in the form that reports take. */
export function checked(change: Change): CheckedContract {
  const { subject, file, format, level, versions, candidate } = change;
  const isUnchanged = versions.at(-1) === candidate;
  const findings = isUnchanged ? [] : findingsOf(change);
  const findPlace = placesIn({ format, file, text: candidate });
  const problems = findings.map((finding): CheckProblem => ({
    finding,
    severity: SEVERITIES[finding.severity],
    place: findPlace(finding),
    fingerprint: fingerprintOf(subject, finding),
    accepted: null,
  }));
  const numbers = versions.map((_, index) => String(index + 1));
  const status = isUnchanged ? 'unchanged' : statusOf(findings, versions);
  const comparedWith =
    status === 'invalid' || isUnchanged ? [] : demandsOf(level).isTransitive ? numbers : numbers.slice(-1);
  return {
    subject,
    file,
    format,
    level,
    policy: format === 'PROTOBUF' ? 'CONFLUENT' : 'STRICT',
    status,
    comparedWith,
    reason: null,
    problems,
  };
}

function findingsOf({ file, format, level, versions, candidate }: Change): Finding[] {
  const asRead = (text: string): string => (file.endsWith('.yaml') ? JSON.stringify(parse(text)) : text);
  const invalid = findSchemaProblems(format, { text: asRead(candidate) });
  if (invalid.length > 0) return invalid;
  const history = versions.map((text, index) => ({ version: index + 1, format, text: asRead(text) }));
  return checkCompatibility({ format, level, history, candidate: asRead(candidate) }).findings;
}

function statusOf(findings: readonly Finding[], versions: readonly string[]): CheckStatus {
  const has = (severity: Finding['severity']): boolean => findings.some((finding) => finding.severity === severity);
  if (has('invalid')) return 'invalid';
  if (versions.length === 0) return 'new';
  return has('incompatible') ? 'incompatible' : has('unproven') ? 'unproven' : 'compatible';
}

/** Every change in one run. */
export const wholeRun = (): CheckRun => runOf(Object.values(CHANGES).map(checked));
