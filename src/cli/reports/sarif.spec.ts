import { contextOf, contractOf, problemOf, runOf } from './problems.spec-support.js';
import { sarif } from './sarif.js';

const log = (...problems: ReturnType<typeof problemOf>[]) => {
  const run = runOf([contractOf({ file: 'dir name/a#1.json', problems })]);
  return (JSON.parse(sarif(run, contextOf())) as { runs: Record<string, any>[] }).runs[0]!; // eslint-disable-line @typescript-eslint/no-explicit-any
};

describe('SARIF', () => {
  it('has the place, relative to the root of the sources, and the fingerprint under the names that services look for', () => {
    const place = { line: 3, column: 5, endLine: 3, endColumn: 9 };
    const { results, originalUriBaseIds, columnKind } = log(problemOf({ place, event: { a: 1 } }));
    expect(originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: 'file:///home/ada/shop/' } });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results).toEqual([
      {
        ruleId: 'type-narrowed',
        ruleIndex: 0,
        level: 'error',
        message: {
          text: 'The candidate takes less.\n\nAn event that breaks: {"a":1}\n\nTo mend it: Leave it.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'dir%20name/a%231.json', uriBaseId: '%SRCROOT%' },
              region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
            },
            logicalLocations: [{ name: 'orders.created', kind: 'resource' }],
          },
        ],
        partialFingerprints: {
          'plumbline/v1': '0123456789abcdef',
          primaryLocationLineHash: '0123456789abcdef:1',
        },
        properties: {
          subject: 'orders.created',
          path: '/a',
          direction: 'backward',
          policy: 'STRICT',
          change: null,
          conflictsWith: ['version 1'],
        },
      },
    ]);
  });

  it('describes each rule once', () => {
    const { tool } = log(problemOf({ fingerprint: 'a' }), problemOf({ fingerprint: 'b' }));
    expect(tool.driver.rules).toHaveLength(1);
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'type-narrowed',
      name: 'TypeNarrowed',
      fullDescription: { text: 'The reader takes fewer types than the writer may send.' },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('suppresses what the baseline accepts, with the reason', () => {
    const { results } = log(problemOf({ accepted: { reason: 'Agreed.', until: '2026-12-31' } }));
    expect(results[0].suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'Agreed.' }]);
  });
});
