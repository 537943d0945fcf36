import { namesOf } from '../side-names.js';
import { SchemaDocument } from './document.js';
import { findObstacles } from './obstacles.js';
import { pathOf } from './place.js';
import { schema } from './satisfiability/formula.js';
import { Solver } from './satisfiability/solver.js';

/** Each obstacle as `rule path values`. */
function obstacles(writer: unknown, reader: unknown): string[] {
  const [sent, taken] = [writer, reader].map((raw) => new SchemaDocument(raw, '2020-12').root);
  const root = { steps: [], known: [schema(sent!, true)] };
  return findObstacles(root, taken!, new Solver(() => false)).map(
    ({ refusal, place, values }) => `${refusal.rule} ${pathOf(place)} ${JSON.stringify(values)}`,
  );
}

const order = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

it('finds none where the reader only opens', () => {
  expect(
    obstacles(
      order({ id: { type: 'integer', minimum: 1 }, lines: { type: 'array', items: { type: 'string', maxLength: 3 } } }),
      order({ id: { type: 'number' }, lines: { type: 'array', items: { type: 'string' } } }),
    ),
  ).toEqual([]);
});

it('tells each one at its place, with values that are refused there', () => {
  expect(
    obstacles(
      order({ id: { type: ['integer', 'null'] }, lines: { type: 'array', items: { enum: ['a', 'b', 'c'] } } }),
      order({ id: { type: 'integer' }, lines: { type: 'array', items: { enum: ['a'] } } }, { required: ['id'] }),
    ),
  ).toEqual([
    'required-property-added the event itself [{}]',
    'type-narrowed /id [null]',
    'values-narrowed /lines/* ["b","c"]',
  ]);
});

it('tells a property that closed content no longer describes by its name', () => {
  expect(
    obstacles(
      order({ a: {}, b: {} }, { additionalProperties: false }),
      order({ a: {} }, { additionalProperties: false }),
    ),
  ).toEqual(['property-removed-from-closed-content /b []']);
});

it('reads what the writer says of names it does not tell', () => {
  const closed = order({ id: {} }, { patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false });
  expect(obstacles(closed, { patternProperties: { '^x-a': { type: 'string' } }, properties: { id: true } })).toEqual(
    [],
  );
  expect(obstacles(closed, { patternProperties: { '^x-a': { maxLength: 4 } } })).toEqual([
    'maximum-characters-lowered /* ["2026-01-01"]',
  ]);
});

it('tells items apart by their index', () => {
  const pair = { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false };
  expect(obstacles(pair, { items: { type: ['string', 'integer'] } })).toEqual([]);
  expect(obstacles(pair, { items: { type: 'string' } })).toEqual(['type-narrowed /1 [0]']);
});

it('comes to an end where both sides hold themselves', () => {
  const tree = (value: object) => ({ type: 'object', properties: { value, next: { $ref: '#' } } });
  expect(obstacles(tree({ type: 'integer' }), tree({ type: 'number' }))).toEqual([]);
  expect(obstacles(tree({ type: 'number' }), tree({ type: 'integer' }))).toEqual(['type-narrowed /value [0.5]']);
});

it('says that it was too much once the time is used up, and not that there is none', () => {
  const [sent, taken] = [{ type: 'integer' }, { type: 'number' }].map((raw) => new SchemaDocument(raw, '2020-12').root);
  const found = findObstacles({ steps: [], known: [schema(sent!, true)] }, taken!, new Solver(() => true));
  expect(found.map(({ refusal }) => refusal.rule)).toEqual(['not-decided']);
});

it('tells of a property that is new beside open content that anything may be there', () => {
  const [sent, taken] = [order({}), order({ note: { type: 'string' } })].map(
    (raw) => new SchemaDocument(raw, '2020-12').root,
  );
  const [found] = findObstacles({ steps: [], known: [schema(sent!, true)] }, taken!, new Solver(() => false));
  const sides = { reader: { name: 'the candidate' }, writer: { name: 'version 1' } };
  expect(found!.refusal.explain(namesOf({ ...sides, direction: 'backward' }), [0]).text).toBe(
    'version 1 leaves "note" open, so its events may carry anything there. ' +
      'The candidate takes only string here, and events of version 1 may carry integer.',
  );
});

it('tells a name as one of the value that carries it', () => {
  expect(obstacles(order({}), { propertyNames: { maxLength: 3 } })).toEqual([
    'maximum-characters-lowered the event itself (a name) ["text"]',
  ]);
  expect(obstacles(order({}), order({ a: { propertyNames: false } }))).toEqual([
    'property-names-narrowed /a (a name) []',
  ]);
});
