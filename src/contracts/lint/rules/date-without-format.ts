import type { OutlinedField } from '../../outline.js';
import type { Format } from '../../source.js';
import { complaint, namedFields, type LintRule } from '../rule.js';
import { describesUnit, namesUnit } from '../units.js';
import { headOf, sayWhatHappened, wordsOf } from '../words.js';

const FIXES: Readonly<Record<Format, string>> = {
  JSON: 'Set "format": "date-time" (or "date"), and send RFC 3339.',
  AVRO: 'Use a long with the logical type timestamp-millis (or an int with date).',
  PROTOBUF: 'Use google.protobuf.Timestamp.',
};

/**
 * `03/04/2026` is in March for some and in April for others, and a number may count seconds or milliseconds. A moment
 * whose form is not in the contract is parsed differently by each consumer.
 */
export const dateWithoutFormat: LintRule = {
  id: 'date-without-format',
  severity: 'warning',
  check: (contract) =>
    namedFields(contract)
      .filter((field) => field.format === null && !isOfKnownForm(field) && isMoment(field))
      .map((field) =>
        complaint(
          field,
          `${field.path} is a moment by its name, and the contract does not say in which form: consumers will parse it differently.`,
          FIXES[contract.format],
        ),
      ),
};

function isOfKnownForm({ kind, name, facets, description }: OutlinedField): boolean {
  if (kind === 'string') return ['pattern', 'const'].some((keyword) => Object.hasOwn(facets, keyword));
  if (kind !== 'integer' && kind !== 'number') return true;
  return namesUnit(name, 'time') || describesUnit(description, 'time');
}

const MOMENTS = ['date', 'datetime', 'timestamp', 'ts', 'birthday', 'birthdate', 'dob'];
const TEXTS_ONLY = ['time', 'expiry', 'expiration', 'deadline'];
/** `processingTime` is how long something takes. */
const LASTING =
  'processing response lead waiting wait run running execution elapsed total travel delivery handling cycle'.split(' ');

function isMoment({ name, kind }: OutlinedField): boolean {
  const words = wordsOf(name).filter((word) => !['utc', 'gmt', 'iso'].includes(word));
  const head = headOf(words);
  const before = words.slice(0, -1);
  if (MOMENTS.includes(head)) return true;
  if (head === 'at') return before.length > 0;
  if (head === 'on') return before.length > 0 && sayWhatHappened(before);
  return kind === 'string' && TEXTS_ONLY.includes(head) && !before.some((word) => LASTING.includes(word));
}
