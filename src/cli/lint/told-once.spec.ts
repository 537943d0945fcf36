import { contractOf, problemOf } from '../reports/problems.spec-support.js';
import { toldOnce } from './told-once.js';

const at = (line: number, file?: string) => ({
  ...problemOf({}),
  place: { line, column: 1, endLine: line, endColumn: 2, ...(file === undefined ? {} : { file }) },
});
const placesOf = (contracts: ReturnType<typeof toldOnce>) =>
  contracts.map(({ problems }) => problems.map(({ place }) => `${place?.file ?? 'own'}:${place?.line}`));

it('tells what stands in a shared file once, by its own contract where that is looked at too', () => {
  const users = [
    contractOf({ file: 'a.json', problems: [at(1), at(1), at(2, 's.json'), at(2, 's.json'), at(9, 's.json')] }),
    contractOf({ file: 'b.json', problems: [at(1), at(2, 's.json'), at(3, 's.json')] }),
  ];
  expect(placesOf(toldOnce(users))).toEqual([
    ['own:1', 'own:1', 's.json:2', 's.json:9'],
    ['own:1', 's.json:3'],
  ]);
  const shared = contractOf({ file: 's.json', problems: [at(9)] });
  expect(placesOf(toldOnce([...users, shared]))).toEqual([
    ['own:1', 'own:1', 's.json:2'],
    ['own:1', 's.json:3'],
    ['own:9'],
  ]);
});
