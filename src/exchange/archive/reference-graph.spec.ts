import { ReferenceGraph } from './reference-graph.js';

/** Schemas of the context `.` by id, each version 1 of the subject that `subjects` has for it, in the order of an archive. */
function circleOf(references: Record<number, string[]>, subjects: Record<number, string>) {
  const graph = new ReferenceGraph();
  for (const [id, names] of Object.entries(references)) {
    for (const name of names) expect(graph.addReference('.', Number(id), 10 + Number(id), `1 ${name}`)).toBe(true);
  }
  for (const [id, name] of Object.entries(subjects)) graph.addVersion(`1 ${name}`, '.', Number(id));
  return graph.circle();
}

it.each([
  ['itself', { 1: ['a'] }, { 1: 'a' }, 1],
  ['another one that leads back', { 1: ['c'], 2: ['x', 'c'], 3: ['b'] }, { 1: 'a', 2: 'b', 3: 'c' }, 3],
])('a schema that refers to %s is told with its line', (_what, references, subjects, id) => {
  expect(circleOf(references, subjects)).toEqual({ schema: `${id} of context "."`, line: 10 + id });
});

it('schemas that several refer to are no circle, nor is a later one that an earlier one refers to', () => {
  const references = { 1: ['b', 'c', 'lost'], 2: ['c', 'd'], 3: ['d'] };
  expect(circleOf(references, { 1: 'a', 2: 'b', 3: 'c', 4: 'd' })).toBeNull();
});

it('a chain of a hundred thousand is walked', () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const references = Object.fromEntries(ids.map((id) => [id, [`s${id + 1}`]]));
  expect(circleOf(references, Object.fromEntries(ids.map((id) => [id, `s${id}`])))).toBeNull();
});
