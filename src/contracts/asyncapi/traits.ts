import { isJsonObject, type JsonObject } from '../formats/json-schema/reading/json-objects.js';
import { follow, type LostReference, type Placed } from './pointers.js';
import { majorVersionOf } from './version.js';

/** A message with what its traits say. */
export interface WithTraits {
  value: JsonObject;
  /** A trait that is not there, so that nobody knows what it says; null where all are. */
  lostTrait: LostReference | null;
}

/** What a trait says of a message is deep only as far as people write it. */
const DEEPEST = 100;

/**
 * A message with its traits merged into it: any field but `payload` and `traits`, such as `schemaFormat`, `contentType` and `headers`. In
 * version 2 they are applied to the message in their order by JSON Merge Patch, so that the last one wins (v2.6.0, Message Object,
 * `traits`); in version 3 what the message says wins over all of them (v3.0.0, Traits Merge Mechanism).
 */
export function withTraits(document: JsonObject, { value, pointer }: Placed & { value: JsonObject }): WithTraits {
  const { traits, ...message } = value;
  if (!Array.isArray(traits) || traits.length === 0) return { value, lostTrait: null };
  const all = traits.map((trait: unknown, i) => follow(document, { value: trait, pointer: `${pointer}/traits/${i}` }));
  const said = all.flatMap((trait) =>
    trait.lost === null && isJsonObject(trait.value) ? [allowedIn(trait.value)] : [],
  );
  const isSecond = majorVersionOf(document) === 2;
  const { payload, ...own } = message;
  const patches = isSecond ? [own, ...said] : [...said, own];
  const merged = patches.reduce<JsonObject>((target, patch) => mergePatch(target, patch, 0), {});
  return {
    value: { ...merged, ...(payload === undefined ? {} : { payload }), traits },
    lostTrait: all.find(({ lost }) => lost !== null)?.lost ?? null,
  };
}

function allowedIn({ payload: _payload, traits: _traits, ...said }: JsonObject): JsonObject {
  return said;
}

/** RFC 7396; what is new is taken as it stands, since a `null` inside it is a value of a schema or an example. */
function mergePatch(target: JsonObject, patch: JsonObject, depth: number): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const there = merged.get(key);
    if (value === null) merged.delete(key);
    else if (isJsonObject(there) && isJsonObject(value) && depth < DEEPEST)
      merged.set(key, mergePatch(there, value, depth + 1));
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}
