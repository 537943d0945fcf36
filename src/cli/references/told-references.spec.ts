import type { ManifestEntry } from '../manifest/contracts-manifest.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const said = { message: null, subject: null, format: null, level: null, policy: null, owner: null, metadata: null };

/** What the contract of a file refers to, with others, where it is named alone. */
async function linked(file: string, files: Record<string, object>, entries: Partial<ManifestEntry>[]) {
  const manifest = {
    ...{ path: 'plumbline.contracts.yaml', lint: {} },
    entries: entries.map((one) => ({ ...said, file: '', references: [], ...one })),
  };
  const selection = { patterns: [file], exclude: [], manifest, template: null };
  const [contract] = (await loadContracts(memoryTree(files), selection)).contracts;
  const { closure, elsewhere, missing, faults } = contract!;
  const told = { closure: closure.map(({ name }) => name), missing: missing.map(({ name }) => name) };
  return { ...told, elsewhere, faults: faults.map(({ message }) => message) };
}

const to = (name: string, meant: { file?: string; subject?: string; version?: number }) => ({
  ...{ name, file: null, subject: null, version: null },
  ...meant,
});
const files = {
  'order.json': { $ref: 'line.json' },
  'line.json': { $ref: 'u:money' },
  'money.json': { type: 'integer' },
};
const none = { missing: [], elsewhere: [], faults: [] };

describe('what the manifest says of a file that is referred to', () => {
  it('leads on to a file, or to that of a subject, by a path before a folder', async () => {
    const closure = ['line.json', 'u:money'];
    for (const meant of [{ file: 'money.json' }, { subject: 'money' }]) {
      const entries = [{ file: 'line.json', references: [to('u:money', meant)] }, { file: '.' }];
      expect(await linked('order.json', files, entries)).toEqual({ ...none, closure });
    }
    expect(
      await linked('order.json', files, [{ file: '.', references: [to('u:money', { file: 'money.json' })] }]),
    ).toEqual({
      ...none,
      closure,
    });
  });

  it('leads on to a registry', async () => {
    const pinned = to('u:money', { subject: 'money', version: 2 });
    const entries = [{ file: 'line.json', references: [pinned] }, { file: 'money.json' }];
    expect(await linked('order.json', files, entries)).toEqual({
      ...none,
      closure: ['line.json'],
      elsewhere: [pinned],
    });
  });

  it('is a fault where it gives another schema the same name', async () => {
    const entries = [
      { file: 'order.json', references: [to('u:money', { file: 'money.json' })] },
      { file: 'line.json', references: [to('u:money', { subject: 'money', version: 2 })] },
    ];
    const { faults } = await linked('order.json', files, entries);
    expect(faults).toEqual([expect.stringContaining('two different schemas are called "u:money"')]);
  });
});
