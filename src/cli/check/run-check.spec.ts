import type { Earlier, EarlierVersions } from '../against/earlier-versions.js';
import type { Level } from '../../contracts/level.js';
import { exitCodeOf } from '../exit-code.js';
import { createPlacing } from '../findings/placing.js';
import { runCheck, type RunRequest } from './run-check.js';
import type { ManifestEntry } from '../manifest/contracts-manifest.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import type { LocalContract } from '../sources/local-contract.js';

async function contractsOf(
  files: Record<string, string | object>,
  entries: Partial<ManifestEntry>[] = [],
): Promise<LocalContract[]> {
  const said = { message: null, subject: null, format: null, level: null, policy: null, owner: null, metadata: null };
  const manifest = {
    ...{ path: 'plumbline.contracts.yaml', lint: {} },
    entries: entries.map((one) => ({ ...said, file: '', references: [], ...one })),
  };
  return (await loadContracts(memoryTree(files), { patterns: ['.'], exclude: [], manifest, template: null })).contracts;
}

/** Has these schemas, each as the one version of its subject. */
function having(schemas: Record<string, object>, more: Partial<EarlierVersions> = {}): EarlierVersions {
  return {
    name: 'git main (1a2b3c4)',
    of: ({ subject, format }, { level, policy }): Promise<Earlier> => {
      const schema = schemas[subject];
      const version = { version: 1, label: 'main', name: 'the version in main', format, text: JSON.stringify(schema) };
      return Promise.resolve({ level: level ?? 'BACKWARD', policy, versions: schema === undefined ? [] : [version] });
    },
    referenced: () => Promise.resolve(null),
    removed: () => Promise.resolve([]),
    ...more,
  };
}

async function run(
  files: Record<string, string | object>,
  versions: EarlierVersions | null,
  more: Partial<RunRequest> = {},
) {
  const found = await runCheck({
    ...{ contracts: await contractsOf(files), versions, level: null, policy: null, placing: createPlacing() },
    ...{ startedAt: new Date(0), now: () => 0 },
    ...more,
  });
  const told = found.contracts.map(({ subject, status, reason, problems }) =>
    [subject, status, ...(reason === null ? [] : [reason]), ...problems.map(({ finding }) => finding.rule)].join(' | '),
  );
  return { told, exitCode: exitCodeOf(found, 'error'), run: found };
}

const text = { type: 'string' };

it('each contract has its own verdict, and what breaks decides the exit code', async () => {
  const files = {
    'a.json': text,
    'b.json': { ...text, title: 'B' },
    'c.json': { type: 'integer' },
    'd.json': text,
    'e.json': '{',
  };
  const { told, exitCode } = await run(files, having({ a: text, b: text, c: text }));
  expect(told).toEqual([
    'a | unchanged',
    'b | compatible',
    'c | incompatible | type-narrowed',
    'd | new',
    'e | invalid | schema-invalid',
  ]);
  expect(exitCode).toBe(1);
});

it('what is neither proved nor refuted leaves with 4, unless something breaks', async () => {
  const files = { 'a.json': { ...text, pattern: '^a*$' } };
  const doubtful = having({ a: { ...text, pattern: '^(a*)\\1$' } });
  expect(await run(files, doubtful)).toMatchObject({ exitCode: 4, told: [expect.stringContaining('a | unproven')] });
});

it('the level that is given outweighs the one of the contract', async () => {
  const files = { 'a.json': { type: 'integer' } };
  const { told, exitCode } = await run(files, having({ a: text }), { level: 'NONE' });
  expect([told, exitCode]).toEqual([['a | unchecked | the level is NONE'], 0]);
});

it('with nobody to ask nothing passes for checked, and what is invalid is told nevertheless', async () => {
  const { told } = await run({ 'a.json': text, 'b.json': '{' }, null);
  expect(told).toEqual(['a | unchecked | no registry was asked (--offline)', 'b | invalid | schema-invalid']);
});

it('a contract that is gone is a warning', async () => {
  const gone = { subject: 'old', format: 'JSON', file: 'old.json' } as const;
  const { told, exitCode, run: found } = await run({}, having({}, { removed: () => Promise.resolve([gone]) }));
  expect(told).toEqual(['old | unchecked | it is gone, and is still in git main (1a2b3c4) | contract-removed']);
  expect([exitCode, exitCodeOf(found, 'warning')]).toEqual([0, 1]);
});

describe('a message that is not read', () => {
  const unread = [{ subject: 'a', file: 'api.yaml', reason: 'it stands in another file', level: null, beside: [] }];
  const asked: string[] = [];
  const removed = (contracts: readonly LocalContract[]) => {
    asked.push(...contracts.map(({ subject }) => subject));
    return Promise.resolve([]);
  };

  it('is not proved, since nobody looked at it', async () => {
    const { told, exitCode } = await run({}, having({}), { unread });
    expect([told, exitCode]).toEqual([['a | unproven | it stands in another file | not-decided'], 4]);
  });

  it('is not proved where it could be read before, and is not gone', async () => {
    const { told, exitCode } = await run({}, having({ a: text }, { removed }), { unread });
    expect(told).toEqual([
      'a | unproven | it could be read in git main (1a2b3c4), and now it stands in another file | not-decided',
    ]);
    expect([exitCode, asked]).toEqual([4, ['a']]);
  });

  it('is told where nothing is to be compared', async () => {
    expect((await run({}, having({ a: text }), { unread, level: 'NONE' })).exitCode).toBe(0);
    const said = unread.map((one) => ({ ...one, level: 'NONE' as const }));
    expect((await run({}, having({ a: text }), { unread: said })).exitCode).toBe(0);
    expect((await run({}, null, { unread })).exitCode).toBe(0);
  });
});

it('a reference that only another registry has leaves the contract undecided', async () => {
  const reference = { name: 'x', file: null, subject: 'common.x', version: 3 };
  const contracts = (await contractsOf({ 'a.json': text })).map((one) => ({ ...one, elsewhere: [reference] }));
  const { told, exitCode } = await run({}, having({ a: { type: 'integer' } }), { contracts });
  expect(told).toEqual([
    expect.stringContaining('a | unproven | "x" is version 3 of the subject common.x by the manifest'),
  ]);
  expect(exitCode).toBe(4);
});

describe('a version of a registry that the manifest names by its number', () => {
  const pin = (version: number) => [{ name: 'x', file: null, subject: 'x', version }];
  const then = { version: 1, label: 'main', name: 'the version in main', format: 'JSON' } as const;
  const files = { 'a.json': { $ref: 'x' }, 'x.json': { $id: 'https://e.com/x', type: 'integer' } };
  const found = async (now: number, versions: EarlierVersions, level: Level = 'BACKWARD') => {
    const contracts = (await contractsOf(files, [{ file: 'a.json', references: pin(now) }])).slice(0, 1);
    return run({}, versions, { contracts, level });
  };
  const earlier = (version: number, schema: object) =>
    having(
      {},
      {
        of: (_, { level, policy }) => {
          const one = { ...then, text: JSON.stringify(schema), references: [], elsewhere: pin(version) };
          return Promise.resolve({ level: level!, policy, versions: [one] });
        },
      },
    );

  it('is what the registry has under it, and not the file at hand', async () => {
    const registry = (type: string) =>
      having(
        { a: { type: 'string' } },
        {
          referenced: ({ subject, version }) =>
            Promise.resolve({ format: 'JSON', version: version!, text: JSON.stringify({ title: subject, type }) }),
        },
      );
    expect((await found(2, registry('integer'))).told).toEqual(['a | incompatible | type-narrowed']);
    expect((await found(2, registry('string'))).told).toEqual(['a | compatible']);
  });

  it('passes against git where nothing changed, and proves nothing where anything did', async () => {
    const { $ref } = files['a.json'];
    expect((await found(2, earlier(2, { $ref }))).told).toEqual(['a | unchanged']);
    const reason = '"x" is version 2 of the subject x by the manifest, which git main (1a2b3c4) does not have';
    const unproven = [`a | unproven | ${reason} | not-decided`];
    expect((await found(2, earlier(1, { $ref }))).told).toEqual(unproven);
    expect((await found(2, earlier(2, { $ref, title: 'A' }))).told).toEqual(unproven);
    expect((await found(2, earlier(1, { $ref }), 'NONE')).told).toEqual(['a | unchecked | the level is NONE']);
  });
});

it('where what it is checked against fails, there is no run', async () => {
  const broken = having({}, { of: () => Promise.reject(new Error('The registry is away.')) });
  await expect(run({ 'a.json': text }, broken)).rejects.toThrow('The registry is away.');
});

describe('findings whose messages do not say what is demanded', () => {
  const object = (more: object) => ({ type: 'object', properties: { a: text, b: text, c: text }, ...more });
  const prints = async (now: object, then: object = object({}), level: Level = 'BACKWARD') => {
    const { run: found } = await run({ 'a.json': now }, having({ a: then }), { level });
    return found.contracts[0]!.problems.map(({ fingerprint }) => fingerprint);
  };

  it.each([
    ['not', { not: { required: ['a'] } }, { not: { required: ['b'] } }],
    [
      'if',
      { if: { required: ['a'] }, then: { required: ['b'] } },
      { if: { required: ['a'] }, then: { required: ['c'] } },
    ],
    [
      'oneOf',
      { oneOf: [{ required: ['a'] }, { maxProperties: 1 }] },
      { oneOf: [{ required: ['a'] }, { maxProperties: 0 }] },
    ],
    ['dependencies', { dependencies: { a: { required: ['b'] } } }, { dependencies: { a: { required: ['c'] } } }],
    [
      'references',
      { not: { $ref: '#/definitions/x' }, definitions: { x: { required: ['a'] } } },
      { not: { $ref: '#/definitions/x' }, definitions: { x: { required: ['b'] } } },
    ],
  ])('differ by it: %s', async (_keyword, one, other) => {
    const [first, second] = [await prints(object(one)), await prints(object(other))];
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(second).not.toEqual(first);
  });

  it('stay as they are where a description or another property changes', async () => {
    const not = { required: ['a'], properties: { a: { type: 'string' } } };
    const one = await prints(object({ not }));
    const described = { properties: { a: { description: 'An a.', type: 'string' } }, required: ['a'], title: 'T' };
    expect(await prints(object({ not: described, maxProperties: 900, title: 'U' }))).toContain(one[0]);
  });

  it('differ by what the earlier version demands where that reads', async () => {
    const forward = (name: string) => prints(object({}), object({ not: { required: [name] } }), 'FORWARD');
    expect((await forward('a')).length).toBe(1);
    expect(await forward('a')).not.toEqual(await forward('b'));
  });

  it('are two where different events show them, and the first keeps its name', async () => {
    const alone = await prints({ type: 'object', patternProperties: { '^a': false } }, { type: 'object' });
    const both = await prints({ type: 'object', patternProperties: { '^a': false, '^b': false } }, { type: 'object' });
    expect([both.length, new Set(both).size, both[0]]).toEqual([2, 2, alone[0]]);
  });

  it('hold all of the schema where there are more findings than are told', async () => {
    const requiring = (count: number) => ({
      type: 'object',
      required: Array.from({ length: count }, (_, i) => `p${i}`),
    });
    const [few, more] = [
      await prints(requiring(48), { type: 'object' }),
      await prints(requiring(49), { type: 'object' }),
    ];
    expect([few.length, more.length, few.filter((one) => !more.includes(one))]).toEqual([48, 49, []]);
    const [one, other] = [
      await prints(requiring(60), { type: 'object' }),
      await prints(requiring(61), { type: 'object' }),
    ];
    expect([one.length, other.length, one.filter((print) => other.includes(print))]).toEqual([50, 50, []]);
    expect(await prints({ ...requiring(60), title: 'T' }, { type: 'object' })).toEqual(one);
  });
});
