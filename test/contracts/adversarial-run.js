/** Checks every adversarial pair, and prints what contradicts what is allowed; run with a bound on memory. */
import { checkCompatibility } from '../../dist/contracts/compatibility.js';
import { PAIRS } from './adversarial-pairs.js';

const text = (schema) => (typeof schema === 'string' ? schema : JSON.stringify(schema));

for (const { name, older, newer, allowed } of PAIRS) {
  const { verdict, findings } = checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'JSON', text: text(older) }],
    candidate: text(newer),
    defaultDialect: 'draft-07',
    budgetMs: 300,
  });
  const hasEvent = findings.some(({ witness }) => witness !== undefined);
  const isAllowed = allowed.includes(verdict) && (verdict !== 'incompatible' || hasEvent);
  if (!isAllowed) console.log(`${name}: ${verdict} (${findings.map(({ message }) => message).join(' ')})`);
}

/** Two schemas that are hard together, in forty versions: the budget is that of the whole check. */
const tower = (version) =>
  JSON.stringify({
    allOf: Array.from({ length: 24 }, (_, i) => ({ oneOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }] })),
    minProperties: version,
  });
const { verdict } = checkCompatibility({
  format: 'JSON',
  level: 'FULL_TRANSITIVE',
  history: Array.from({ length: 40 }, (_, i) => ({ version: i + 1, format: 'JSON', text: tower(i) })),
  candidate: tower(41),
  budgetMs: 1_000,
});
if (verdict === 'compatible') console.log('forty versions of a tower: compatible');
console.log(`checked ${PAIRS.length} pairs`);
