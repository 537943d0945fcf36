import type { OutlinedField } from '../../outline.js';
import { complaint, namedFields, type LintRule } from '../rule.js';
import { describesUnit, hasUnitBeside, namesUnit, saidUnits, type Quantity } from '../units.js';
import { headOf, wordsOf } from '../words.js';

const QUANTITIES: Readonly<Record<Quantity, ReadonlySet<string>>> = {
  money: new Set(['amount', 'price', 'cost', 'fee', 'balance', 'subtotal', 'total', 'tax', 'discount', 'salary']),
  time: new Set(['timeout', 'duration', 'delay', 'interval', 'ttl', 'latency', 'elapsed', 'uptime']),
  physical: new Set([
    'weight',
    'mass',
    'height',
    'width',
    'distance',
    'temperature',
    'speed',
    'altitude',
    'mileage',
    'voltage',
    'pressure',
    'humidity',
  ]),
};

const FIXES: Readonly<Record<Quantity, string>> = {
  money: 'Name the currency in a field beside it, and whether it counts minor units (amountCents, amountMinor).',
  time: 'Put the unit into the name (timeoutMs, durationSeconds).',
  physical: 'Put the unit into the name (weightGrams, distanceKm), or into a field beside it.',
};

/** A number without a unit is read in the wrong one sooner or later: seconds for milliseconds, dollars for cents. */
export const missingUnit: LintRule = {
  id: 'missing-unit',
  severity: 'warning',
  check(contract) {
    const said = saidUnits(contract.outline.fields);
    return namedFields(contract).flatMap((field) => {
      const quantity = quantityOf(field);
      if (quantity === null || saysUnit(field, quantity) || hasUnitBeside(field.path, quantity, said)) return [];
      const unit = quantity === 'money' ? 'currency' : 'unit';
      const message = `${field.path} says no ${unit}: a consumer may take ${EXAMPLES[quantity]}.`;
      return [complaint(field, message, FIXES[quantity])];
    });
  },
};

const EXAMPLES: Readonly<Record<Quantity, string>> = {
  money: 'cents for dollars, or dollars for euros',
  time: 'seconds for milliseconds',
  physical: 'pounds for kilograms, or miles for kilometres',
};

const NUMERIC = ['integer', 'number'];

function quantityOf({ name, kind, format, facets }: OutlinedField): Quantity | null {
  if (Object.hasOwn(facets, 'const')) return null;
  const head = headOf(wordsOf(name));
  const found = (Object.keys(QUANTITIES) as Quantity[]).find((one) => QUANTITIES[one].has(head)) ?? null;
  if (found === null) return null;
  // Sums of money also travel as decimal texts or bytes; a text called "duration" may be ISO 8601's, which has units.
  const isDecimal = found === 'money' && (kind === 'string' || (kind === 'bytes' && format === 'decimal'));
  return NUMERIC.includes(kind) || isDecimal ? found : null;
}

function saysUnit({ name, path, description, facets }: OutlinedField, quantity: Quantity): boolean {
  const around = path.split('/').slice(0, -1).join(' ');
  return (
    typeof facets['x-unit'] === 'string' ||
    namesUnit(name, quantity) ||
    namesUnit(around, quantity) ||
    describesUnit(description, quantity)
  );
}
