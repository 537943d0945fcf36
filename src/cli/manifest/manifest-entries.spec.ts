import { readFileSync } from 'node:fs';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { parseManifest } from './parse-manifest.js';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/contracts-manifest.schema.json', import.meta.url), 'utf8'),
) as object;

const TREE = memoryTree({
  'c/o.json': {},
  'c/deep/U.JSON': {},
  'c/deep/V.Avsc': '"string"',
  'd/p.YAML': 'type: string',
});

/** Every contract as `subject level owner`, by what is asked for. */
async function told(
  text: string,
  patterns: string[],
  { path = 'plumbline.contracts.yaml', template = null as string | null } = {},
) {
  const read = parseManifest(path, text, SCHEMA);
  if ('faults' in read) return read.faults;
  const { contracts } = await loadContracts(TREE, { patterns, exclude: [], manifest: read.manifest, template });
  return contracts.map(({ subject, level, owner }) => `${subject} ${level ?? '-'} ${owner ?? '-'}`);
}

describe('an entry that names a folder', () => {
  it.each(['c', 'c/', './c', './c//'])('means what is below it, however it is asked for: %s', async (file) => {
    const text = `contracts:\n- {file: ${file}, subject: "x-{name}", level: FULL}`;
    const all = ['x-U FULL -', 'x-V FULL -', 'x-o FULL -'];
    expect(await told(text, [])).toEqual(all);
    expect(await told(text, ['c'])).toEqual(all);
    expect(await told(text, ['c/o.json'])).toEqual(['x-o FULL -']);
    expect(await told(text, ['c/*.json'])).toEqual(['x-o FULL -']);
    expect(await told(text, ['d'])).toEqual(['p - -']);
  });

  it('is relative to the manifest, and may be the folder of the manifest itself', async () => {
    const path = 'd/plumbline.contracts.yaml';
    expect(await told('contracts: [{file: ., level: FULL}]', ['.'], { path })).toEqual([
      ...['U - -', 'V - -', 'o - -', 'p FULL -'],
    ]);
    expect(await told('contracts: [{file: ../c, level: NONE}]', ['c/o.json'], { path })).toEqual(['o NONE -']);
  });

  it('is outweighed by the path of a file', async () => {
    const text = 'contracts:\n- {file: c, level: FULL}\n- {file: c/o.json, level: NONE}';
    expect(await told(text, [])).toEqual(['U FULL -', 'V FULL -', 'o NONE -']);
    expect(await told(text, ['c/o.json'])).toEqual(['o NONE -']);
  });
});

it('an absolute path is refused at its line: it would mean nothing on another machine', async () => {
  const fault = (path: string): string =>
    `plumbline.contracts.yaml:2:9: \`contracts.0.file\` is the absolute path ${path}. Write it relative to the folder of this manifest.`;
  expect(await told('contracts:\n- file: /srv/o.json', ['c'])).toEqual([fault('/srv/o.json')]);
  expect(await told('contracts:\n- file: C:\\srv\\o.json', [])).toEqual([fault('C:\\srv\\o.json')]);
});

describe('defaults', () => {
  const text = 'defaults: {level: FULL, owner: us, subject: "d-{name}"}\ncontracts: [{file: c/o.json, level: NONE}]';

  it('hold for every contract that does not say otherwise, also where no entry names it', async () => {
    expect(await told(text, ['.'])).toEqual(['d-U FULL us', 'd-V FULL us', 'd-o NONE us', 'd-p FULL us']);
  });

  it('leave to --subject how files are called that no entry names', async () => {
    expect(await told(text, ['d'], { template: 'o-{name}' })).toEqual(['o-p FULL us']);
  });
});

it('--subject outweighs the subject of an entry, and leaves the rest of it', async () => {
  const text = 'contracts: [{file: c, subject: "{name}-value", level: FULL}, {file: d/p.YAML, subject: p-value}]';
  expect(await told(text, ['c/o.json'])).toEqual(['o-value FULL -']);
  expect(await told(text, ['c/o.json'], { template: 'order-value' })).toEqual(['order-value FULL -']);
  expect(await told(text, ['.'], { template: '{dir}.{name}' })).toEqual([
    ...['deep.U FULL -', 'deep.V FULL -', 'c.o FULL -', 'd.p - -'],
  ]);
});

it('an owner that is said twice, and differently, is a mistake', async () => {
  const entry = (owner: string) =>
    `contracts:\n- file: c/o.json\n  owner: you\n  metadata: { properties: { owner: ${owner} } }`;
  expect(await told(entry('zed'), [])).toEqual([
    'plumbline.contracts.yaml:3:10: `owner` is "you", and `metadata.properties.owner` is "zed". Say it once.',
  ]);
  expect(await told(entry('you'), [])).toEqual(['o - you']);
});

it('a template that names what files do not have is refused at its line', async () => {
  const there = 'There are {name}, {dir}, {path} and {ext}.';
  expect(await told('contracts:\n- file: c\n  subject: "{nam}-value"', [])).toEqual([
    `plumbline.contracts.yaml:3:12: \`contracts.0.subject\` names {nam}. Did you mean {name}? ${there}`,
  ]);
  expect(await told('defaults: {subject: "{zzzzzz}"}\ncontracts: [{file: c}]', [])).toEqual([
    `plumbline.contracts.yaml:1:21: \`defaults.subject\` names {zzzzzz}. ${there}`,
  ]);
});

it('the references of a document hold for a message of it, whose entry says none of its own', () => {
  const said = (references: string) => `{ name: n, file: ${references} }`;
  const text = `contracts:
- { file: c, references: [${said('folder.json')}] }
- { file: c/api.yaml, message: A, level: FULL }
- { file: c/api.yaml, references: [${said('whole.json')}] }
- { file: c/api.yaml, message: B, references: [${said('own.json')}] }
- { file: c/api.yaml, message: C, references: [] }
- { file: c/other.yaml, message: D }
- { file: d/third.yaml, message: E }`;
  const read = parseManifest('plumbline.contracts.yaml', text, SCHEMA);
  const entries = 'faults' in read ? [] : read.manifest.entries;
  const told = entries.map(({ message, references }) => [message, ...references.map(({ file }) => file)].join(' '));
  expect(told).toEqual([' folder.json', 'A whole.json', ' whole.json', 'B own.json', 'C', 'D folder.json', 'E']);
});

it('a version is one of a subject, and of no file', async () => {
  const references = '[{name: n, file: c/o.json, version: 2}]';
  expect(await told(`contracts: [{file: c, references: ${references}}]`, [])).toEqual([
    expect.stringContaining('`contracts.0.references.0` must have property subject when property version is present.'),
  ]);
});

it('an alias that stands in what it stands for is refused at its line', async () => {
  expect(await told('contracts: &c\n- file: c\n  references: *c', [])).toEqual([
    expect.stringMatching(/^plumbline\.contracts\.yaml:3:15: the alias \*c stands in what it stands for/),
  ]);
});
