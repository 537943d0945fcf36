import { Turns } from './turns.js';

it('does what has one key one after the other, and the rest at once, whatever fails', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const act = (name: string, ms: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    done.push(name);
    if (name === 'fails') throw new Error(name);
    return name;
  };
  const results = await Promise.allSettled([
    turns.take('a', act('first', 30)),
    turns.take('a', act('fails', 20)),
    turns.take('a', act('last', 0)),
    turns.take('b', act('other', 0)),
  ]);
  expect(done).toEqual(['other', 'first', 'fails', 'last']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
