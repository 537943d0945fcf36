import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RawSpan } from '../../api/types.js';
import { Identifier } from '../../components/Identifier.js';
import { formatDuration } from '../../time/duration.js';
import { windowOf } from './list-window.js';
import { spanFacts } from './span-facts.js';
import { SpanDetails } from './SpanDetails.js';

const ROW_PX = 32;

/** Every span as it was received, in order of time; only the rows in view are drawn, so ten thousand are no burden. */
export function RawSpans({ spans }: { spans: readonly RawSpan[] }) {
  const { span: selectedId } = useSearch({ from: '/flows/$flowId' });
  const ordered = useMemo(
    () =>
      spans.map((span) => ({ span, facts: spanFacts(span) })).sort((a, b) => a.facts.startUnixMs - b.facts.startUnixMs),
    [spans],
  );
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrollTopPx: 0, heightPx: 600 });
  const selected = ordered.findIndex(({ span }) => span.spanId === selectedId);
  const firstSelected = useRef(selected);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.scrollTop = Math.max(0, firstSelected.current - 3) * ROW_PX;
    setView({ scrollTopPx: element.scrollTop, heightPx: element.clientHeight });
  }, []);
  if (ordered.length === 0) return <p className="empty">The answer holds no raw span of this flow.</p>;
  const { first, end } = windowOf(ordered.length, ROW_PX, view);
  const beganMs = ordered[0]?.facts.startUnixMs ?? 0;
  const details = ordered[selected];
  return (
    <div className={details === undefined ? undefined : 'split split-even'}>
      <div
        ref={box}
        className="span-list"
        role="list"
        aria-label="Spans in order of time"
        onScroll={({ currentTarget }) =>
          setView({ scrollTopPx: currentTarget.scrollTop, heightPx: currentTarget.clientHeight })
        }
      >
        <div role="presentation" style={{ height: first * ROW_PX }} />
        {ordered.slice(first, end).map(({ span, facts }, index) => (
          <div
            key={`${first + index}`}
            role="listitem"
            aria-posinset={first + index + 1}
            aria-setsize={ordered.length}
            className="span-row"
          >
            <Link
              to="."
              search={(before) => ({ ...before, view: 'spans', span: span.spanId })}
              replace
              resetScroll={false}
              aria-current={first + index === selected ? 'true' : undefined}
            >
              <span className="figure">+{formatDuration(facts.startUnixMs - beganMs)}</span>
              <Identifier text={facts.service ?? 'unknown service'} isClipped />
              <span className="span-name">
                {facts.isError && <span className="error-word">✕ error</span>} <bdi>{span.name}</bdi>
              </span>
              <span className="hint span-kind">{facts.kind}</span>
              <span className="figure">{formatDuration(facts.durationMs)}</span>
            </Link>
          </div>
        ))}
        <div role="presentation" style={{ height: (ordered.length - end) * ROW_PX }} />
      </div>
      {details !== undefined && <SpanDetails span={details.span} />}
    </div>
  );
}
