import type { Outline, OutlinedField } from '../outline.js';
import type { Aspect } from './aspects/aspect.js';
import { bounds } from './aspects/bounds.js';
import { deprecation } from './aspects/deprecation.js';
import { documentation } from './aspects/documentation.js';
import { facets } from './aspects/facets.js';
import { openness } from './aspects/openness.js';
import { required } from './aspects/required.js';
import { tags } from './aspects/tags.js';
import { type } from './aspects/type.js';
import { values } from './aspects/values.js';
import { contentDefinedAt, presenceDefinedAt } from './defined-at.js';
import { pairFields, type FieldPair } from './pair-fields.js';
import { addedField, movedField, removedField, type Placed } from './presence.js';

const ASPECTS: readonly Aspect[] = [type, required, values, bounds, facets, openness, deprecation, tags, documentation];

/** Every change between two outlines, with its place and without what it does. */
export function placedChanges(before: Outline, after: Outline): Placed[] {
  const isCut = { older: before.isCut === true, newer: after.isCut === true };
  const { pairs, added, removed } = pairFields(before.fields, after.fields, isCut);
  const [olderPairs, newerPairs] = [pairsBy(pairs, 'older'), pairsBy(pairs, 'newer')];
  return [
    ...renamedSchema(before, after),
    ...besidesEvents(before, after),
    ...withoutEchoes(pairs.flatMap((pair) => changesOf(pair, newerPairs.get(parentOf(pair.newer))))),
    ...added.map((field) => addedField(field, newerPairs.get(parentOf(field)))),
    ...removed.map((field) => removedField(field, olderPairs.get(parentOf(field)))),
  ];
}

function changesOf(pair: FieldPair, holder: FieldPair | undefined): Placed[] {
  const { older, newer, by } = pair;
  const differences = ASPECTS.flatMap((aspect) => aspect(older, newer))
    // That it has an alias now is how it was recognised.
    .filter(({ keywords }) => by !== 'alias' || !keywords.includes('aliases'));
  const previousPath = older.path === newer.path ? null : older.path;
  const placed = differences.map((difference) => ({
    ...difference,
    path: newer.path,
    previousPath,
    definedAt: (difference.kind === 'required' ? presenceDefinedAt : contentDefinedAt)(pair, holder),
  }));
  return [...movedField(pair, holder), ...placed];
}

/** That a list is one of other items is told of the items. */
function withoutEchoes(changes: readonly Placed[]): Placed[] {
  const ofItems = new Set(changes.filter(({ kind }) => kind === 'type').map(({ path }) => path));
  return changes.filter((change) => !(change.isAboutItems === true && ofItems.has(`${change.path}/*`)));
}

/** The first of each path: what stands beside it at the same path is a branch of a union. */
function pairsBy(pairs: readonly FieldPair[], side: 'older' | 'newer'): Map<string | undefined, FieldPair> {
  return new Map(pairs.toReversed().map((pair) => [pair[side].path, pair]));
}

/** The event itself is held by nothing. */
const parentOf = ({ path }: OutlinedField): string | undefined =>
  path === '' ? undefined : path.slice(0, path.lastIndexOf('/'));

/** What a schema declares and no event shows, such as the methods of a service. */
function besidesEvents({ besides: older = new Map() }: Outline, { besides: newer = new Map() }: Outline): Placed[] {
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((name): Placed[] => {
    const [before, after] = [older.get(name), newer.get(name)];
    if (before?.text === after?.text) return [];
    const keywords = [before, after].flatMap((one) => (one === undefined ? [] : [one.element]));
    const texts = { before: before?.text ?? null, after: after?.text ?? null };
    const place = { path: '', previousPath: null, definedAt: { older: [], newer: [], identity: null } };
    return [{ kind: 'other', message: besidesMessage(name, texts), ...texts, ...place, keywords, isInert: false }];
  });
}

function besidesMessage(name: string, { before, after }: Record<'before' | 'after', string | null>): string {
  if (before === null) return `${name} is new: ${after}.`;
  return after === null ? `${name} is gone; it was ${before}.` : `${name} is ${after} now; it was ${before}.`;
}

function renamedSchema({ name: before, fields: older }: Outline, { name: after, fields: newer }: Outline): Placed[] {
  if (before === after) return [];
  const message = `The schema is called ${after ?? 'nothing'} now; it was ${before ?? 'without a name'}.`;
  const at = { older: older[0]?.definitions ?? [], newer: newer[0]?.definitions ?? [], identity: null };
  const place = { path: '', previousPath: null, definedAt: at };
  return [{ kind: 'name', message, before, after, ...place, keywords: ['name'], isInert: false }];
}
