import { newlyFiring } from './newly-firing.js';

const firing = (id: string) => ({ id, state: 'firing' as const });
const pending = (id: string) => ({ id, state: 'pending' as const });

describe('newlyFiring', () => {
  it('has no news at the first look', () => {
    expect(newlyFiring(null, [firing('a')])).toEqual({ fresh: [], firing: new Set(['a']) });
  });

  it('tells what began to fire, a pending one that turned among it', () => {
    const { firing: known } = newlyFiring(null, [firing('a'), pending('b')]);
    expect(newlyFiring(known, [firing('a'), firing('b'), firing('c')]).fresh).toEqual([firing('b'), firing('c')]);
  });

  it('stays silent while the same alerts fire', () => {
    expect(newlyFiring(new Set(['a']), [firing('a')]).fresh).toEqual([]);
  });
});
