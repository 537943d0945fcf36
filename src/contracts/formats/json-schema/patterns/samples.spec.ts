import { samplesOf } from './samples.js';

it.each([
  ['^[A-Z]{3}-[0-9]+$', ['AAA-0', 'AAA-00', 'AAA-00000']],
  ['^(card|sepa)$', ['card', 'card', 'card']],
  ['^a*b?$', ['', 'ab', 'aaaab']],
  ['^(?=.*b)[ab]{2}$', ['aa', 'aa', 'aa']],
])('draws from %j: %j', (pattern, samples) => {
  expect(samplesOf(pattern)).toEqual(samples);
});

it.each(['(a)\\1', 'a{100000}', '(((a{400}){400}){400})', '(', '[]'])('draws nothing from %j', (pattern) => {
  expect(samplesOf(pattern)).toEqual([]);
});
