import { readActor } from './actor.js';

it('reads who makes a change, also beyond ASCII', () => {
  expect(readActor(' ada ')).toBe('ada');
  expect(readActor(Buffer.from('Zoë 🙂').toString('latin1'))).toBe('Zoë 🙂');
  expect(readActor('Zo\u00EB')).toBe('Zoë');
});

it('calls who says nothing anonymous', () => {
  expect(readActor(undefined)).toBe('anonymous');
  expect(readActor(' ')).toBe('anonymous');
});

it('refuses two of them, and one without end', () => {
  expect(() => readActor(['ada', 'bob'])).toThrow('X-Plumbline-Actor was given more than once; give it once.');
  expect(() => readActor('a'.repeat(201))).toThrow('X-Plumbline-Actor: at most 200 characters are kept.');
});
