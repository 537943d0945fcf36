/** A fraction as CSS: 0.125 is "12.5%". */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(3))}%`;
}
