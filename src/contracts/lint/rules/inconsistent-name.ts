import type { OutlinedField } from '../../outline.js';
import { complaint, namedFields, textOption, type LintRule } from '../rule.js';

type Convention = 'camelCase' | 'snake_case' | 'PascalCase' | 'kebab-case';

const CONVENTIONS: Record<Convention, (words: readonly string[]) => string> = {
  camelCase: (words) => words.map((word, i) => (i === 0 ? word : capital(word))).join(''),
  snake_case: (words) => words.join('_'),
  PascalCase: (words) => words.map(capital).join(''),
  'kebab-case': (words) => words.join('-'),
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * A consumer that has to remember which of `orderId` and `order_id` it was will get it wrong, silently where content is
 * open. Without the option `convention` the one that most names follow counts.
 */
export const inconsistentName: LintRule = {
  id: 'inconsistent-name',
  severity: 'warning',
  check(contract, options) {
    const named = namedFields(contract).filter(({ name }) => /^\p{L}/u.test(name));
    const wanted = (textOption(options, 'convention') as Convention | null) ?? mostCommon(named);
    if (wanted === null || !Object.hasOwn(CONVENTIONS, wanted)) return [];
    return named
      .filter(({ name }) => ![wanted, 'any'].includes(conventionOf(name)))
      .map((field) => {
        const better = CONVENTIONS[wanted](partsOf(field.name));
        return complaint(
          field,
          `${field.path} is not ${wanted} as the names around it: consumers will misspell it.`,
          `Call it "${better}" in a new field, and deprecate this one.`,
        );
      });
  },
};

/** `any` for a single word in lower case or an abbreviation in capitals; `none` for a mixture. */
function conventionOf(name: string): Convention | 'any' | 'none' {
  if (/^[\p{Ll}\d]+$/u.test(name) || /^[\p{Lu}\d]+$/u.test(name)) return 'any';
  if (/^[\p{Ll}\d]+(_[\p{Ll}\d]+)+$/u.test(name)) return 'snake_case';
  if (/^[\p{Ll}\d]+(-[\p{Ll}\d]+)+$/u.test(name)) return 'kebab-case';
  if (/^\p{Ll}[\p{L}\d]*$/u.test(name)) return 'camelCase';
  if (/^\p{Lu}[\p{L}\d]*$/u.test(name)) return 'PascalCase';
  // Letters without case, as in Chinese, follow no convention of case.
  return /^\p{Lo}+$/u.test(name) ? 'any' : 'none';
}

function mostCommon(fields: readonly OutlinedField[]): Convention | null {
  const counts = new Map<Convention, number>();
  for (const { name } of fields) {
    const convention = conventionOf(name);
    if (convention !== 'any' && convention !== 'none') counts.set(convention, (counts.get(convention) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}

/** With digits, unlike the words that rules about meaning look at. */
const partsOf = (name: string): string[] =>
  (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+|\p{Lo}+/gu) ?? [name]).map((part) => part.toLowerCase());
