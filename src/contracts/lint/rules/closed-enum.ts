import type { OutlinedField } from '../../outline.js';
import type { Format } from '../../source.js';
import { complaint, fieldName, type LintRule } from '../rule.js';

const FIXES: Readonly<Record<Format, string>> = {
  JSON: 'Allow other values too ("anyOf": [{"enum": [...]}, {"type": "string"}], or a string with "x-extensible-enum"), and say what consumers do with them.',
  AVRO: 'Give the enum a "default" symbol, such as UNKNOWN: readers take it for symbols they do not know.',
  PROTOBUF: 'Use an open enum (proto3, or features.enum_type = OPEN) with a zero value UNSPECIFIED.',
};

/**
 * Lists of values grow. Where an old consumer refuses a value it does not know, every new value has to wait until all
 * consumers are deployed.
 */
export const closedEnum: LintRule = {
  id: 'closed-enum',
  severity: 'notice',
  check: ({ outline, format }) =>
    outline.fields
      .filter((field) => isClosed(field, format))
      .map((field) =>
        complaint(
          field,
          `${fieldName(field)} cannot gain a value: consumers of today refuse events with one they do not know.`,
          FIXES[format],
        ),
      ),
};

function isClosed({ values, facets, recursesTo }: OutlinedField, format: Format): boolean {
  if (values === null || values.length < 2 || recursesTo !== null) return false;
  if (format === 'AVRO') return facets['enumDefault'] === undefined;
  if (format === 'PROTOBUF') return facets['enum_type'] === 'CLOSED';
  return facets['x-extensible-enum'] === undefined;
}
