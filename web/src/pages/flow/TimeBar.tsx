import { labelSide } from './label-side.js';
import type { Bar } from './lanes.js';
import { percent } from './percent.js';

/** A bar on the axis with its text inside it, or beside it where it is too short. */
export function TimeBar({
  bar,
  kind,
  text,
}: {
  bar: Bar;
  kind: 'publish' | 'wait' | 'waiting' | 'processed' | 'failed';
  text: string | null;
}) {
  const side = labelSide(bar, text ?? '');
  const place =
    side === 'before'
      ? { right: percent(1 - bar.left), maxWidth: percent(bar.left) }
      : side === 'after'
        ? { left: percent(bar.left + bar.width), maxWidth: percent(1 - bar.left - bar.width) }
        : { left: percent(bar.left), maxWidth: percent(bar.width) };
  return (
    <>
      <span className={`bar bar-${kind}`} style={{ left: percent(bar.left), width: percent(bar.width) }} />
      {text !== null && (
        <span className={`bar-text bar-text-${side} bar-text-on-${kind}`} style={place}>
          <bdi>{text}</bdi>
        </span>
      )}
    </>
  );
}
