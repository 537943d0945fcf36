import { readdirSync, readFileSync } from 'node:fs';
import { describeRule, isDescribed } from './rule-descriptions.js';

const CONTRACTS = new URL('../../contracts/', import.meta.url);

/** The ids that stand in the code of the rules as they are, and not composed of parts. */
const rules = readdirSync(CONTRACTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/\.spec|codec/.test(file))
  .flatMap((file) => [...readFileSync(new URL(file, CONTRACTS), 'utf8').matchAll(/\b(?:rule|id): '([a-z-]+)',/g)])
  .map(([, rule]) => rule!);

describe('a description', () => {
  it('is there for every rule', () => {
    expect(rules.length).toBeGreaterThan(70);
    expect([...new Set(rules)].filter((rule) => !isDescribed(rule))).toEqual([]);
  });

  it('of a rule that is not known says so', () => {
    expect(describeRule('from-the-future')).toBe(
      'Plumbline\'s rule "from-the-future": the finding says what it is about.',
    );
  });
});
