const PAGE_ROWS = 500;

/** Pages of what `read` answers after the last row of the page before; null for the first. */
export async function* readPages<Row>(
  read: (after: Row | null, take: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ;) {
    const page: Row[] = await read(after, PAGE_ROWS);
    if (page.length > 0) yield page;
    if (page.length < PAGE_ROWS) return;
    after = page.at(-1)!;
  }
}
