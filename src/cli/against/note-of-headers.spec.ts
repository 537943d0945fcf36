import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { noteOfHeaders } from './note-of-headers.js';

const messageOf = async (message: object, files: Record<string, object> = {}) => {
  const document = { asyncapi: '3.0.0', components: { messages: { M: { payload: { type: 'object' }, ...message } } } };
  const tree = memoryTree({ ...files, 'api.json': document });
  const selection = { patterns: ['api.json'], exclude: [], manifest: null, template: null };
  return (await loadContracts(tree, selection)).contracts[0]!;
};

const told = async (then: Parameters<typeof messageOf>, now: Parameters<typeof messageOf>) =>
  noteOfHeaders(await messageOf(...then), await messageOf(...now), 'main').map(({ message }) => message);

const of = (type: string) => ({ type: 'object', properties: { tenant: { type } } });
const differ = (what: string) => [
  `Its headers ${what} in main, and headers are not compared: what that breaks is not seen.`,
];

describe('headers of a message that are not what they were are told', () => {
  it('whether they changed, came or went', async () => {
    const [strings, numbers] = [{ headers: of('string') }, { headers: of('number') }];
    expect(await told([strings], [numbers])).toEqual(differ('are others'));
    expect(await told([{}], [numbers])).toEqual(differ('are not there'));
    expect(await told([strings], [{}])).toEqual(differ('are there'));
  });

  it('also of a trait, in another file, or where they lead to nothing', async () => {
    const trait = (type: string) => ({ traits: [{ headers: of(type) }] });
    expect(await told([trait('string')], [trait('number')])).toEqual(differ('are others'));
    const to = { headers: { $ref: 'headers.json' } };
    const file = (type: string) => ({ 'headers.json': of(type) });
    expect(await told([to, file('string')], [to, file('number')])).toEqual(differ('are others'));
    expect(await told([to, file('string')], [to])).toEqual(differ('are others'));
  });

  it('and not where they are the same, or where there are none', async () => {
    expect(await told([{ headers: of('string') }], [{ headers: of('string'), summary: 'S' }])).toEqual([]);
    expect(await told([{}], [{}])).toEqual([]);
    const file = await messageOf({ headers: of('string') });
    const { files: _, ...source } = file.source;
    expect(noteOfHeaders({ ...file, headers: '', source }, file, 'main')).toEqual([]);
  });
});
