import { untilWon } from './until-won.js';

it('makes a change again that lost, and leaves another failure as it is', async () => {
  const answers = ['raced', 'raced', 'done'] as const;
  let rounds = 0;
  expect(await untilWon('Subject "a"', () => Promise.resolve(answers[rounds++]!))).toBe('done');
  const broken = new Error('The disk is full.');
  await expect(untilWon('Subject "a"', () => Promise.reject(broken))).rejects.toBe(broken);
});

it('gives up a change that never wins', async () => {
  let rounds = 0;
  const losing = untilWon('Subject "a"', () => (rounds++, Promise.resolve('raced' as const)));
  await expect(losing).rejects.toMatchObject({
    code: 50002,
    message: 'Subject "a" was changed 200 times meanwhile. Try again.',
  });
  expect(rounds).toBe(200);
});
