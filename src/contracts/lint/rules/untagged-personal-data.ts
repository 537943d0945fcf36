import type { OutlinedField } from '../../outline.js';
import type { Format } from '../../source.js';
import { personalDataIn } from '../personal-data.js';
import { complaint, namedFields, parentPath, textsOption, type LintRule } from '../rule.js';

const SENSITIVITY =
  'pii personal sensitive private confidential restricted secret gdpr phi pci hipaa spi internal public none low medium high';
const DEFAULT_TAGS = SENSITIVITY.split(' ');

/**
 * What is known of a person must be found, masked and deleted on demand. Tags are how that is done across topics; a field
 * without one is forgotten. Any tag of sensitivity counts, also one that says there is none; `tags` names others.
 */
export const untaggedPersonalData: LintRule = {
  id: 'untagged-personal-data',
  severity: 'warning',
  check(contract, options) {
    const accepted = new Set((textsOption(options, 'tags') ?? DEFAULT_TAGS).map((tag) => tag.toLowerCase()));
    const tagged = taggedPaths(contract.outline.fields, accepted);
    const told = new Set<string>();
    return namedFields(contract).flatMap((field) => {
      const enclosing = pathsAround(field.path);
      const what = personalDataIn(
        field,
        enclosing.map(nameIn).filter((name) => name !== '*'),
      );
      if (what === null || tagged.inside.has(field.path)) return [];
      if ([field.path, ...enclosing].some((path) => tagged.at.has(path) || told.has(path))) return [];
      told.add(field.path);
      const message = `${field.path} is ${what}, by its name or format, and no tag says how sensitive it is: nobody will find it when it must be masked or deleted.`;
      return [complaint(field, message, FIXES[contract.format])];
    });
  },
};

const FIXES: Readonly<Record<Format, string>> = {
  JSON: 'Tag it: "confluent:tags": ["PII"], or "x-sensitivity". Where it is none, tag it as public.',
  AVRO: 'Tag it with the property "confluent:tags": ["PII"] on the field. Where it is none, tag it as public.',
  PROTOBUF: 'Tag it: [(confluent.field_meta).tags = "PII"]. Where it is none, tag it as public.',
};

interface Tagged {
  at: ReadonlySet<string>;
  /** What encloses a tagged field: somebody has looked at its parts. */
  inside: ReadonlySet<string>;
}

function taggedPaths(fields: readonly OutlinedField[], accepted: ReadonlySet<string>): Tagged {
  const at = new Set<string>();
  const inside = new Set<string>();
  for (const { path, tags } of fields) {
    const isTagged = tags.some(
      (tag) => accepted.has(tag.toLowerCase()) || partsOf(tag).some((part) => accepted.has(part)),
    );
    if (!isTagged) continue;
    at.add(path);
    for (const around of pathsAround(path)) inside.add(around);
  }
  return { at, inside };
}

/** `GDPR:personal` and `pii_email` count as their parts. */
const partsOf = (tag: string): string[] => tag.toLowerCase().split(/[^\p{L}]+/u);

function pathsAround(path: string): string[] {
  const found: string[] = [];
  for (let around = parentPath(path); around !== null; around = parentPath(around)) found.push(around);
  return found;
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
