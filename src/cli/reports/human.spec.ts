import type { CheckProblem } from '../check/check-run.js';
import { human } from './human.js';
import { contextOf, contractOf, problemOf, runOf } from './problems.spec-support.js';

const compatible = (subject: string) => contractOf({ subject, status: 'compatible' });

describe('the report for people', () => {
  it('has a line for each contract that passes, as long as they are few', () => {
    const run = runOf([compatible('a'), contractOf({ subject: 'b', status: 'unchanged' })]);
    expect(human(run, contextOf())).toBe(
      `OK  a: contracts/a.json is compatible (BACKWARD against version 1)
OK  b: contracts/a.json is unchanged

Passed: 2 contracts checked against the registry http://localhost:4400 in 0.2 s: 1 is compatible, 1
is unchanged.
`,
    );
    const many = Array.from({ length: 21 }, (_, index) => compatible(`s${index}`));
    const isNew = contractOf({ subject: 'new', status: 'new', comparedWith: [] });
    expect(human(runOf([...many, isNew]), contextOf())).toBe(
      `NEW  new: contracts/a.json would be its first version, there is nothing to compare it with

Passed: 22 contracts checked against the registry http://localhost:4400 in 0.2 s: 1 is new, 21 are
compatible.
`,
    );
  });

  it('says nothing when it is to be quiet and nothing fails, and tells only what does otherwise', () => {
    const quiet = contextOf({ isQuiet: true });
    expect(human(runOf([compatible('a')]), quiet)).toBe('');
    const told = human(runOf([compatible('fine'), contractOf({ problems: [problemOf()] })]), quiet);
    expect(told).toContain('BREAKS  orders.created');
    expect(told).not.toContain('fine');
  });

  it('says what was not checked and why, and never calls it fine', () => {
    const run = runOf([contractOf({ status: 'unchecked', reason: 'no registry was asked (--offline)' })]);
    expect(human(run, contextOf())).toBe(
      `NOT COMPARED  orders.created: contracts/a.json was not compared: no registry was asked (--offline)

Passed: 1 contract checked against the registry http://localhost:4400 in 0.2 s: 1 was not compared.
`,
    );
  });

  it('shows of what is accepted the line and the fingerprint, by which the baseline has it', () => {
    const accepted = { reason: 'Agreed.', until: null };
    const place = { line: 3, column: 5, endLine: 3, endColumn: 9 };
    const run = runOf([contractOf({ problems: [problemOf({ accepted, place })] })]);
    expect(human(run, contextOf({ width: 120 }))).toContain(
      '     Accepted (Agreed.): The candidate takes less. (contracts/a.json:3:5, fingerprint 0123456789abcdef)\n',
    );
  });

  it('tells a note that thousand contracts have once, with their number, and one that a single contract has beside it', () => {
    const noted = (message: string): CheckProblem => {
      const { finding } = problemOf({ message });
      const note = { ...finding, rule: 'history-not-compared', severity: 'notice' as const };
      return { ...problemOf({ severity: 'note' }), finding: note };
    };
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      ...compatible(`s${i}`),
      problems: [noted('Only main was compared, and FULL_TRANSITIVE asks for all versions.')],
    }));
    const other = { ...compatible('other'), problems: [noted('Only main was compared.')] };
    expect(human(runOf([...many, other]), contextOf())).toBe(
      `OK  other: contracts/a.json is compatible (BACKWARD against version 1)

     Note: Only main was compared.

Note, of 1000 contracts: Only main was compared, and FULL_TRANSITIVE asks for all versions.

Passed: 1001 contracts checked against the registry http://localhost:4400 in 0.2 s: 1001 are
compatible.
`,
    );
  });

  it('tells one finding against several versions once', () => {
    const problems = [3, 2, 1].map((conflictsWith) => problemOf({ conflictsWith, event: { a: 1 } }));
    const told = human(runOf([contractOf({ comparedWith: ['1', '2', '3'], problems })]), contextOf());
    expect(told).toContain('the same against version 1, version 2, version 3');
    expect(told).toContain('This event of version 3 breaks readers of the candidate:');
    expect(told.match(/The candidate takes less\./g)).toHaveLength(1);
  });

  it('fails for a warning only where that was asked for, and counts it', () => {
    const run = runOf([contractOf({ status: 'compatible', problems: [problemOf({ severity: 'warning' })] })]);
    const last = (failOn: 'error' | 'warning'): string =>
      human(run, contextOf({ failOn, width: 200 }))
        .trimEnd()
        .split('\n')
        .at(-1)!;
    expect(last('error')).toMatch(/^Passed: .* 1 is compatible\. 1 warning\.$/s);
    expect(human(run, contextOf({ failOn: 'warning' }))).toContain('\nFailed: ');
  });

  it('shows one event once, where it shows several problems', () => {
    const problems = ['1', '2'].map((fingerprint) => problemOf({ fingerprint, event: { a: 1 } }));
    const told = human(runOf([contractOf({ problems })]), contextOf());
    expect(told.match(/"a": 1/g)).toHaveLength(1);
    expect(told).toContain('     The event above shows this too.');
  });

  it('shows of a long event what is near the part that breaks', () => {
    const event = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, index]));
    const rejections = [{ path: '/f30', reason: 'must be text' }];
    const lines = human(runOf([contractOf({ problems: [problemOf({ event, rejections })] })]), contextOf()).split('\n');
    const shown = lines.filter((line) => /f\d+"|\.\.\.$/.test(line)).map((line) => line.trim());
    expect(shown).toEqual([
      '...',
      ...['"f26": 26,', '"f27": 27,', '"f28": 28,', '"f29": 29,', '>   "f30": 30,  <- must be text'],
      ...['"f31": 31,', '"f32": 32,', '"f33": 33,', '"f34": 34,', '...'],
    ]);
  });

  it('underlines what it is about under tabs, wide characters and in lines that are too long', () => {
    const excerpt = (text: string, column: number, endColumn: number): string[] => {
      const place = { line: 1, column, endLine: 1, endColumn };
      const run = runOf([contractOf({ problems: [problemOf({ place })] })]);
      const told = human(run, contextOf({ sources: new Map([['contracts/a.json', text]]), width: 60 }));
      return told
        .split('\n')
        .filter((line) => /^ +1? \|/.test(line))
        .map((line) => line.slice(5));
    };
    expect(excerpt('\t"é": 1', 2, 8)).toEqual(['1 |   "é": 1', '  |   ^^^^^^']);
    expect(excerpt('"订单": 1', 7, 8)).toEqual(['1 | "订单": 1', '  |         ^']);
    const long = excerpt(`${'x'.repeat(500)}HERE${'y'.repeat(500)}`, 501, 505);
    expect(long[0]).toBe(`1 | ...${'x'.repeat(17)}HERE${'y'.repeat(24)}...`);
    expect(long[1]).toBe(`  | ${' '.repeat(20)}^^^^`);
  });

  it('colours for a terminal, and lets nothing else move its cursor', () => {
    const run = runOf([contractOf({ subject: 'a\u001b[2Jb\u202e', problems: [problemOf({ message: 'x\u0007\ny' })] })]);
    const plain = human(run, contextOf());
    expect(plain).toContain('BREAKS  a\\u001b[2Jb\\u202e: ');
    expect(plain).toContain('  1. x\\u0007 y\n');
    const coloured = human(run, contextOf({ isColoured: true }));
    expect(coloured).toContain('\u001b[31;1mBREAKS\u001b[0m  a\\u001b[2Jb');
  });
});
