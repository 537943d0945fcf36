import { pairFields, type FieldPair, type Pairing } from '../../diff/pair-fields.js';
import type { OutlinedField } from '../../outline.js';
import type { Format } from '../../source.js';
import { dayOf, DEPRECATION_MARKS, deprecatedSince, removableAfter } from '../deprecation-date.js';
import { byPath, complaint, numberOption, parentPath, type Complaint, type LintRule } from '../rule.js';

const DEFAULT_GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * A field that is gone from one day to the next breaks whoever read it. It is marked deprecated first, with a date, and
 * goes after `x-removal-after`, or `graceDays` (30) after `x-deprecated-since`. One that only seems to be renamed or
 * moved is gone for its consumers. With `namesMatter` a Protobuf field that kept its number under another name is gone
 * too, as it is for whoever reads the JSON form.
 */
export const removedWithoutDeprecation: LintRule = {
  id: 'removed-without-deprecation',
  severity: 'error',
  check({ format, outline, previous, now }, options) {
    if (previous === null) return [];
    const graceDays = numberOption(options, 'graceDays') ?? DEFAULT_GRACE_DAYS;
    const before = byPath(previous);
    const pairing = pairFields(previous.fields, outline.fields);
    return goneFields(pairing, options['namesMatter'] === true)
      .filter(({ name }) => name !== '*')
      .flatMap((field) => tooEarly(field, deprecatedAround(field, before), { format, graceDays, now }));
  },
};

/** No schema says of a pair by description or place that it is one; an alias and a number do. */
function goneFields({ pairs, removed }: Pairing, doNamesMatter: boolean): OutlinedField[] {
  const guesses: FieldPair['by'][] = doNamesMatter ? ['description', 'place', 'number'] : ['description', 'place'];
  return [...removed, ...pairs.filter(({ by }) => guesses.includes(by)).map(({ older }) => older)];
}

/** The field or what encloses it: an object that is deprecated is so with all it holds. */
function deprecatedAround(field: OutlinedField, before: Map<string, OutlinedField>): OutlinedField | null {
  for (let path: string | null = field.path; path !== null; path = parentPath(path)) {
    const around = before.get(path);
    if (around?.isDeprecated === true) return around;
  }
  return null;
}

interface Grace {
  format: Format;
  graceDays: number;
  now: Date;
}

function tooEarly(field: OutlinedField, marked: OutlinedField | null, { format, graceDays, now }: Grace): Complaint[] {
  const { path } = field;
  const { mark, since: sinceMark } = DEPRECATION_MARKS[format];
  if (marked === null) {
    const message = `${path} is gone, and it was never marked deprecated: consumers that read it had no warning.`;
    return [complaint(field, message, `Keep it, mark it with ${mark} and ${sinceMark}, and remove it later.`)];
  }
  const since = deprecatedSince(marked);
  const due = removableAfter(marked) ?? (since === null ? null : new Date(since.getTime() + graceDays * DAY_MS));
  if (due === null) {
    const message = `${path} is gone; it was deprecated without a date, so nobody can tell whether consumers had their time.`;
    return [complaint(field, message, `Keep it, and say since when with ${sinceMark} first.`)];
  }
  if (due <= now) return [];
  const message = `${path} is gone before its time: consumers were told that it stays until ${dayOf(due)}.`;
  return [complaint(field, message, `Keep it until ${dayOf(due)}.`)];
}
