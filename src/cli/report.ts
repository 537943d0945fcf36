import type { CompatibilityResult } from '../contracts/compatibility.js';
import type { Finding } from '../contracts/finding.js';
import type { Level } from '../contracts/level.js';

/** What a check found, as `--format json` prints it. */
export interface CheckReport extends CompatibilityResult {
  subject: string;
  file: string;
  level: Level;
  /** True where the subject is not registered: anything may be its first version. */
  isNew: boolean;
  /** Versions it was checked against. */
  versions: number[];
}

/** The report for a person. */
export function formatReport(report: CheckReport): string {
  const { verdict, subject, isNew, level, versions, findings } = report;
  if (isNew) return `NEW  ${subject} is not registered yet: ${report.file} would be its first version.\n`;
  const against =
    versions.length === 0 ? '' : ` against version${versions.length > 1 ? 's' : ''} ${versions.join(', ')}`;
  const headline = {
    compatible: `OK  ${subject}: ${report.file} is compatible (${level}${against}).`,
    incompatible: `BREAKS  ${subject}: ${report.file} is not compatible (${level}${against}).`,
    unproven: `UNKNOWN  ${subject}: whether ${report.file} is compatible could not be proved (${level}${against}).`,
  }[verdict];
  const notices = findings.filter(({ severity }) => severity === 'notice').map(({ message }) => `Note: ${message}`);
  const reasons = findings.filter(({ severity }) => severity !== 'notice').map(formatFinding);
  return [headline, ...reasons, ...notices].join('\n\n') + '\n';
}

function formatFinding(finding: Finding, index: number): string {
  const place = finding.path.startsWith('/') ? finding.path : finding.readerPath || 'the schema';
  const against = finding.conflictsWith === null ? '' : `, conflicts with version ${finding.conflictsWith}`;
  const lines = [`${index + 1}. ${place}  ${finding.rule}${against}`, `   ${finding.message}`];
  if (finding.witness !== undefined) lines.push('', ...formatWitness(finding.witness));
  if (finding.fix !== '') lines.push('', `   To mend it: ${finding.fix}`);
  return lines.join('\n');
}

function formatWitness({ event, rejections }: NonNullable<Finding['witness']>): string[] {
  const shown = JSON.stringify(event, null, 2)
    .split('\n')
    .map((line) => `     ${line}`);
  const reasons = rejections
    .slice(0, 3)
    .map(({ path, reason }) => `     ${path === '' ? 'the event' : path} ${reason}`);
  return ['   An event that breaks:', ...shown, '   The reader says:', ...reasons];
}
