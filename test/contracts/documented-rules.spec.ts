import { readdirSync, readFileSync } from 'node:fs';
import { LINT_RULES } from '../../src/contracts/lint/lint-rules.js';

const CONTRACTS = new URL('../../src/contracts/', import.meta.url);
const DOCS = new URL('../../docs/', import.meta.url);

interface Row {
  rules: string[];
  byDefault: string;
}

/** The rows of a document's tables whose first column names rules. */
function rowsOf(document: string): Row[] {
  return readFileSync(new URL(document, DOCS), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, names = '', byDefault = '']) => ({
      rules: [...names.matchAll(/`([a-z0-9-]+)`/g)].map(([, rule]) => rule!),
      byDefault,
    }));
}

/** The ids that stand in the code of a folder as they are, and not composed of parts. */
function idsIn(folder: URL, isMeant: (file: string) => boolean = () => true): string[] {
  const ids = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.spec|codec/.test(file) && isMeant(file))
    .flatMap((file) => [
      ...readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:\b(?:rule|id): |aboutLint\()'([a-z0-9-]+)',/g),
    ]);
  return [...new Set(ids.map(([, id]) => id!))];
}

it('lists every rule of lint with its severity', () => {
  const documented = rowsOf('contracts.md').flatMap(({ rules, byDefault }) =>
    rules.map((rule) => [rule, byDefault] as const),
  );
  expect(Object.fromEntries(documented)).toMatchObject(
    Object.fromEntries(LINT_RULES.map(({ id, severity }) => [id, severity])),
  );
});

it('lists what lint says of itself', () => {
  const documented = rowsOf('contracts.md').flatMap(({ rules }) => rules);
  const ids = idsIn(new URL('lint/', CONTRACTS));
  expect(ids).toEqual(expect.arrayContaining(['lint-settings', 'outline-cut', 'unbounded-string']));
  expect(ids.filter((id) => !documented.includes(id))).toEqual([]);
});

it('lists every rule of compatibility', () => {
  const documented = rowsOf('rules.md').flatMap(({ rules }) => rules);
  const ids = idsIn(CONTRACTS, (file) => !/^lint\/|dialect\.ts$/.test(file));
  expect(ids.length).toBeGreaterThan(60);
  expect(ids.filter((id) => !documented.includes(id))).toEqual([]);
});
