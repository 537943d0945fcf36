import { deprecatedSince } from '../deprecation-date.js';
import { complaint, fieldName, type LintRule } from '../rule.js';

/** A deprecation without a date never ends: nobody can tell whether consumers had their time. */
export const undatedDeprecation: LintRule = {
  id: 'undated-deprecation',
  severity: 'notice',
  check: ({ outline }) =>
    outline.fields
      .filter((field) => field.isDeprecated && deprecatedSince(field) === null)
      .map((field) =>
        complaint(
          field,
          `${fieldName(field)} is deprecated, and since when it does not say: consumers cannot tell how long they have.`,
          'Set "x-deprecated-since" to a date such as 2026-11-21, and "x-removal-after" to the day it may go.',
        ),
      ),
};
