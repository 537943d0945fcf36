import type { Format } from '../../../contracts/source.js';
import { avroPlaces } from './avro-places.js';
import { jsonPlaces } from './json-places.js';
import { protoPlaces } from './proto-places.js';
import { edited, type SchemaTags, type TagPlace } from './tag-place.js';

const PLACES = { AVRO: avroPlaces, JSON: jsonPlaces, PROTOBUF: protoPlaces };

/** Stands for every tag. */
const ANY = '*';

/** What of a schema has one of the tags, in the order of its text; of each all its tags. */
export function findTags(format: Format, text: string, wanted: readonly string[]): SchemaTags[] {
  const seen = new Set<number>();
  return PLACES[format](text).places.flatMap(({ entity, at, tags }) => {
    const isWanted = wanted.includes(ANY) ? tags.length > 0 : tags.some((tag) => wanted.includes(tag));
    if (!isWanted || seen.has(at)) return [];
    seen.add(at);
    return [{ schemaEntity: entity, tags: [...tags] }];
  });
}

/** Tags to put on what a schema describes, and to take off it. */
export interface TagChange {
  add: readonly SchemaTags[];
  remove: readonly SchemaTags[];
}

/** The schema with other tags, all else as it was written; `missing` is a path that leads nowhere in it. */
export function withTags(
  format: Format,
  text: string,
  { add, remove }: TagChange,
): { text: string } | { missing: string } {
  const { places, onceTagged } = PLACES[format](text);
  const byName = new Map(places.map((place) => [nameOf(place.entity), place]));
  const changed = new Map<number, { place: TagPlace; tags: Set<string> }>();
  for (const [list, isAdded] of [[add, true] as const, [remove, false] as const]) {
    for (const { schemaEntity, tags } of list) {
      const place = byName.get(nameOf(schemaEntity));
      if (place === undefined) return { missing: schemaEntity.entityPath };
      const change = changed.get(place.at) ?? { place, tags: new Set(place.tags) };
      for (const tag of tags) change.tags[isAdded ? 'add' : 'delete'](tag);
      changed.set(place.at, change);
    }
  }
  const real = [...changed.values()].filter(({ place, tags }) => place.tags.join('\n') !== [...tags].join('\n'));
  const edits = real.flatMap(({ place, tags }) => place.write([...tags]));
  return { text: edited(text, real.some(({ tags }) => tags.size > 0) ? [...edits, ...onceTagged] : edits) };
}

/** The tags of an older schema on all that a newer one still has. */
export function withTagsOf(format: Format, text: string, older: readonly SchemaTags[]): string {
  const names = new Set(PLACES[format](text).places.map(({ entity }) => nameOf(entity)));
  const add = older.filter(({ schemaEntity }) => names.has(nameOf(schemaEntity)));
  const tagged = withTags(format, text, { add, remove: [] });
  return 'text' in tagged ? tagged.text : text;
}

/** A dot before a path says that it begins at the top, which it does in any case. */
const nameOf = ({ entityPath, entityType }: SchemaTags['schemaEntity']): string =>
  `${entityType} ${entityPath.replace(/^\./, '')}`;
