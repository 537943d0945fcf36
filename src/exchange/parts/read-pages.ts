const PAGE_ROWS = 500;

/** Pages of what `read` answers after the last row of the page before; null for the first. Large rows want small pages. */
export async function* readPages<Row>(
  read: (after: Row | null, take: number) => Promise<Row[]>,
  pageRows = PAGE_ROWS,
): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ;) {
    const page: Row[] = await read(after, pageRows);
    if (page.length > 0) yield page;
    if (page.length < pageRows) return;
    after = page.at(-1)!;
  }
}
