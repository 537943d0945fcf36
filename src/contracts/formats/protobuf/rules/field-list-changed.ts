import { told, wording } from '../../../sentence.js';
import { fieldKey } from '../codec.js';
import { isList } from '../field-form.js';
import type { Field } from '../model.js';
import { samplesOf } from '../samples.js';
import { labelChange } from './confluent-field.js';
import { fieldObstacle } from './obstacle.js';
import { readsNewer, WIRE_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * Whoever reads one value from a list takes the last, merges messages, or misses packed numbers altogether; a map has each
 * key once, a list of its entries may have it twice (proto3#updating, encoding#last-one-wins, encoding#maps). The other
 * way round nothing is lost, and buf refuses it all the same.
 */
export const fieldListChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  field: (pair) => {
    const { writer, reader } = pair;
    if (isList(writer) !== isList(reader)) return [ofList(pair)];
    const isMapOfEntries = writer.presence === 'repeated' && reader.presence === 'map';
    return isMapOfEntries ? [ofKeys(pair)] : [];
  },
};

function ofList(pair: Pair<Field>): Obstacle {
  const { writer, reader } = pair;
  const [written, read] = isList(writer)
    ? (['many values', 'one: the others are lost'] as const)
    : (['one value', `a list: ${LISTS_TO_COME}`] as const);
  return fieldObstacle(pair, {
    rule: 'field-cardinality-changed',
    change: labelChange(writer, reader),
    buf: 'FIELD_WIRE_COMPATIBLE_CARDINALITY',
    message: (names) =>
      told`${names.writer} writes ${written} into "${writer.name}", and ${names.reader} reads ${wording(read)}.`,
    fix: `Keep "${pair.older.name}" ${isList(pair.older) ? 'repeated' : 'singular'}, or add a field with a new number.`,
    isPolicy: true,
  });
}

const LISTS_TO_COME = 'older consumers cannot read the lists that producers may write from then on';

function ofKeys(pair: Pair<Field>): Obstacle {
  const { writer } = pair;
  const collapsing = fieldObstacle(pair, {
    rule: 'map-keys-collapse',
    change: 'FIELD_KIND_CHANGED',
    buf: null,
    message: (names) =>
      told`${names.writer} writes a list of entries into "${writer.name}", and ${names.reader} reads a map: of entries with the same key one is left.`,
    fix: `Keep "${pair.older.name}" a ${readsNewer(pair) ? 'list' : 'map'}.`,
    isPolicy: false,
  });
  const twice = samplesOf(writer).flatMap((list) => (list as unknown[]).slice(0, 1).map((entry) => [entry, entry]));
  return { ...collapsing, samples: twice.map((list) => ({ [fieldKey(writer)]: list })) };
}
