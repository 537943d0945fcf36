import { pathToFileURL } from 'node:url';
import type { CheckedContract } from '../check/check-run.js';
import { describeRule } from './rule-descriptions.js';
import type { Report } from './report.js';
import { problemsOfRun, type ToldProblem } from './told-problems.js';

/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), as code scanning services read it: a rule for each that found
 * something, a result for each problem with its fingerprint, paths relative to `%SRCROOT%`. What the baseline accepts is
 * there and suppressed.
 */
export const sarif: Report = (run, { version, root }) => {
  const told = problemsOfRun(run);
  const rules = [...new Set(told.map(({ problem }) => problem.finding.rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Plumbline', semanticVersion: version, rules: rules.map((rule) => ruleOf(rule, told)) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(root).href.replace(/\/$/, '')}/` } },
        automationDetails: { id: 'plumbline/check/' },
        invocations: [{ executionSuccessful: true, startTimeUtc: run.startedAt.toISOString() }],
        results: told.map((one) => resultOf(one, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function ruleOf(rule: string, told: readonly ToldProblem[]): object {
  const [first] = told.filter(({ problem }) => problem.finding.rule === rule);
  const text = describeRule(rule);
  return {
    id: rule,
    name: rule.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text },
    help: {
      text: `${text} Plumbline shows an event that breaks wherever there is one. See docs/contracts.md.`,
      markdown: `${text} Plumbline shows an event that breaks wherever there is one.`,
    },
    defaultConfiguration: { level: first!.problem.severity },
    properties: { tags: ['event-contract'] },
  };
}

function resultOf(
  { problem, conflicts, contract }: ToldProblem & { contract: CheckedContract },
  rules: string[],
): object {
  const { finding, place, severity, fingerprint, accepted } = problem;
  const { rule, message, fix, witness, path, direction, policy, change } = finding;
  const mend = fix === '' ? '' : `\n\nTo mend it: ${fix}`;
  const event = witness === undefined ? '' : `\n\nAn event that breaks: ${JSON.stringify(witness.event)}`;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: `${message}${event}${mend}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(place?.file ?? contract.file), uriBaseId: '%SRCROOT%' },
          region: regionOf(place),
        },
        logicalLocations: [{ name: contract.subject, kind: 'resource' }],
      },
    ],
    // GitHub tells results apart by the second name, and makes one of the line's text where it is not there.
    partialFingerprints: { 'plumbline/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    ...(accepted !== null && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: accepted.reason }],
    }),
    properties: { subject: contract.subject, path, direction, policy, change, conflictsWith: conflicts },
  };
}

const regionOf = (place: ToldProblem['problem']['place']): object =>
  place === null
    ? { startLine: 1 }
    : { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn };

/** A colon in the first segment would be read as a scheme (RFC 3986, section 4.2), so it is escaped as well. */
const relativeUri = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
