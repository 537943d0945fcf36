import { readKey } from './key-action.js';

const free = { isTyping: false, areSingleKeysOn: true };

describe('readKey', () => {
  it.each([
    ['f', 'g', 'flows'],
    ['c', 'g', 'contracts'],
    ['a', 'g', 'alerts'],
    ['o', 'g', 'overview'],
    ['/', '', 'filter'],
    ['?', 'g', 'help'],
    ['f', '', null],
    ['g', '', null],
    ['x', 'g', null],
  ])('reads %s after "%s" as %s', (key, before, action) => expect(readKey(key, before, free)).toBe(action));

  it('does nothing while something is typed, but leaves the field on Escape', () => {
    const typing = { isTyping: true, areSingleKeysOn: true };
    expect([readKey('/', '', typing), readKey('f', 'g', typing), readKey('Escape', '', typing)]).toEqual([
      null,
      null,
      'leave',
    ]);
  });

  it('does nothing where single keys are switched off', () => {
    expect(readKey('?', '', { isTyping: false, areSingleKeysOn: false })).toBeNull();
  });
});
