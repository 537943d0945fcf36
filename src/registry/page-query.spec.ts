import { readFlag } from './page-query.js';

describe('a parameter of the native API that is true or false', () => {
  it.each([
    [{}, false],
    [{ deleted: 'true' }, true],
    [{ deleted: 'True' }, true],
    [{ deleted: 'false' }, false],
    [{ deleted: 'False' }, false],
  ])('of %j is %p', (query, flag) => {
    expect(readFlag(query, 'deleted')).toBe(flag);
  });

  it.each([
    ['yes', 'deleted must be true or false; it is "yes".'],
    ['', 'deleted must be true or false; it is "".'],
    [['true', 'true'], 'deleted was given more than once; give it once.'],
  ])('refuses %j', (deleted, message) => {
    expect(() => readFlag({ deleted }, 'deleted')).toThrow(message);
  });
});
