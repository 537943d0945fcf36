import { Type } from 'typebox';
import { readBody } from './read-body.js';

const Shape = Type.Object(
  {
    owner: Type.Union([Type.String(), Type.Null()]),
    links: Type.Optional(Type.Array(Type.Object({ url: Type.String() }, { additionalProperties: false }))),
  },
  { additionalProperties: false },
);
const problemOf = (body: unknown): string => {
  try {
    return `none: ${JSON.stringify(readBody(Shape, body))}`;
  } catch (error) {
    return (error as Error).message;
  }
};

it('gives a body that has the shape as it is', () => {
  expect(readBody(Shape, { owner: null, links: [{ url: 'a' }] })).toEqual({ owner: null, links: [{ url: 'a' }] });
});

it.each([
  [null, 'The body must be a JSON object, with the content type application/json.'],
  ['text', 'The body must be a JSON object, with the content type application/json.'],
  [{}, 'owner: is missing.'],
  [{ owner: 1 }, 'owner: must be string or must be null.'],
  [{ owner: 'a', link: [] }, 'link: is no field here; did you mean "links"?'],
  [{ owner: 'a', links: [{ url: 'a' }, { 'a/b': 1 }] }, 'links[1].url: is missing; links[1].a/b: is no field here.'],
  [JSON.parse('{"owner": "a", "__proto__": 1}'), '__proto__: is no field here.'],
])('says what is wrong with %j', (body, problem) => {
  expect(problemOf(body)).toBe(problem);
});

it('reads nothing that is nested without end', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
  expect(problemOf({ owner: deep })).toBe('The body is nested more than 500 levels deep; nothing that deep is read.');
});
