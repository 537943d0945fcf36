import { jest } from '@jest/globals';
import { SchemaCache } from './schema-cache.service.js';
import type { StoredSchema } from '../subject-version.js';
import type { SubjectsRepository } from '../store/subjects.repository.js';

/** A store whose schema 1 has the text that it has when it is read, and which answers when it is let. */
function cacheOver(store: { text: string; answers: Promise<void> }) {
  let reads = 0;
  const schema = async (): Promise<StoredSchema> => {
    reads++;
    const { text } = store;
    await store.answers;
    return { text } as StoredSchema;
  };
  const cache = new SchemaCache({ schema } as unknown as SubjectsRepository);
  return { cache, textOf1: async () => (await cache.find('.', 1))?.text, reads: () => reads };
}

it('reads a schema once, and again after all was forgotten', async () => {
  const store = { text: 'one', answers: Promise.resolve() };
  const { cache, textOf1, reads } = cacheOver(store);
  expect([await textOf1(), await textOf1(), reads()]).toEqual(['one', 'one', 1]);
  store.text = 'two';
  cache.clear();
  expect([await textOf1(), await textOf1(), reads()]).toEqual(['two', 'two', 2]);
});

it('reads it again after half a minute', async () => {
  jest.useFakeTimers({ now: 60_000, doNotFake: ['nextTick', 'queueMicrotask'] });
  const store = { text: 'one', answers: Promise.resolve() };
  const { textOf1 } = cacheOver(store);
  await textOf1();
  store.text = 'two';
  jest.setSystemTime(89_999);
  expect(await textOf1()).toBe('one');
  jest.setSystemTime(90_000);
  expect(await textOf1()).toBe('two');
  jest.useRealTimers();
});

it('does not keep what was read before all was forgotten', async () => {
  let answer = (): void => undefined;
  const store = { text: 'one', answers: new Promise<void>((resolve) => (answer = resolve)) };
  const { cache, textOf1 } = cacheOver(store);
  const early = textOf1();
  store.text = 'two';
  cache.clear();
  answer();
  expect([await early, await textOf1()]).toEqual(['one', 'two']);
});
