import { LINT_RULES } from '../../contracts/lint/lint-rules.js';
import { lintSettingsProblem } from './lint-settings.js';

const rules = `Rules are ${LINT_RULES.map(({ id }) => id).join(', ')}.`;

it('takes settings of the rules that there are', () => {
  expect(lintSettingsProblem({}, {})).toBeNull();
  expect(lintSettingsProblem({}, Object.fromEntries(LINT_RULES.map(({ id }) => [id, 'off'])))).toBeNull();
});

it('names the rule that was probably meant', () => {
  expect(lintSettingsProblem({}, { 'mising-unit': 'error', 'no-such': { severity: 'off' } })).toBe(
    `lint: there is no rule "mising-unit", did you mean missing-unit?; there is no rule "no-such". ${rules}`,
  );
});

it('lets pass what was kept already, so that what was read can be put back', () => {
  expect(lintSettingsProblem({ old: 'off' }, { old: 'error' })).toBeNull();
  expect(lintSettingsProblem({ old: 'off' }, { old: 'off', newer: 'off' })).toBe(
    `lint: there is no rule "newer". ${rules}`,
  );
});

it('tells a few of many, and long names in part', () => {
  const many = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`${i}${'x'.repeat(100)}`, 'off'] as const));
  const told = [0, 1, 2, 3, 4].map((i) => `there is no rule "${i}${'x'.repeat(59)}..."`).join('; ');
  expect(lintSettingsProblem({}, many)).toBe(`lint: ${told}; and 2 more. ${rules}`);
});
