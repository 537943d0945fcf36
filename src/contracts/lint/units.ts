import type { OutlinedField } from '../outline.js';
import { parentPath } from './rule.js';
import { endsWith, wordsOf } from './words.js';

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
  'liters litre litres ml gallon gallons hpa kpa pa mbar bar psi v mv kv volt volts percent pct';

/** Words that say what a number counts. */
export const UNITS = { money: wordsIn(MONEY), time: wordsIn(TIME), physical: wordsIn(PHYSICAL) } as const;
export type Quantity = keyof typeof UNITS;

/** Single letters stand in a name as a unit, and in a sentence as anything. */
const MIN_LENGTH_IN_TEXT = 2;
const NOT_IN_TEXT = wordsIn('in us min try pt bar points minor');
const SAID_OTHERWISE = /\bunits?\b/i;
const MONEY_SAID_OTHERWISE = /\bISO[ -]?4217\b|\bcurrency\b|[€$£¥]/i;

/** Whether a name has a unit among its words. */
export const namesUnit = (name: string, quantity: Quantity): boolean =>
  wordsOf(name).some((word) => UNITS[quantity].has(word));

/** Whether a description names a unit. */
export function describesUnit(description: string | null, quantity: Quantity): boolean {
  if (description === null) return false;
  if (SAID_OTHERWISE.test(description)) return true;
  if (quantity === 'money' && MONEY_SAID_OTHERWISE.test(description)) return true;
  if (quantity === 'physical' && description.includes('°')) return true;
  const words = description.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => word.length >= MIN_LENGTH_IN_TEXT && !NOT_IN_TEXT.has(word) && UNITS[quantity].has(word));
}

const tails = (text: string): string[][] => text.split(', ').map((tail) => tail.split(' '));

/** Names of fields that say the unit of what is beside them, by their last words: `unitPrice` and `unitsSold` say none. */
const CURRENCIES = tails('currency, currency code, iso currency');
const UNIT_NAMES = tails('unit, units, uom, unit of measure, unit of measurement');
const NO_UNITS = wordsIn('business organisation organization organizational sales housing care army');
/** What a unit is of, by the word before: `timeUnit` says nothing of weights. */
const UNIT_OF: ReadonlyMap<string, Quantity> = new Map([
  ...[...wordsIn('price amount money cost fee')].map((word) => [word, 'money'] as const),
  ...[...wordsIn('time duration timeout delay interval ttl latency period')].map((word) => [word, 'time'] as const),
  ...[...wordsIn('weight mass height width length size distance temperature speed altitude volume')].map(
    (word) => [word, 'physical'] as const,
  ),
]);
const EVERY_QUANTITY = Object.keys(UNITS) as Quantity[];

/** The quantities that a field of this name says the unit of. */
function unitSaidBy(name: string): readonly Quantity[] {
  const words = wordsOf(name);
  if (CURRENCIES.some((tail) => endsWith(words, tail))) return ['money'];
  const tail = UNIT_NAMES.find((one) => endsWith(words, one));
  if (tail === undefined) return [];
  const before = words[words.length - tail.length - 1];
  if (before === undefined) return EVERY_QUANTITY;
  if (NO_UNITS.has(before)) return [];
  const own = UNIT_OF.get(before);
  return own === undefined ? EVERY_QUANTITY : [own];
}

/** By the path of an object, the quantities of which a field in it says the unit. */
export type SaidUnits = ReadonlyMap<string, ReadonlySet<Quantity>>;

/** Asked once a contract, so that a thousand amounts do not look at a thousand neighbours each. */
export function saidUnits(fields: readonly OutlinedField[]): SaidUnits {
  const found = new Map<string, Set<Quantity>>();
  for (const { name, path } of fields) {
    const parent = parentPath(path);
    const quantities = parent === null ? [] : unitSaidBy(name);
    if (parent === null || quantities.length === 0) continue;
    const known = found.get(parent) ?? new Set();
    for (const quantity of quantities) known.add(quantity);
    found.set(parent, known);
  }
  return found;
}

/** Whether the field, or something that encloses it, stands beside a field that says the unit. */
export function hasUnitBeside(path: string, quantity: Quantity, said: SaidUnits): boolean {
  for (let around = parentPath(path); around !== null; around = parentPath(around))
    if (said.get(around)?.has(quantity) === true) return true;
  return false;
}
