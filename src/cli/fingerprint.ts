import { createHash } from 'node:crypto';
import type { Finding } from '../contracts/finding.js';
import { demandIn, namesQuotedIn } from './quoted-names.js';

/**
 * Names a finding for baselines and for services that track findings from run to run: sixteen hexadecimal digits of its
 * subject, rule, direction and paths. The names that its message quotes are part of it, since two properties that became
 * required share a rule and a path, and who accepts one has not accepted the other. So are the types, limits and patterns
 * that it demands: who accepts 50 has not accepted 1. Lines, versions and the wording are not: an edited file, the next
 * version and a better message leave it as it was.
 */
export function fingerprintOf(subject: string, finding: Finding): string {
  const { rule, direction, path, severity } = finding;
  const isLine = /^line \d+, column \d+$/.test(finding.readerPath);
  const readerPath = isLine ? '' : finding.readerPath;
  // What is wrong with a text is told in the words of its parser, with pieces of the text among them.
  const names = severity === 'invalid' ? [] : [...new Set(namesQuotedIn(finding.message))].sort();
  const parts = [subject, rule, direction, path, readerPath, finding.writerPath, names];
  const demand = severity === 'invalid' ? null : demandIn(finding.message);
  if (demand !== null) parts.push(demand);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
