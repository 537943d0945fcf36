/** `act` for each item, at most `width` of them at once; the results are in the order of the items. The first failure ends it. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await act(items[i]!, i);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
