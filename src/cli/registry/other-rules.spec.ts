import type { Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import { noteOfOtherRules, otherRules, type RulesInForce } from './other-rules.js';

const inForce = (level: Level | null, policy: Policy | null = null): RulesInForce => ({ level, policy });
const isNoted = (asked: Partial<RulesInForce>, has: RulesInForce): boolean =>
  noteOfOtherRules('JSON', { level: null, policy: null, ...asked }, has).length > 0;

describe('a note that a registration may be refused', () => {
  it.each<[string, Partial<RulesInForce>, RulesInForce]>([
    ['nothing was asked for', {}, inForce('BACKWARD')],
    ['the same was asked for', { level: 'BACKWARD', policy: 'STRICT' }, inForce('BACKWARD')],
    ['more was asked for', { level: 'FULL' }, inForce('BACKWARD')],
    ['more versions were asked for', { level: 'BACKWARD_TRANSITIVE' }, inForce('BACKWARD')],
    ['nothing is refused there', { level: 'BACKWARD', policy: 'LENIENT' }, inForce('NONE')],
  ])('is not told where %s', (_when, asked, has) => {
    expect(isNoted(asked, has)).toBe(false);
  });

  it.each<[string, Partial<RulesInForce>, RulesInForce]>([
    ['nothing was compared', { level: 'NONE' }, inForce('BACKWARD')],
    ['another direction was compared', { level: 'FORWARD' }, inForce('BACKWARD')],
    ['fewer versions were compared', { level: 'FULL' }, inForce('BACKWARD_TRANSITIVE')],
    ['the policy is another one', { policy: 'LENIENT' }, inForce('BACKWARD')],
  ])('is told where %s', (_when, asked, has) => {
    expect(isNoted(asked, has)).toBe(true);
  });
});

it('tells what was asked for, what is in force, and what sets it', () => {
  expect(otherRules('JSON', { level: 'FULL', policy: 'LENIENT' }, inForce('BACKWARD'))).toEqual({
    wanted: 'FULL and LENIENT',
    has: 'BACKWARD and STRICT',
    body: '{"compatibility":"FULL","compatibilityPolicy":"LENIENT"}',
  });
});
