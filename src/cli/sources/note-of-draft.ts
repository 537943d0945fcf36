import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { isKeywordOf, SUBSCHEMA_KEYWORDS } from '../../contracts/formats/json-schema/dialect.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { escapePointer } from '../../contracts/formats/json-schema/reading/pointers.js';
import { toldDialect } from '../../contracts/formats/json-schema/reading/told-dialect.js';
import { told, wording } from '../../contracts/sentence.js';

/** Of later drafts, and nothing is demanded by them: names, places for definitions, remarks. */
const DEMANDS_NOTHING = new Set(['$defs', '$anchor', '$dynamicAnchor', '$recursiveAnchor']);

const DEMANDS = new Set(
  (
    'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems ' +
    'uniqueItems contains items additionalItems maxProperties minProperties required properties patternProperties ' +
    'additionalProperties propertyNames dependencies allOf anyOf oneOf not if then else'
  ).split(' '),
);

/**
 * What means nothing in a schema that names no draft, as notices, one a keyword at its first place: draft-07 is assumed, as registries do,
 * in which later drafts' keywords, and all that stands beside a `$ref`, are ignored. None where the schema tells its draft.
 */
export function noteOfDraft(schema: JsonObject): Finding[] {
  if ('$schema' in schema || toldDialect(schema) !== null) return [];
  const ignored = new Map<string, string[]>();
  const queue: { value: unknown; pointer: string }[] = [{ value: schema, pointer: '' }];
  for (const { value, pointer } of queue) {
    if (!isJsonObject(value) || isOfOwnDraft(value, pointer)) continue;
    for (const keyword of Object.keys(value)) {
      const what = meansNothing(value, keyword);
      if (what !== null) ignored.set(what, [...(ignored.get(what) ?? []), `${pointer}/${keyword}`]);
      for (const held of heldBy(value, keyword)) queue.push({ ...held, pointer: pointer + held.pointer });
    }
  }
  return [...ignored].map(([what, places]) => noteOf(what, places));
}

const isOfOwnDraft = (schema: JsonObject, pointer: string): boolean => pointer !== '' && '$schema' in schema;

/** The keyword in words; null where it means something, or nobody expects it to. */
function meansNothing(schema: JsonObject, keyword: string): string | null {
  const isLater =
    !isKeywordOf('draft-07', keyword) && (isKeywordOf('2019-09', keyword) || isKeywordOf('2020-12', keyword));
  if (isLater) return DEMANDS_NOTHING.has(keyword) ? null : `\`${keyword}\``;
  return typeof schema['$ref'] === 'string' && DEMANDS.has(keyword) ? `\`${keyword}\` beside \`$ref\`` : null;
}

function heldBy(schema: JsonObject, keyword: string): { value: unknown; pointer: string }[] {
  const holding = SUBSCHEMA_KEYWORDS[keyword];
  const held = schema[keyword];
  if (holding === undefined) return [];
  const own = `/${keyword}`;
  if (Array.isArray(held)) return held.map((value: unknown, i) => ({ value, pointer: `${own}/${i}` }));
  if (!holding.startsWith('map')) return [{ value: held, pointer: own }];
  if (!isJsonObject(held)) return [];
  return Object.entries(held).map(([name, value]) => ({ value, pointer: `${own}/${escapePointer(name)}` }));
}

function noteOf(what: string, [first = '', ...others]: readonly string[]): Finding {
  const more = others.length === 0 ? '' : ` (and in ${others.length} other place${others.length === 1 ? '' : 's'})`;
  const message = told`${what}${wording(more)} means nothing in draft-07, which is assumed where no \`$schema\` stands: name the draft.`;
  return {
    ...aboutCandidate('keyword-ignored', 'notice', first, message),
    fix: 'Name the draft that is meant, such as "$schema": "https://json-schema.org/draft/2020-12/schema".',
  };
}
