import { junit } from './junit.js';
import { contextOf, contractOf, problemOf, runOf } from './problems.spec-support.js';

describe('JUnit', () => {
  it('has a case for each contract: what passes, what breaks, what is no schema, what was not compared', () => {
    const problems = [problemOf({ message: 'a < b & "c"' }), problemOf({ fingerprint: 'other' })];
    const run = runOf([
      contractOf({ subject: 'fine', status: 'compatible' }),
      contractOf({ subject: 'broken', problems }),
      contractOf({ subject: 'invalid', status: 'invalid', problems: [problemOf({ fix: '' })] }),
      contractOf({ subject: 'offline', status: 'unchecked', reason: 'No registry was asked.' }),
      contractOf({ subject: 'known', problems: [problemOf({ accepted: { reason: 'Agreed.', until: null } })] }),
    ]);
    expect(junit(run, contextOf())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="plumbline" tests="5" failures="1" errors="1" time="0.184">
  <testsuite name="plumbline check against the registry http://localhost:4400" tests="5" failures="1" errors="1" skipped="1" time="0.184" timestamp="2026-03-01T12:00:00">
    <testcase name="fine" classname="contracts/a.json">
      <system-out>It is compatible.</system-out>
    </testcase>
    <testcase name="broken" classname="contracts/a.json">
      <failure message="a &lt; b &amp; &quot;c&quot; (and 1 more)" type="type-narrowed">contracts/a.json type-narrowed 0123456789abcdef
a &lt; b &amp; "c"

To mend it: Leave it.

contracts/a.json type-narrowed other
The candidate takes less.

To mend it: Leave it.</failure>
    </testcase>
    <testcase name="invalid" classname="contracts/a.json">
      <error message="The candidate takes less." type="type-narrowed">contracts/a.json type-narrowed 0123456789abcdef
The candidate takes less.</error>
    </testcase>
    <testcase name="offline" classname="contracts/a.json">
      <skipped message="No registry was asked." type="unchecked"></skipped>
    </testcase>
    <testcase name="known" classname="contracts/a.json">
      <system-out>It breaks events, and all of that is accepted by the baseline.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('of lint has a case for each contract that was looked at: what fails, what is told, what has nothing to mend', () => {
    const unchecked = { status: 'unchecked', reason: 'linted, compared with nothing' } as const;
    const run = runOf(
      [
        contractOf({ ...unchecked, subject: 'wrong', problems: [problemOf({ fix: '' })] }),
        contractOf({ ...unchecked, subject: 'odd', problems: [problemOf({ severity: 'note' })] }),
        contractOf({ ...unchecked, subject: 'fine' }),
      ],
      { task: 'lint', against: 'the rules of lint' },
    );
    expect(junit(run, contextOf())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="plumbline" tests="3" failures="1" errors="0" time="0.184">
  <testsuite name="plumbline lint by the rules of lint" tests="3" failures="1" errors="0" skipped="0" time="0.184" timestamp="2026-03-01T12:00:00">
    <testcase name="wrong" classname="contracts/a.json">
      <failure message="The candidate takes less." type="type-narrowed">contracts/a.json type-narrowed 0123456789abcdef
The candidate takes less.</failure>
    </testcase>
    <testcase name="odd" classname="contracts/a.json">
      <system-out>contracts/a.json type-narrowed: The candidate takes less.</system-out>
    </testcase>
    <testcase name="fine" classname="contracts/a.json">
      <system-out>Nothing to mend.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('fails for a contract that is gone where warnings fail', () => {
    const gone = contractOf({
      status: 'unchecked',
      reason: 'it is gone',
      problems: [problemOf({ severity: 'warning' })],
    });
    expect(junit(runOf([gone]), contextOf({ failOn: 'warning' }))).toContain('failures="1"');
    expect(junit(runOf([gone]), contextOf())).toContain('skipped="1"');
  });
});
