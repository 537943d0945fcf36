/**
 * What one compatibility check of JSON Schemas costs, with parsing: CPU microseconds a pair, and as a multiple of the
 * cheapest one, since only ratios within one run say something. See bench/README.md.
 *
 *   node bench/contracts.js [--rounds 7] [--pairs 200]
 */
import { parseArgs } from 'node:util';
import { checkCompatibility } from '../dist/contracts/compatibility.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, pairs: { type: 'string', default: '200' } },
});
const rounds = Number(values.rounds);
const pairs = Number(values.pairs);

const order = (properties, more = {}) => ({
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', minLength: 1 },
    placedAt: { type: 'string', format: 'date-time' },
    total: { type: 'object', required: ['amount'], properties: { amount: { type: 'integer', minimum: 0 } } },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { sku: { type: 'string', pattern: '^[A-Z]{3}-[0-9]+$' } } },
    },
    ...properties,
  },
  ...more,
});
const many = (count, ofLast) => ({
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`field${i}`, i === count - 1 ? ofLast : { type: ['string', 'null'] }]),
  ),
});
const kinds = (count, last) => ({
  oneOf: Array.from({ length: count }, (_, i) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: `kind${i}` }, value: i === count - 1 ? last : { type: 'integer' } },
  })),
});
const closed = { additionalProperties: false };

/** Each pair is the `n`th of its kind: no two texts are the same, so that nothing is remembered of the one before. */
const CASES = {
  'the same text twice': (n) => [order({ [`f${n}`]: {} }), order({ [`f${n}`]: {} })],
  'one optional property added, closed': (n) => [order({}, closed), order({ [`f${n}`]: { type: 'string' } }, closed)],
  'one type narrowed': (n) => [
    order({ [`f${n}`]: { type: ['string', 'null'] } }),
    order({ [`f${n}`]: { type: 'string' } }),
  ],
  'required property added': (n) => [
    order({}),
    order({ [`f${n}`]: { type: 'string' } }, { required: ['id', `f${n}`] }),
  ],
  '500 properties, one narrowed': (n) => [
    many(500, { type: 'number', minimum: n }),
    many(500, { type: 'integer', minimum: n }),
  ],
  '20 alternatives by a constant, one widened': (n) => [
    kinds(20, { type: 'integer', minimum: n }),
    kinds(20, { type: 'number', minimum: n }),
  ],
  '20 alternatives by a constant, one narrowed': (n) => [
    kinds(20, { type: 'number', minimum: n }),
    kinds(20, { type: 'integer', minimum: n }),
  ],
};

let next = 0;

function cpuMicros(makePair, count) {
  const texts = Array.from({ length: count }, () => makePair(next++).map((schema) => JSON.stringify(schema)));
  const before = process.cpuUsage();
  for (const [older, newer] of texts) {
    checkCompatibility({
      format: 'JSON',
      level: 'BACKWARD',
      history: [{ version: 1, format: 'JSON', text: older }],
      candidate: newer,
    });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const medians = Object.entries(CASES).map(([name, makePair]) => {
  cpuMicros(makePair, Math.min(pairs, 100));
  const figures = Array.from({ length: rounds }, () => cpuMicros(makePair, pairs)).sort((a, b) => a - b);
  return [name, figures[Math.floor(rounds / 2)]];
});
const least = Math.min(...medians.map(([, micros]) => micros));
for (const [name, micros] of medians) {
  console.log(`${name.padEnd(48)} ${micros.toFixed(0).padStart(6)} µs  ${(micros / least).toFixed(1).padStart(6)} x`);
}
