import type { ManifestEntry } from '../manifest/contracts-manifest.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { loadContracts } from './load-contracts.js';

const payload = { type: 'object' };
const TREE = memoryTree({
  'c/api.json': {
    asyncapi: '3.0.0',
    components: { messages: { A: { payload }, B: { payload }, Raml: { payload: { schemaFormat: 'x', schema: {} } } } },
  },
  'c/plain.json': { type: 'string' },
});

const SAYS_NOTHING = { message: null, subject: null, format: null, level: null, policy: null, owner: null };

type Written = Partial<ManifestEntry> & { file: string };

/** Every contract and unread message as `subject owner level`, and what a note says. */
async function told(patterns: string[], ...entries: Written[]) {
  const all = entries.map((one) => ({ ...SAYS_NOTHING, metadata: null, references: [], ...one }));
  const manifest = { path: 'm.yaml', entries: all, lint: {}, defaults: { ...SAYS_NOTHING, owner: 'all' } };
  const loaded = await loadContracts(TREE, { patterns, exclude: [], manifest, template: null });
  const contracts = loaded.contracts.map(({ subject, owner, level }) => `${subject} ${owner} ${level ?? '-'}`);
  const unread = loaded.unread.map(({ subject, level }) => `${subject} ${level ?? '-'}`);
  return [...contracts, ...unread, ...loaded.leftOut.map(({ reason }) => reason)];
}

describe('an entry for one message of a document', () => {
  const raml: Written = { file: 'c/api.json', message: 'Raml', level: 'NONE' };

  it.each([['c'], ['c/api.json'], ['c/*i.json']])('leaves the others contracts where %s is named', async (pattern) => {
    const plain = pattern === 'c' ? ['plain all -'] : [];
    expect(await told([pattern], raml)).toEqual(['A all -', 'B all -', ...plain, 'Raml NONE']);
  });

  it('leaves them to what else names the document, be it a path, a folder or a glob', async () => {
    for (const file of ['c/api.json', 'c', 'c/*i.json']) {
      const owned: Written[] = [{ file, owner: 'us' }, { file: 'c/api.json', message: 'A', owner: 'me' }, raml];
      const of = ['A me -', 'B us -', 'Raml NONE'];
      expect(await told(['c/api.json'], ...owned)).toEqual(of);
      expect(await told([], ...owned)).toEqual(file === 'c' ? ['A me -', 'B us -', 'plain us -', 'Raml NONE'] : of);
    }
  });

  it('outweighs one for the document also where it is a glob', async () => {
    const glob: Written = { file: 'c/*i.json', message: 'A', subject: 'a', owner: 'me' };
    expect(await told(['c/api.json'], { file: 'c/api.json', owner: 'us' }, glob)).toEqual([
      ...['a me -', 'B us -', 'Raml -'],
    ]);
  });

  it('means that one alone where nothing else names the document, and a note tells the others', async () => {
    expect(await told([], { file: 'c/api.json', message: 'A', owner: 'me' }, raml)).toEqual([
      'A me -',
      'Raml NONE',
      'm.yaml names messages of c/api.json, and not B: not looked at. Where it is meant, name the document, there without `message`.',
    ]);
  });

  it('may stand beside another one for the same message, which is several subjects then', async () => {
    const [one, two] = ['one', 'two'].map((subject): Written => ({ file: 'c/api.json', message: 'A', subject }));
    expect(await told(['c/api.json'], one!, two!)).toEqual(['one null -', 'two null -', 'B all -', 'Raml -']);
  });
});
