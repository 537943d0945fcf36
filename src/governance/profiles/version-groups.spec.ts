import { groupsProblem, groupStart } from './version-groups.js';

const groups = [
  { name: 'v1', fromVersion: 1 },
  { name: 'v2', fromVersion: 4 },
];

it('puts a version into the last group that has begun by then', () => {
  expect([1, 3, 4, 9].map((version) => groupStart(groups, version))).toEqual([1, 1, 4, 4]);
});

it('compares with all versions where there is no group', () => {
  expect(groupStart([], 7)).toBe(1);
  expect(groupStart([{ name: 'v2', fromVersion: 4 }], 3)).toBe(1);
});

it.each([
  ['the next version begins a group', groups, 3, null],
  ['no groups', [], 0, null],
  [
    'a group out of order',
    [groups[1]!, groups[0]!],
    9,
    'groups: "v1" begins at version 1, not after "v2" (4). Order them by fromVersion.',
  ],
  [
    'a name twice',
    [groups[0]!, { name: 'v1', fromVersion: 2 }],
    9,
    'groups: "v1" is there twice. Give each group a name of its own.',
  ],
  ['a version that is not the next', groups, 2, 'groups: "v2" cannot begin at version 4: the next version is 3.'],
])('says what is wrong with groups: %s', (_, given, latest, problem) => {
  expect(groupsProblem(given, latest)).toBe(problem);
});
