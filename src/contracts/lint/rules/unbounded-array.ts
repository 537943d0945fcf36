import { complaint, fieldName, numberOption, type LintRule } from '../rule.js';

const SAID = { array: ['items', 'maxItems'], map: ['entries', 'maxProperties'] } as const;

/**
 * Lists grow with the business: the order with 40,000 lines comes, and with it an event that no broker accepts. Avro and
 * Protobuf cannot bound a list; there only a list within a list is told. `maxItems` is the most a field may allow.
 */
export const unboundedArray: LintRule = {
  id: 'unbounded-array',
  severity: 'notice',
  check({ outline, format }, options) {
    const most = numberOption(options, 'maxItems');
    return outline.fields.flatMap((field) => {
      if (field.kind !== 'array' && field.kind !== 'map') return [];
      const [held, keyword] = SAID[field.kind];
      if (field.maxLength === null) {
        const isTold = format === 'JSON' || /\/\*(\/|$)/.test(field.path);
        const message = `${fieldName(field)} may have any number of ${held}: a single event can grow beyond what the broker accepts.`;
        const fix = format === 'JSON' ? `Set "${keyword}", or send an event for each.` : 'Send an event for each.';
        return isTold ? [complaint(field, message, fix)] : [];
      }
      if (most === null || field.maxLength <= most) return [];
      const message = `${fieldName(field)} may have ${field.maxLength} ${held}, and this contract allows at most ${most}.`;
      return [complaint(field, message, `Set "${keyword}" to ${most} or less.`)];
    });
  },
};
