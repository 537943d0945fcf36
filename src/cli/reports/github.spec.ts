import type { CheckProblem } from '../check/check-run.js';
import { github } from './github.js';
import { contextOf, contractOf, problemOf, runOf } from './problems.spec-support.js';

const told = (problems: CheckProblem[]): string[] =>
  github(runOf([contractOf({ problems })]), contextOf())
    .split('\n')
    .slice(0, -1);

describe("GitHub's annotations", () => {
  it('stand beside the line, with the event that breaks and what mends it', () => {
    const place = { line: 3, column: 5, endLine: 3, endColumn: 9 };
    expect(told([problemOf({ place, message: 'It breaks.', fix: 'Keep it.', event: { a: 1 } })])).toEqual([
      '::error file=contracts/a.json,line=3,endLine=3,col=5,endColumn=9,title=orders.created%3A type-narrowed' +
        '::It breaks.%0AAn event that breaks: {"a":1}%0ATo mend it: Keep it.',
    ]);
  });

  it('have no columns where a place takes several lines, and line 1 where there is none', () => {
    const place = { line: 3, column: 5, endLine: 4, endColumn: 2 };
    expect(told([problemOf({ place })])[0]).toMatch(/^::error file=contracts\/a\.json,line=3,endLine=4,title=/);
    expect(told([problemOf({ place: null })])[0]).toMatch(/^::error file=contracts\/a\.json,line=1,title=/);
  });

  it('cannot be ended or started by what a contract says', () => {
    const problem = problemOf({ message: '100%\r\n::set-env name=X::y' });
    const contract = contractOf({ subject: 'a:b,c\n::error::', problems: [problem] });
    expect(github(runOf([contract]), contextOf())).toBe(
      '::error file=contracts/a.json,line=1,title=a%3Ab%2Cc%0A%3A%3Aerror%3A%3A%3A type-narrowed' +
        '::100%25%0D%0A::set-env name=X::y%0ATo mend it: Leave it.\n',
    );
  });

  it('are at most ten of a kind, the worst first, and the last says how many there are besides', () => {
    const many = (severity: CheckProblem['severity'], count: number): CheckProblem[] =>
      Array.from({ length: count }, (_, index) => problemOf({ severity, fingerprint: `${severity}${index}` }));
    const lines = told([...many('note', 1), ...many('warning', 10), ...many('error', 12)]);
    expect(lines.map((line) => /^::(\w+)/.exec(line)![1])).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(10).fill('warning'),
      'notice',
    ]);
    expect(lines[9]).toBe(
      '::error title=Plumbline found more::3 more are in the report of this run: GitHub shows 10 of a kind.',
    );
  });

  it('leave out what the baseline accepts', () => {
    expect(told([problemOf({ accepted: { reason: 'Agreed.', until: null } })])).toEqual([]);
  });
});
