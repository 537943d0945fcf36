import { loadContracts, type Selection } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const ALL: Selection = { patterns: ['.'], exclude: [], manifest: null, template: null };
const record = (name: string, ...fields: object[]) => ({ type: 'record', namespace: 'shop', name, fields });

it('a type of Avro is that of the file of the same folder, with a note where another one defines it in another way', async () => {
  const files = {
    'a/line.avsc': record('Line', { name: 'n', type: 'int' }, { name: 'price', type: ['null', 'Price'] }),
    'a/price.avsc': record('Price', { name: 'cents', type: 'long' }),
    'b/price.avsc': record('Price', { name: 'cents', type: 'int' }),
    'c/price.avsc': record('Price', { name: 'cents', type: 'long' }),
  };
  const of = async (names: Record<string, object>) => {
    const { contracts } = await loadContracts(memoryTree(names), ALL);
    const line = contracts.find(({ subject }) => subject === 'line')!;
    return [line.faults, line.notes].map((all) => all.map(({ message, readerPath }) => [message, readerPath]));
  };
  expect(await of(files)).toEqual([
    [],
    [
      [
        '"shop.Price" is the one of a/price.avsc, in the same folder; b/price.avsc defines it in another way.',
        '/fields/1/type/1',
      ],
    ],
  ]);
  expect(await of({ ...files, 'b/price.avsc': files['a/price.avsc'] })).toEqual([[], []]);
  const { ['a/price.avsc']: _beside, ...elsewhere } = files;
  expect(await of(elsewhere)).toEqual([
    [
      [
        'The schema is invalid at /fields/1/type/1: b/price.avsc and c/price.avsc both define "shop.Price", to which a/line.avsc refers.',
        '/fields/1/type/1',
      ],
    ],
    [],
  ]);
});
