import { itemsOf, memberOf, textOf, type JsonNode } from './json-text.js';
import type { Edit, SchemaEntity, TagPlace } from './tag-place.js';

/** The member that has the tags, in Avro and in JSON Schema. */
const TAGS = 'confluent:tags';

/** An object of a JSON text as a place for tags. */
export function jsonMemberPlace(text: string, node: JsonNode & { kind: 'object' }, entity: SchemaEntity): TagPlace {
  const tags = itemsOf(memberOf(node, TAGS)).flatMap((item) => textOf(item) ?? []);
  return { entity, at: node.at, tags, write: (wanted) => [write(text, node, wanted)] };
}

function write(text: string, node: JsonNode & { kind: 'object' }, tags: readonly string[]): Edit {
  const member = node.members.get(TAGS);
  if (member !== undefined && tags.length > 0) return { ...placeOf(member.value), text: JSON.stringify(tags) };
  if (member !== undefined) return removal(text, { at: member.at, end: member.value.end });
  const last = [...node.members.values()].at(-1)?.value.end;
  const at = last ?? node.at + 1;
  return { at, end: at, text: `${last === undefined ? '' : ','}"${TAGS}":${JSON.stringify(tags)}` };
}

const placeOf = ({ at, end }: JsonNode) => ({ at, end });

/** Of a member, and of one of the commas beside it. */
function removal(text: string, { at, end }: { at: number; end: number }): Edit {
  const after = /^\s*,/.exec(text.slice(end));
  if (after !== null) return { at, end: end + after[0].length, text: '' };
  const before = /,\s*$/.exec(text.slice(0, at));
  return { at: at - (before?.[0].length ?? 0), end, text: '' };
}
