import type { CheckedContract, CheckProblem } from '../check/check-run.js';

/** Without what is said again, by the same rule, of a place in a file that several contracts or fields refer to: it is mended once. */
export function toldOnce(contracts: readonly CheckedContract[]): CheckedContract[] {
  const said = new Set(
    contracts.flatMap(({ file, problems }) => problems.filter(isOwn).map((one) => keyOf(file, one))),
  );
  return contracts.map((contract) => ({
    ...contract,
    problems: contract.problems.filter((problem) => {
      if (isOwn(problem)) return true;
      const key = keyOf(contract.file, problem);
      if (said.has(key)) return false;
      said.add(key);
      return true;
    }),
  }));
}

const isOwn = ({ place }: CheckProblem): boolean => place?.file === undefined;

const keyOf = (own: string, { finding, place }: CheckProblem): string =>
  [finding.rule, place?.file ?? own, place?.line, place?.column].join('\n');
