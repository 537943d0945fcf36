import { lintReport } from './lint-report.js';
import { contractOf, problemOf, runOf } from '../reports/problems.spec-support.js';

const context = (isQuiet: boolean) => ({ isQuiet, isColoured: false, failOn: 'error' as const });
const note = problemOf({ severity: 'note', message: 'It could say more.', fix: '' });
const lintOf = (problems: (typeof note)[]) =>
  runOf([contractOf({ status: 'unchecked', problems })], { task: 'lint', against: 'the rules of lint' });

describe('what lint tells a person', () => {
  it('is each problem, and the sum', () => {
    expect(lintReport(lintOf([note]), context(false))).toBe(
      'contracts/a.json  type-narrowed\n  Note: It could say more.\n\n1 contract looked at by the rules of lint: 1 note.\n',
    );
  });

  it('is quietly nothing where nothing fails, however many notes there are', () => {
    expect(lintReport(lintOf([note, note]), context(true))).toBe('');
  });

  it('is quietly what fails, without the notes', () => {
    const problems = [note, problemOf({ message: 'It takes anything.', fix: 'Close it.' })];
    expect(lintReport(lintOf(problems), context(true))).toBe(
      'contracts/a.json  type-narrowed\n  Error: It takes anything.\n  To mend it: Close it.\n\n' +
        '1 contract looked at by the rules of lint: 1 error, 1 note.\n',
    );
  });
});
