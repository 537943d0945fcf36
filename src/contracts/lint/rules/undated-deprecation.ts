import { DEPRECATION_MARKS, deprecatedSince } from '../deprecation-date.js';
import type { Format } from '../../source.js';
import { complaint, fieldName, type LintRule } from '../rule.js';

/** A deprecation without a date never ends: nobody can tell whether consumers had their time. */
export const undatedDeprecation: LintRule = {
  id: 'undated-deprecation',
  severity: 'notice',
  check: ({ format, outline }) =>
    outline.fields
      .filter((field) => field.isDeprecated && deprecatedSince(field) === null)
      .map((field) =>
        complaint(
          field,
          `${fieldName(field)} is deprecated, and since when it does not say: consumers cannot tell how long they have.`,
          fixIn(format),
        ),
      ),
};

function fixIn(format: Format): string {
  const { since, removal } = DEPRECATION_MARKS[format];
  return format === 'PROTOBUF'
    ? `Add ${since}, and ${removal} for the day it may go.`
    : `Set ${since} to a date such as 2026-11-21, and ${removal} to the day it may go.`;
}
