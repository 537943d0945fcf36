import { partsOf, type AvroSchema, type AvroType } from './schema.js';

/** For each type, by its `id`, in which order it was found to have values; null where it can have none. */
export type Ranks = readonly (number | null)[];

const ranksOf = new WeakMap<AvroSchema, Ranks>();

/**
 * Which types have values at all: not an enum without symbols, not a record that always holds another of itself. A
 * record's fields rank before it, and so does one branch of a union: following lower ranks always ends.
 */
export function inhabitedRanks(schema: AvroSchema): Ranks {
  const known = ranksOf.get(schema);
  if (known !== undefined) return known;
  const ranks = rank(schema.types);
  ranksOf.set(schema, ranks);
  return ranks;
}

const NOBODY: readonly AvroType[] = [];

/** Which types hold each type directly; undefined where none does. */
function usersOf(types: readonly AvroType[]): readonly (readonly AvroType[] | undefined)[] {
  const users = types.map((): AvroType[] | undefined => undefined);
  for (const type of types) {
    for (const { id } of partsOf(type)) {
      const known = users[id];
      if (known === undefined) users[id] = [type];
      else known.push(type);
    }
  }
  return users;
}

function rank(types: readonly AvroType[]): Ranks {
  const ranks = types.map((): number | null => null);
  const users = usersOf(types);
  const missing = types.map((type) => (type.kind === 'record' ? type.fields.length : type.kind === 'union' ? 1 : 0));
  const found = types.filter((type) => missing[type.id] === 0 && !(type.kind === 'enum' && type.symbols.length === 0));
  let next = 0;
  for (const type of found) ranks[type.id] = next++;
  // Grows while it is walked: each type is found once, when the last of what it needs is.
  for (const type of found) {
    for (const user of users[type.id] ?? NOBODY) {
      missing[user.id] = missing[user.id]! - 1;
      if (missing[user.id] !== 0 || ranks[user.id] !== null) continue;
      ranks[user.id] = next++;
      found.push(user);
    }
  }
  return ranks;
}
