import { isolated } from './isolated.js';

describe('isolated', () => {
  it('leaves an ordinary name as it is', () => expect(isolated('orders.v1 💥')).toBe('orders.v1 💥'));
  it('keeps a right-to-left name to itself', () => expect(isolated('טל')).toBe('\u2068טל\u2069'));
  it('takes out what would turn the text after it', () => expect(isolated('a\u202eb\u2069')).toBe('ab'));
});
