import { readFileSync, writeFileSync } from 'node:fs';
import { human } from '../../src/cli/reports/human.js';
import { CHANGES } from './changes.js';
import { contextOf, runOf } from '../../src/cli/reports/problems.spec-support.js';
import { checked } from './checked.js';

/** `UPDATE_TRANSCRIPTS=1` writes them anew; a person reads the difference before it is committed. */
const isWriting = process.env['UPDATE_TRANSCRIPTS'] === '1';

describe('what a person reads', () => {
  it.each(Object.keys(CHANGES))('of %s is as it stands in its transcript', (name) => {
    const change = CHANGES[name]!;
    const sources = new Map([[change.file, change.candidate]]);
    const told = human(runOf([checked(change)]), contextOf({ sources }));
    const file = new URL(`transcripts/${name}.txt`, import.meta.url);
    if (isWriting) writeFileSync(file, told);
    expect(told).toBe(readFileSync(file, 'utf8'));
  });
});
