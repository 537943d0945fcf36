import type { Shown } from './use-shown.js';

/** Offers the rest of a list that was cut short. */
export function ShowMore({ shown, total, step, what }: { shown: Shown; total: number; step: number; what: string }) {
  const rest = total - shown.count;
  if (rest <= 0) return null;
  return (
    <p className="show-more">
      <span>
        {shown.count.toLocaleString('en')} of {total.toLocaleString('en')} {what} are shown.
      </span>
      {rest > step && (
        <button type="button" className="button" onClick={shown.showMore}>
          Show {step} more
        </button>
      )}
      <button type="button" className="button" onClick={shown.showAll}>
        Show all {total.toLocaleString('en')}
      </button>
    </p>
  );
}
