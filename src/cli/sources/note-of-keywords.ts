import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import type { JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { wording } from '../../contracts/sentence.js';

/** Of every draft; `description` and `version` are not among them: files of every kind have those. */
const KEYWORDS = new Set(
  (
    '$schema $id id $ref $dynamicRef $recursiveRef $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment $defs definitions title ' +
    'type enum const default examples multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern ' +
    'format maxItems minItems uniqueItems maxContains minContains items prefixItems additionalItems unevaluatedItems contains ' +
    'maxProperties minProperties required properties patternProperties additionalProperties unevaluatedProperties propertyNames ' +
    'dependencies dependentRequired dependentSchemas allOf anyOf oneOf not if then else contentEncoding contentMediaType ' +
    'contentSchema deprecated readOnly writeOnly'
  ).split(' '),
);

/** Whether an object has a keyword of JSON Schema. */
export const hasKeyword = (schema: JsonObject): boolean => Object.keys(schema).some((key) => KEYWORDS.has(key));

export const NO_KEYWORD = 'no-keyword';

const ACCEPTS_ALL = wording('There is no keyword of JSON Schema in it: every event is accepted.');

/** That an object has no keyword of JSON Schema, as a notice: it is one by the letter, and accepts everything. `{}` is meant so. */
export function noteOfKeywords(schema: JsonObject): Finding[] {
  if (Object.keys(schema).length === 0 || hasKeyword(schema)) return [];
  return [
    {
      ...aboutCandidate(NO_KEYWORD, 'notice', '', ACCEPTS_ALL),
      fix: 'Is it a contract? Leave it out (!glob), or write the schema that is meant.',
    },
  ];
}
