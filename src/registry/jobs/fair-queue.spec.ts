import { FairQueue } from './fair-queue.js';

const itemsOf = (text: string) => [...text].map((asker, i) => ({ asker, i }));

/** Who is served, in order, of those who ask in the order of `text`. */
function served(text: string): string {
  const queue = new FairQueue<{ asker: string; i: number }>();
  for (const item of itemsOf(text)) queue.push(item);
  const order = [];
  for (let item = queue.take(); item !== undefined; item = queue.take()) order.push(`${item.asker}${item.i}`);
  return order.join(' ');
}

it('lets who asks for one thing come second behind who asks for many', () => {
  expect(served('aaaab')).toBe('a0 b4 a1 a2 a3');
});

it('lets several take turns, each in its own order', () => {
  expect(served('aaabbc')).toBe('a0 b3 c5 a1 b4 a2');
});

it('is a queue for one alone, and empty of nothing', () => {
  expect(served('aaa')).toBe('a0 a1 a2');
  expect(served('')).toBe('');
});

it('serves nothing that was taken out', () => {
  const queue = new FairQueue<{ asker: string; i: number }>();
  const [first, second] = itemsOf('aa') as [{ asker: string; i: number }, { asker: string; i: number }];
  queue.push(first);
  queue.push(second);
  queue.remove(first);
  expect(queue.length).toBe(1);
  expect(queue.take()).toBe(second);
  queue.push(first);
  expect(queue.removeAll()).toEqual([first]);
  expect(queue.take()).toBeUndefined();
});
