import { useState } from 'react';

export interface Shown {
  count: number;
  showMore: () => void;
  showAll: () => void;
}

/** How many of many rows are drawn: a first helping of `step`, more on demand, never fewer than `atLeast`. */
export function useShown(total: number, step: number, atLeast = 0): Shown {
  const [wanted, setWanted] = useState(step);
  const count = Math.min(total, Math.max(wanted, atLeast));
  return { count, showMore: () => setWanted(count + step), showAll: () => setWanted(Infinity) };
}
