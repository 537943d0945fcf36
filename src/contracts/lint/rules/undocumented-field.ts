import { complaint, fieldName, namedFields, type LintRule } from '../rule.js';

/**
 * Whoever consumes an event cannot ask the code that wrote it: what a field means, and what it means when it is absent,
 * stands in the contract or nowhere.
 */
export const undocumentedField: LintRule = {
  id: 'undocumented-field',
  severity: 'notice',
  check: (contract) =>
    [...contract.outline.fields.slice(0, 1), ...namedFields(contract)]
      .filter(({ description, isDeprecated }) => description === null && !isDeprecated)
      .map((field) =>
        complaint(
          field,
          `${fieldName(field)} has no description: consumers have to guess what it means.`,
          'Say in a sentence what it means, and when it is absent.',
        ),
      ),
};
