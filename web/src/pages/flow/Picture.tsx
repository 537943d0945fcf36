import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Flow } from '../../api/types.js';
import { AxisLabels } from './AxisLabels.js';
import { labelAxis } from './axis.js';
import { layOutFlow } from './lanes.js';
import { MessageStory } from './MessageStory.js';
import { ShowMore } from './ShowMore.js';
import { useShown } from './use-shown.js';

const STEP = 50;

/** The picture of a flow: for each message its producer, the broker and every consumer on one axis of time. */
export function Picture({ flow }: { flow: Flow }) {
  const { message: selected, open } = useSearch({ from: '/flows/$flowId' });
  const navigate = useNavigate({ from: '/flows/$flowId' });
  const { scale, lanes } = useMemo(() => layOutFlow(flow), [flow]);
  const axis = useMemo(() => labelAxis(scale), [scale]);
  const shown = useShown(lanes.length, STEP, lanes.findIndex((lane) => lane.message.id === selected) + 1);
  const opened = useMemo(() => new Set((open ?? '').split(',')), [open]);
  const toggle = useCallback(
    (key: string) =>
      void navigate({
        search: (before) => ({ ...before, open: toggled(before.open, key) }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  if (lanes.length === 0) {
    return (
      <p className="empty">
        This trace has no messaging span, so there is no producer, broker or consumer to draw. Its spans stand under
        “Spans”.
      </p>
    );
  }
  return (
    <section className="picture" aria-label="Picture of the flow; the table holds the same">
      <ul className="legend" aria-hidden="true">
        <li className="legend-publish">publishing</li>
        <li className="legend-wait">waiting in the broker</li>
        <li className="legend-processed">processed</li>
        <li className="legend-failed">failed attempt</li>
        {axis.breaks.length > 0 && <li className="legend-break">folded time</li>}
      </ul>
      <div className={lanes.length > STEP ? 'plot plot-large' : 'plot'}>
        <AxisLabels axis={axis} />
        {lanes.slice(0, shown.count).map((lane) => (
          <MessageStory
            key={lane.message.id}
            lane={lane}
            opened={opened}
            onToggle={toggle}
            isSelected={lane.message.id === selected}
          />
        ))}
      </div>
      <ShowMore shown={shown} total={lanes.length} step={STEP} what="messages" />
    </section>
  );
}

function toggled(open: string | undefined, key: string): string | undefined {
  const keys = new Set((open ?? '').split(',').filter((one) => one !== ''));
  if (!keys.delete(key)) keys.add(key);
  return keys.size === 0 ? undefined : [...keys].join(',');
}
