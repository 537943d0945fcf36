import type { Axis } from './axis.js';
import { percent } from './percent.js';

/** The axis over the lanes, and the folded stretches as bands behind them. */
export function AxisLabels({ axis }: { axis: Axis }) {
  return (
    <>
      <div className="axis" aria-hidden="true">
        {axis.ticks.map((tick) => (
          <span
            key={tick.at}
            className={tick.at === 0 ? 'tick tick-first' : tick.at === 1 ? 'tick tick-last' : 'tick'}
            style={{ left: percent(tick.at) }}
          >
            {tick.text}
          </span>
        ))}
      </div>
      <div className="bands" aria-hidden="true">
        {axis.breaks.map((gap) => (
          <span key={gap.left} className="band" style={{ left: percent(gap.left), width: percent(gap.width) }}>
            <span className="band-text">{gap.text}</span>
          </span>
        ))}
      </div>
    </>
  );
}
