import { anyOrder, told, wording } from './sentence.js';

describe('a sentence', () => {
  it('tells as facts what is put into it, in its order', () => {
    const [name, from, to] = ['total', 'int', 'long'];
    expect(told`"${name}" was ${from} and is ${to}, number ${7}.`).toEqual({
      text: '"total" was int and is long, number 7.',
      facts: ['total', 'int', 'long', '7'],
    });
  });

  it('takes the name of a side, and whatever else is marked so, for wording', () => {
    const reader = wording('version 3');
    expect(told`${reader} refuses "${'b'}".`).toEqual({ text: 'version 3 refuses "b".', facts: ['b'] });
  });

  it('has the facts of sentences inside it', () => {
    const inner = told`number ${1} is gone`;
    expect(told`In ${'E'} ${inner}.`).toEqual({ text: 'In E number 1 is gone.', facts: ['E', '1'] });
  });

  it('tells a list as one fact, in whatever order it stands and however much of it is said', () => {
    const [one, other] = [anyOrder(['string', 'null'], 'string or null'), anyOrder(['null', 'string'], 'two types')];
    expect(one).toEqual({ text: 'string or null', facts: ['null, string'] });
    expect(other.facts).toEqual(one.facts);
  });

  it('keeps a backslash as it is', () => {
    expect(told`matches \\d+ and ${'\\w'}`.text).toBe('matches \\d+ and \\w');
  });
});
