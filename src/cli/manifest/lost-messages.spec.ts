import type { Manifest, ManifestEntry } from './contracts-manifest.js';
import { refuseLostMessages } from './lost-messages.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const said = { subject: null, format: null, level: null, policy: null, owner: null, metadata: null, references: [] };
const manifestOf = (...entries: Pick<ManifestEntry, 'file' | 'message'>[]): Manifest => ({
  path: 'plumbline.contracts.yaml',
  entries: entries.map((one) => ({ ...said, ...one })),
  lint: {},
});

const payload = { type: 'object' };
const documentOf = (messages: object) => ({ asyncapi: '3.0.0', components: { messages } });

/** What is refused; null where nothing is. */
const refused = (files: Record<string, string | object>, ...entries: Pick<ManifestEntry, 'file' | 'message'>[]) =>
  refuseLostMessages(memoryTree(files), manifestOf(...entries)).then(
    () => null,
    (error: Error) => error.message,
  );

const FIX = '\nCorrect `message`, or remove the entry.';
const SHOP = { 'shop.json': documentOf({ shipped: { payload }, paid: { payload }, ping: {} }) };

describe('a message of the manifest that leads to nothing is refused', () => {
  it('with those that the document has, and the one that was probably meant', async () => {
    expect(await refused(SHOP, { file: 'shop.json', message: 'shiped' })).toBe(
      `plumbline.contracts.yaml names the message "shiped" of shop.json, where no message with a payload has that name. It has shipped, paid. Did you mean "shipped"?${FIX}`,
    );
  });

  it('where it is there without a payload, and where none has one', async () => {
    expect(await refused(SHOP, { file: 'shop.json', message: 'ping' })).toContain('"ping" of shop.json, where no');
    const bare = { 'shop.json': documentOf({ ping: {} }) };
    expect(await refused(bare, { file: 'shop.json', message: 'ping' })).toContain('has that name. It has none.');
  });

  it('each of several, and of a glob where no document has it', async () => {
    const told = await refused(
      { 'a/one.json': documentOf({ A: { payload } }), 'a/two.json': documentOf({ B: { payload } }) },
      ...['A', 'B', 'Sent'].map((message) => ({ file: 'a/*.json', message })),
      { file: 'a/one.json', message: 'Bought' },
    );
    expect(told?.split('\n')).toEqual([
      'plumbline.contracts.yaml names the message "Sent" of a/*.json, where no message with a payload has that name. It has A, B.',
      'plumbline.contracts.yaml names the message "Bought" of a/one.json, where no message with a payload has that name. It has A.',
      FIX.trim(),
    ]);
  });

  it('with what is not read, in which it may stand', async () => {
    const files = { 'shop.json': { asyncapi: '3.0.0', channels: { orders: { $ref: 'gone.yaml#/orders' } } } };
    expect(await refused(files, { file: 'shop.json', message: 'placed' })).toContain(
      'It has orders. Not read: orders (its channel stands in gone.yaml#/orders, and there is no file gone.yaml).',
    );
  });
});

describe('nothing is refused', () => {
  it.each([
    ['of a message that is there', SHOP, { file: 'shop.json', message: 'paid' }],
    [
      'of one that is there and is not read, which the check tells',
      {
        'shop.json': documentOf({
          raml: { payload: { schemaFormat: 'application/raml+yaml;version=1.0', schema: '' } },
        }),
      },
      { file: 'shop.json', message: 'raml' },
    ],
    ['without a message', SHOP, { file: 'shop.json', message: null }],
    [
      'of a document that cannot be read, which is told as such',
      { 'a.yaml': 'a: [' },
      { file: 'a.yaml', message: 'x' },
    ],
    ['of what is no document, which is told as such', { 'a.avsc': '{}' }, { file: 'a.avsc', message: 'x' }],
    ['of a file that is not there, which is told as such', {}, { file: 'a.json', message: 'x' }],
  ])('%s', async (_, files, entry) => {
    expect(await refused(files, entry)).toBeNull();
  });
});
