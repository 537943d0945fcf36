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

  it('where a trait has some beside those that the message refers to, and where a trait refers to others', async () => {
    const [ref, own] = [{ $ref: 'headers.json' }, { 'headers.json': of('string') }];
    const trait = (type: string) => ({ headers: ref, traits: [{ headers: of(type) }] });
    expect(await told([trait('string'), own], [trait('number'), own])).toEqual(differ('are others'));
    const referring = (type: string) => ({ headers: of(type), traits: [{ headers: ref }] });
    expect(await told([referring('string'), own], [referring('number'), own])).toEqual(differ('are others'));
    expect(await told([referring('string'), own], [referring('string'), own])).toEqual([]);
  });

  it('where they stand in a trait of another file, or in what that refers to', async () => {
    const message = { traits: [{ $ref: 'shared/traits.json#/components/messageTraits/common' }] };
    const files = (type: string) => ({
      'shared/traits.json': {
        components: {
          messageTraits: { common: { headers: { properties: { tenant: { $ref: '#/components/schemas/Tenant' } } } } },
          schemas: { Tenant: { type } },
        },
      },
    });
    expect(await told([message, files('string')], [message, files('number')])).toEqual(differ('are others'));
    expect(await told([message, files('string')], [message, files('string')])).toEqual([]);
    expect(await told([message, files('string')], [message])).toEqual(differ('are others'));
  });

  it('and not where they go into a trait as they are', async () => {
    expect(await told([{ headers: of('string') }], [{ traits: [{ headers: of('string') }] }])).toEqual([]);
  });

  it('and not where they are the same, or where there are none', async () => {
    expect(await told([{ headers: of('string') }], [{ headers: of('string'), summary: 'S' }])).toEqual([]);
    expect(await told([{}], [{}])).toEqual([]);
    const file = await messageOf({ headers: of('string') });
    const { files: _, ...source } = file.source;
    expect(noteOfHeaders({ ...file, headers: '', source }, file, 'main')).toEqual([]);
  });
});
