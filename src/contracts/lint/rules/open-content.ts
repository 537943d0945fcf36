import { complaint, fieldName, type LintRule } from '../rule.js';

/**
 * Open content is a promise to accept anything under every other name. A field that is added later breaks the events
 * that already carry that name with another type, so even an optional field is no compatible change.
 */
export const openContent: LintRule = {
  id: 'open-content',
  severity: 'notice',
  check: ({ outline, format }) =>
    outline.fields
      // Protobuf is open by design, and tells fields apart by numbers that nobody gives twice.
      .filter(({ isOpen, recursesTo }) => format === 'JSON' && isOpen === true && recursesTo === null)
      .map((field) =>
        complaint(
          field,
          `${fieldName(field)} accepts fields that are not described: one that is added later may clash with what producers already send.`,
          'Set "additionalProperties": false, or check under the policy LENIENT, where producers send only what they declare.',
        ),
      ),
};
