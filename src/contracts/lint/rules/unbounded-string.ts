import type { OutlinedField } from '../../outline.js';
import type { Format } from '../../source.js';
import { complaint, fieldName, numberOption, type LintRule } from '../rule.js';
import { headOf, wordsOf } from '../words.js';

const SIZED =
  'id ids key code sku currency country locale language version hash checksum token type kind status state uuid guid ref number';
/** Names of short texts that software makes: nobody writes a novel into them. */
const SIZED_BY_NAME = new Set(SIZED.split(' '));

const BULK =
  'payload body content contents html xml blob raw image photo picture attachment document file pdf base64 dump log';
const BULK_BY_NAME = new Set(BULK.split(' '));

/**
 * Brokers refuse what is larger than their limit (Kafka: 1 MiB by default), and one long text stops a partition. Only
 * JSON Schema can bound a text; in other formats only fields that hold whole documents by their name are told.
 * `maxLength` is the most a field may allow; `everyName` tells ids and codes too.
 */
export const unboundedString: LintRule = {
  id: 'unbounded-string',
  severity: 'notice',
  check({ outline, format }, options) {
    const most = numberOption(options, 'maxLength');
    return outline.fields.flatMap((field) => {
      if (field.kind !== 'string' && field.kind !== 'bytes') return [];
      if (field.maxLength === null)
        return isUnbounded(field, format, options['everyName'] === true) ? [unbounded(field)] : [];
      if (most === null || field.maxLength <= most) return [];
      const message = `${fieldName(field)} may be ${field.maxLength} long, and this contract allows at most ${most}.`;
      return [complaint(field, message, `Set "maxLength" to ${most} or less.`)];
    });
  },
};

function isUnbounded(field: OutlinedField, format: Format, isEveryName: boolean): boolean {
  const head = headOf(wordsOf(field.name));
  if (BULK_BY_NAME.has(head)) return true;
  if (format !== 'JSON' || field.format !== null || Object.hasOwn(field.facets, 'const')) return false;
  return isEveryName || !SIZED_BY_NAME.has(head);
}

const unbounded = (field: OutlinedField) =>
  complaint(
    field,
    `${fieldName(field)} may be of any length: a single event can grow beyond what the broker accepts.`,
    BULK_BY_NAME.has(headOf(wordsOf(field.name)))
      ? 'Store the content elsewhere and send a reference to it, or bound its length.'
      : 'Set "maxLength".',
  );
