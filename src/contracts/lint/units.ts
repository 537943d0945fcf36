import type { OutlinedField } from '../outline.js';
import { parentPath } from './rule.js';
import { wordsOf } from './words.js';

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const MONEY =
  'cent cents pence penny minor micros millicents usd eur gbp chf jpy cny inr sek nok dkk pln czk huf cad aud nzd brl mxn zar try ' +
  'sgd hkd krw ils euro euros dollar dollars percent pct points bps currency';
const TIME =
  'ns nanos nano nanosecond nanoseconds us micros microsecond microseconds ms msec millis milli millisecond milliseconds s sec secs ' +
  'second seconds min mins minute minutes h hr hrs hour hours d day days week weeks month months year years epoch unix';
const PHYSICAL =
  'g gram grams kg kilo kilos kilogram kilograms mg t ton tons tonne tonnes lb lbs pound pounds oz ounce ounces m meter meters metre ' +
  'metres cm mm km mi mile miles ft foot feet in inch inches px pixel pixels pt c celsius f fahrenheit k kelvin kmh kph mph l liter ' +
  'liters litre litres ml gallon gallons hpa bar psi percent pct';

/** Words that say what a number counts. */
export const UNITS = { money: wordsIn(MONEY), time: wordsIn(TIME), physical: wordsIn(PHYSICAL) } as const;
export type Quantity = keyof typeof UNITS;

/** Single letters stand in a name as a unit, and in a sentence as anything. */
const MIN_LENGTH_IN_TEXT = 2;
const NOT_IN_TEXT = wordsIn('in us min try pt bar points minor');
const SAID_OTHERWISE = /minor unit|ISO[ -]?4217|smallest unit|unit|currency/i;

/** Whether a name has a unit among its words. */
export const namesUnit = (name: string, quantity: Quantity): boolean =>
  wordsOf(name).some((word) => UNITS[quantity].has(word));

/** Whether a description names a unit. */
export function describesUnit(description: string | null, quantity: Quantity): boolean {
  if (description === null) return false;
  if (SAID_OTHERWISE.test(description) || /[€$£¥°]/.test(description)) return true;
  const words = description.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => word.length >= MIN_LENGTH_IN_TEXT && !NOT_IN_TEXT.has(word) && UNITS[quantity].has(word));
}

/**
 * The objects that have a field which says a unit for what is beside it or inside: `currency`, `weightUnit`. Asked once a
 * contract, so that a thousand amounts do not look at a thousand neighbours each.
 */
export function objectsWithUnit(fields: readonly OutlinedField[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, path } of fields) {
    const words = wordsOf(name);
    const parent = parentPath(path);
    if (parent !== null && ['currency', 'unit', 'units', 'uom'].some((word) => words.includes(word))) found.add(parent);
  }
  return found;
}

/** Whether the field, or something that encloses it, stands beside a field that says the unit. */
export function hasUnitBeside(path: string, objects: ReadonlySet<string>): boolean {
  for (let around = parentPath(path); around !== null; around = parentPath(around))
    if (objects.has(around)) return true;
  return false;
}
