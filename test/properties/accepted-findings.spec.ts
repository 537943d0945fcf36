import { describe, expect, it } from '@jest/globals';
import { drawTriple, worseOf } from './accepted-findings.js';

/** Some by default, many where somebody asks for them. */
const RUNS = Number(process.env['PLUMBLINE_PROPERTY_RUNS'] ?? 400);
const SEED = Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1);

describe('findings that a baseline accepts', () => {
  it('never accept a schema that refuses more of the same events', () => {
    const counts: Record<string, number> = {};
    const worse: unknown[] = [];
    for (let seed = SEED; seed < SEED + RUNS && worse.length < 12; seed++) {
      const triple = drawTriple(seed);
      const found = worseOf(triple, counts);
      const { dialect, older, newer, later } = triple;
      if (found !== null) worse.push({ seed, dialect, older, newer, later, found });
    }
    if (process.env['SHOW']) console.log(counts, worse.map((w) => JSON.stringify(w)).join('\n\n'));
    expect(worse).toEqual([]);
    expect(counts['accepted']).toBeGreaterThan(RUNS / 50);
  });
});
