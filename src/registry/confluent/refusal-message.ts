import { adviceForRegistry, type Finding } from '../../contracts/finding.js';

const MAX_SHOWN = 5;
const MAX_EVENT_LENGTH = 600;

/** Each finding in one line: rule, place, what breaks, the event that shows it, what mends it. */
export function explainFindings(findings: readonly Finding[]): string[] {
  const lines = findings.slice(0, MAX_SHOWN).map(explainFinding);
  const more = findings.length - lines.length;
  return more > 0 ? [...lines, `… and ${more} more.`] : lines;
}

function explainFinding(finding: Finding): string {
  const against = finding.conflictsWith === null ? '' : ` (version ${finding.conflictsWith})`;
  const parts = [`${finding.rule} at ${finding.path}${against}: ${finding.message}`];
  if (finding.readerPath !== '') parts.push(`Schema: ${finding.readerPath}.`);
  if (finding.witness !== undefined) parts.push(`An event that breaks: ${shortened(finding.witness.event)}`);
  if (finding.fix !== '') parts.push(`To mend it: ${adviceForRegistry(finding.fix)}`);
  return parts.join(' ');
}

function shortened(event: unknown): string {
  const text = JSON.stringify(event);
  return text.length > MAX_EVENT_LENGTH ? `${text.slice(0, MAX_EVENT_LENGTH)}…` : text;
}
