import { checkCompatibility, type CompatibilityRequest } from '../../src/contracts/compatibility.js';

/** Two Avro schemas as two versions of a subject. */
export function check(writer: unknown, reader: unknown, more: Partial<CompatibilityRequest> = {}) {
  return checkCompatibility({
    format: 'AVRO',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'AVRO', text: JSON.stringify(writer) }],
    candidate: JSON.stringify(reader),
    budgetMs: 60_000,
    ...more,
  });
}

export const record = (name: string, fields: object[], more: object = {}) => ({
  type: 'record',
  name,
  fields,
  ...more,
});
export const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
export const one = (type: unknown, more: object = {}) => record('R', [field('a', type, more)]);
export const symbols = (list: string[], more: object = {}) => ({ type: 'enum', name: 'E', symbols: list, ...more });
export const fixed = (size: number, name = 'F') => ({ type: 'fixed', name, size });
export const decimal = (precision: number, scale: number) => ({
  type: 'bytes',
  logicalType: 'decimal',
  precision,
  scale,
});
