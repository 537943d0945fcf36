import { readAlertFilter } from './alerts-query.js';

describe('readAlertFilter', () => {
  it.each([
    [{}, { states: [], limit: 100 }],
    [
      { state: 'firing,pending', limit: '5' },
      { states: ['firing', 'pending'], limit: 5 },
    ],
    [{ state: ['firing', 'resolved'] }, { states: ['firing', 'resolved'], limit: 100 }],
    [
      { state: '', limit: '' },
      { states: [], limit: 100 },
    ],
  ])('reads %j', (query, expected) => expect(readAlertFilter(query)).toEqual(expected));

  it.each([
    [
      { state: 'burning' },
      'state: "burning" is no state of an alert. Allowed are firing, pending, resolved, or several with commas.',
    ],
    [
      { state: 'firing,' },
      'state: "" is no state of an alert. Allowed are firing, pending, resolved, or several with commas.',
    ],
    [{ limit: '0' }, 'limit: "0" is no whole number from 1 to 1000.'],
    [{ limit: '1e3' }, 'limit: "1e3" is no whole number from 1 to 1000.'],
    [{ limit: '1001' }, 'limit: "1001" is no whole number from 1 to 1000.'],
  ])('says what is wrong with %j', (query, message) => expect(readAlertFilter(query)).toBe(message));
});
