import { visit, type Document, type Scalar } from 'yaml';
import { exactNumber } from './exact-json.js';
import { isExactNumber } from './formats/json-schema/reading/inexact-numbers.js';

/**
 * Keeps each number of a YAML document that a double does not hold as an `exactNumber`; a name that is such a number stays as it is written.
 * Tells where a number stands that JSON has no word for (`.inf`, `.nan`); null where there is none.
 */
export function keepNumbers(document: Document): { fault: string; offset: number } | null {
  let found: { fault: string; offset: number } | null = null;
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'number' || node.source === undefined) return undefined;
      const kept = keptNumber(node.source, node.value);
      if (kept === null) {
        const fault = `it holds ${node.source}, which is no number of JSON. Leave it out, or write a number.`;
        found = { fault, offset: node.range?.[0] ?? 0 };
        return visit.BREAK;
      }
      if (typeof kept === 'symbol') (node as Scalar).value = key === 'key' ? node.source : kept;
      return undefined;
    },
  });
  return found;
}

/** A number of YAML's core schema (1.2, section 10.3) as it is kept; null for what JSON does not have. */
function keptNumber(source: string, value: number): number | symbol | null {
  if (/^[-+]?\.(inf|nan)$/i.test(source)) return null;
  const digits = source.replaceAll('_', '');
  const literal = /^0[xob]/i.test(digits) ? String(BigInt(digits)) : literalOf(digits);
  return isExactNumber(literal) ? value : exactNumber(literal);
}

/** As JSON writes it: YAML allows a plus sign, zeros in front, and a point without a digit on one of its sides. */
function literalOf(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = ''] =
    /^([-+]?)(\d*)(?:\.(\d*))?([eE][-+]?\d+)?$/.exec(source) ?? [];
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return `${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}${exponent}`;
}
