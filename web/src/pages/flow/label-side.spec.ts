import { labelSide } from './label-side.js';

describe('labelSide', () => {
  it.each([
    ['in a bar that has room', { left: 0.1, width: 0.5 }, 'inside'],
    ['after a short bar', { left: 0.1, width: 0.01 }, 'after'],
    ['before a short bar at the end', { left: 0.95, width: 0.05 }, 'before'],
  ])('puts the text %s', (_, bar, side) => expect(labelSide(bar, '1 h 44 min in orders.v1 p3')).toBe(side));

  it('takes the widest place for a text that fits nowhere', () => {
    expect(labelSide({ left: 0.3, width: 0.6 }, 'x'.repeat(300))).toBe('inside');
    expect(labelSide({ left: 0.7, width: 0.1 }, 'x'.repeat(300))).toBe('before');
  });
});
