import type { OutlinedField } from '../../outline.js';
import { complaint, numberOption, type Complaint, type LintRule, type LintedContract } from '../rule.js';
import { endsWith, sayWhatHappened, wordsOf } from '../words.js';

const DEFAULT_SIGNS = 3;

/**
 * A row of a table says what is, an event says what happened. Consumers of rows have to guess the reason from what
 * changed, and every column becomes a public promise. `signs` is how many marks of a row it takes (3).
 */
export const tableRow: LintRule = {
  id: 'table-row',
  severity: 'warning',
  check(contract, options) {
    const [event] = contract.outline.fields;
    if (event === undefined) return [];
    const columns = contract.outline.fields.filter(({ path }) => /^\/[^/]*$/.test(path));
    return (
      changeCapture(event, columns) ?? row(contract, event, columns, numberOption(options, 'signs') ?? DEFAULT_SIGNS)
    );
  },
};

const FIX = 'Name what happened (OrderShipped), and send what a consumer needs to act on it; keep the columns private.';

/** Debezium's envelope and its like: what was before, what is after, and the operation. */
function changeCapture(event: OutlinedField, columns: readonly OutlinedField[]): Complaint[] | null {
  const names = new Set(columns.map(({ name }) => name));
  const hasBoth = names.has('before') && names.has('after');
  const hasOperation = ['op', 'operation', 'ts_ms', '__op'].some((name) => names.has(name));
  if (!hasBoth || !hasOperation) return null;
  const message =
    'This is a captured change of a table (before, after, operation), not an event: consumers have to guess why the row changed.';
  return [complaint(event, message, FIX)];
}

/** What a table has and an event has not. */
const SIGNS: Readonly<Record<string, (columns: readonly string[][]) => boolean>> = {
  'created_at and updated_at': (columns) => hasMoment(columns, CREATED) && hasMoment(columns, UPDATED),
  'a mark of deletion': (columns) => hasMoment(columns, ['deleted']) || has(columns, ['is', 'deleted']),
  'a bare id': (columns) => columns.some((words) => words.length === 1 && (words[0] === 'id' || words[0] === 'pk')),
  'foreign keys': (columns) => columns.filter((words) => words.length > 1 && endsWith(words, ['id'])).length >= 2,
  'a row version': (columns) => ROW_VERSIONS.some((tail) => has(columns, tail)),
};

const CREATED = ['created', 'inserted'];
const UPDATED = ['updated', 'modified', 'changed'];
const ROW_VERSIONS = [['row', 'version'], ['lock', 'version'], ['xmin'], ['rowversion'], ['optimistic', 'lock']];

const has = (columns: readonly string[][], tail: readonly string[]): boolean =>
  columns.some((words) => endsWith(words, tail));

const hasMoment = (columns: readonly string[][], verbs: readonly string[]): boolean =>
  columns.some((words) => words.length <= 3 && words.some((word) => verbs.includes(word)));

function row(
  { outline }: LintedContract,
  event: OutlinedField,
  columns: readonly OutlinedField[],
  least: number,
): Complaint[] {
  if (outline.name !== null && sayWhatHappened(wordsOf(outline.name))) return [];
  const words = columns
    .filter(({ kind }) => !['object', 'array', 'map'].includes(kind))
    .map(({ name }) => wordsOf(name));
  if (EVENT_FIELDS.some((tail) => has(words, tail))) return [];
  const found = Object.keys(SIGNS).filter((sign) => SIGNS[sign]!(words));
  if (found.length < least) return [];
  const message =
    `This looks like a row of a table (${found.join(', ')}), and its name does not say what happened: ` +
    'consumers have to guess the reason from what changed, and every column becomes a promise.';
  return [complaint(event, message, FIX)];
}

/** An event knows what it is, or when it happened. */
const EVENT_FIELDS = [
  ['event', 'id'],
  ['event', 'type'],
  ['event', 'name'],
  ['event', 'time'],
  ['event', 'timestamp'],
  ['occurred', 'at'],
  ['occurred', 'on'],
  ['happened', 'at'],
];
