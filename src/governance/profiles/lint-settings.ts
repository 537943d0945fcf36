import { nearestName } from '../../config/nearest-name.js';
import { LINT_RULES } from '../../contracts/lint/lint-rules.js';
import type { Profile } from './profile.js';

type LintSettings = Profile['lint'];

const RULES = LINT_RULES.map(({ id }) => id);
const MAX_TOLD = 5;
/** Of a longer name only so much is compared and shown. */
const MAX_NAME = 60;

/**
 * What is wrong with lint settings that are to follow `before`: rules that there are not, which would be settings without
 * effect. Null where nothing is. What was kept already is let pass, so that what was read can be put back.
 */
export function lintSettingsProblem(before: LintSettings, wanted: LintSettings): string | null {
  const unknown = Object.keys(wanted).filter((name) => !RULES.includes(name) && !Object.hasOwn(before, name));
  if (unknown.length === 0) return null;
  const told = unknown.slice(0, MAX_TOLD).map(unknownRule);
  const more = unknown.length > MAX_TOLD ? [`and ${unknown.length - MAX_TOLD} more`] : [];
  return `lint: ${[...told, ...more].join('; ')}. Rules are ${RULES.join(', ')}.`;
}

function unknownRule(name: string): string {
  const shown = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}...` : name;
  const meant = nearestName(name.slice(0, MAX_NAME), RULES);
  return `there is no rule "${shown}"${meant === null ? '' : `, did you mean ${meant}?`}`;
}
