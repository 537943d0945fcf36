/** The rows of a long list of equal heights that have to be drawn: `first` inclusive, `end` exclusive. */
export interface ListWindow {
  first: number;
  end: number;
}

const MARGIN_ROWS = 8;

/** Which rows to draw for a scroll position, with a few more on either side so that scrolling shows no blanks. */
export function windowOf(
  rowCount: number,
  rowHeightPx: number,
  view: { scrollTopPx: number; heightPx: number },
): ListWindow {
  const first = Math.max(0, Math.floor(view.scrollTopPx / rowHeightPx) - MARGIN_ROWS);
  const end = Math.min(rowCount, Math.ceil((view.scrollTopPx + view.heightPx) / rowHeightPx) + MARGIN_ROWS);
  return { first: Math.min(first, rowCount), end: Math.max(end, Math.min(first, rowCount)) };
}
