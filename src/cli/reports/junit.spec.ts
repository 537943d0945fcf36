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
});
