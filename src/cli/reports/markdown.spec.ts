import { markdown } from './markdown.js';
import { contextOf, contractOf, problemOf, runOf } from './problems.spec-support.js';

describe('Markdown', () => {
  it('has the sum, a section for what has problems with the event that breaks, and a table of all', () => {
    const problem = problemOf({
      place: { line: 3, column: 5, endLine: 3, endColumn: 9 },
      event: { a: 1 },
      rejections: [{ path: '/a', reason: 'must be string' }],
    });
    const run = runOf([contractOf({ subject: 'fine', status: 'compatible' }), contractOf({ problems: [problem] })]);
    const github = { serverUrl: 'https://github.com', repository: 'ada/shop', sha: 'abc123' };
    expect(markdown(run, contextOf({ github }))).toBe(`## ❌ Event contracts

Failed: 2 contracts checked against the registry http://localhost:4400 in 0.2 s: 1 breaks, 1 is compatible.

### Breaks: \`orders.created\`

BACKWARD against \`1\`.

- **The candidate takes less.**
  [\`contracts/a.json:3\`](https://github.com/ada/shop/blob/abc123/contracts/a.json#L3), \`type-narrowed\`, fingerprint \`0123456789abcdef\`

  An event that breaks:

  \`\`\`text
    {
  >   "a": 1  <- must be string
    }
  \`\`\`

  To mend it: Leave it.

<details>
<summary>All 2 contracts, 1 of them without a break</summary>

| Subject | File | Result |
| --- | --- | --- |
| \`fine\` | \`contracts/a.json\` | Compatible |
| \`orders.created\` | \`contracts/a.json\` | Breaks |

</details>
`);
  });

  it.each([
    [['incompatible', 'invalid'], 'All 2 contracts'],
    [['incompatible', 'compatible'], 'All 2 contracts, 1 of them without a break'],
    [['unchanged', 'new'], 'All 2 contracts, without a break'],
    [['compatible'], 'The contract, without a break'],
    [['incompatible'], 'The contract'],
  ] as const)('sums up the table of %j', (statuses, summary) => {
    const run = runOf(statuses.map((status) => contractOf({ status })));
    expect(markdown(run, contextOf())).toContain(`<summary>${summary}</summary>`);
  });

  it('takes nothing that a contract says for markup, and calls nobody', () => {
    const message = '<img src=x> [a](javascript:b) **c** @ada `d` | e\n# f';
    const problem = problemOf({ message, event: '```', fix: '' });
    const told = markdown(runOf([contractOf({ subject: 'a|`b`', problems: [problem] })]), contextOf());
    expect(told).toContain(
      '- **&lt;img src=x> \\[a\\]\\(javascript:b\\) \\*\\*c\\*\\* &#64;ada \\`d\\` \\| e \\# f**\n',
    );
    expect(told).toContain('  ````text\n    "```"\n  ````\n');
    expect(told).toContain('| `` a\\|`b` `` |');
  });

  it('stays below what GitHub takes, and says how many it left out', () => {
    const problem = problemOf({ message: 'ü'.repeat(5_000) });
    const contracts = Array.from({ length: 200 }, (_, index) =>
      contractOf({ subject: `s${index}`, problems: [problem] }),
    );
    const told = markdown(runOf(contracts), contextOf());
    const sections = told.match(/^### /gm)!.length;
    expect(Buffer.byteLength(told)).toBeLessThan(1024 * 1024);
    expect(sections).toBeGreaterThan(90);
    expect(told).toContain(`_${200 - sections} more contracts with problems, and the table of all, do not fit here`);
  });
});
