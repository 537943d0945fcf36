import type { Finding } from '../../contracts/finding.js';

/** Between the two types that a message names. */
const TYPES: readonly RegExp[] = [
  /writes "\w+" as (.+), and § reads (.+?)(?:: the values|\.$)/,
  /writes (.+) into "\w+", and § (?:reads (.+?): numbers|(takes them for text))/,
  /^Number (\d+) is "\w+" \((.+)\) in §, and "\w+" \((.+)\) in §/,
];
const BOTH_SIDES = [/ is (.+) in § and (.+) in §/];

/**
 * Where the words that no quotes stand around say what changed; of a rule that is not here, the paths and the quoted names do. A
 * sentence that is put otherwise is put otherwise here, so that fingerprints stay.
 */
const TOLD_BY_MESSAGE: Readonly<Record<string, readonly RegExp[]>> = {
  'enum-type-changed': BOTH_SIDES,
  'enum-value-renumbered': [/ writes (\w+) of .*, its number (-?\d+), § (?:knows \w+ as (-?\d+) alone|reads (\w+))/],
  'enum-value-renamed': [/ writes (\w+) of .*, its number (-?\d+), § reads (\w+)/, /^Value (-?\d+) of /],
  'enum-value-unknown': [/ may write (-?\d+) into /],
  'extension-range-removed': [/ allows no extensions (.+) any more in §/],
  'field-cardinality-changed': [/ writes (many|one) values? into /],
  'field-ctype-changed': BOTH_SIDES,
  'field-default-changed': [/ means (.+), and § reads (.+)\.$/],
  'field-jstype-changed': BOTH_SIDES,
  'field-kind-changed': TYPES,
  'field-label-changed': TYPES,
  'field-named-type-changed': [...TYPES, / is a (.+) in § and a (.+) in §/],
  'field-numbers-exchanged': [/, number (\d+), .* is number (\d+)\.$/],
  'field-presence-changed': BOTH_SIDES,
  'field-renumbered': [/ under number (\d+), and § looks for it under (\d+)/],
  'field-scalar-kind-changed': TYPES,
  'field-source-type-changed': BOTH_SIDES,
  'field-type-changed': TYPES,
  'field-utf8-changed': BOTH_SIDES,
  'field-values-cut-off': TYPES,
  'json-type-changed': BOTH_SIDES,
  'method-changed': [/^(\w+) (takes|returns|is) (.+) in § and (.+) in §\.$/],
  'method-removed': [/^(\w+) is gone from /],
  'name-changed': [/ reads the \w+ (\S+); events of § carry (\S+),/],
  'package-changed': [/^The file is in (.+) and in (.+) now/],
  'reserved-removed': [/ reserves (.+) no longer in §(?:.* \((-?\d+)\) takes it)?/],
  'syntax-changed': [/^The file is (\w+), and (\w+) now/],
};

/** What the candidate writes, where an earlier version reads it: the sentence tells that last. */
const WRITTEN: Readonly<Record<string, RegExp>> = Object.fromEntries(
  [
    'type-changed',
    'type-narrowed',
    'union-branch-missing',
    'decimal-scale-changed',
    'decimal-precision-changed',
    'fixed-size-changed',
  ].map((rule) => [rule, /[;,] (?:and )?events of § (?:may )?carry (.+?)\.(?: |$)/]),
);

/**
 * What a finding is about beside its paths and the names that it quotes: types, numbers, methods. Null where there is no more to it.
 * `sides` are the names of the two schemas in its message.
 */
export function toldByMessage({ rule, message, direction }: Finding, sides: readonly string[]): string | null {
  const written = direction === 'forward' ? WRITTEN[rule] : undefined;
  const forms = TOLD_BY_MESSAGE[rule] ?? (written === undefined ? [] : [written]);
  const said = sides
    .flatMap((side) => [side, side.charAt(0).toUpperCase() + side.slice(1)])
    .reduce((text, side) => text.replaceAll(side, '§'), message.replace(/ \(buf: \w+\)$/, ''))
    .replace(/^(Not proved: |Confluent's registry takes this, and an event shows what it does: )/, '');
  for (const form of forms) {
    const facts =
      form
        .exec(said)
        ?.slice(1)
        .filter((fact) => fact !== undefined) ?? [];
    if (facts.length > 0) return JSON.stringify(facts);
  }
  return null;
}
