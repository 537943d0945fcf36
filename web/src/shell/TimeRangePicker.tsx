import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { formatInstant } from '../time/instant.js';
import { PRESETS, presetRange, toLocalField, type TimeRange } from '../time/time-range.js';

/** The time range all pages share. Without an end it is live: it goes on with the clock. */
export function TimeRangePicker() {
  const range = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useDismiss(box, isOpen, () => setOpen(false));
  const choose = (next: TimeRange) => {
    setOpen(false);
    button.current?.focus();
    void navigate({ to: '.', search: (before) => ({ ...before, from: next.from, to: next.to }) });
  };
  return (
    <div className="range" ref={box}>
      <button
        ref={button}
        type="button"
        className="button range-button"
        aria-expanded={isOpen}
        aria-controls="range-panel"
        onClick={() => setOpen(!isOpen)}
      >
        <span className="visually-hidden">Time range: </span>
        <RangeText range={range} />
      </button>
      {isOpen && (
        <div id="range-panel" className="range-panel" role="group" aria-label="Time range">
          <ul className="presets">
            {PRESETS.map((preset) => (
              <li key={preset.label}>
                <button type="button" onClick={() => choose(presetRange(preset, Date.now()))}>
                  {preset.label}
                </button>
              </li>
            ))}
          </ul>
          <ExactRange range={range} onChoose={choose} />
        </div>
      )}
    </div>
  );
}

function RangeText({ range }: { range: TimeRange }) {
  const now = Date.now();
  const short = (iso: string) => formatInstant(Date.parse(iso), now).replace(/:\d\d$/, '');
  if (range.to !== undefined) return <span>{`${short(range.from)} – ${short(range.to)}`}</span>;
  return (
    <>
      <span className="live-dot" aria-hidden="true" />
      <span>{`since ${short(range.from)}, live`}</span>
    </>
  );
}

function ExactRange({ range, onChoose }: { range: TimeRange; onChoose: (range: TimeRange) => void }) {
  const [complaint, setComplaint] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const from = new Date(String(fields.get('from')));
    const to = new Date(String(fields.get('to')));
    if (Number.isNaN(from.getTime())) return setComplaint('Give a beginning.');
    if (Number.isNaN(to.getTime())) return onChoose({ from: from.toISOString() });
    if (to <= from) return setComplaint('The end must come after the beginning.');
    onChoose({ from: from.toISOString(), to: to.toISOString() });
  };
  return (
    <form className="exact-range" onSubmit={submit}>
      <label>
        From
        <input type="datetime-local" step="1" name="from" defaultValue={toLocalField(range.from)} />
      </label>
      <label>
        To <span className="hint">(empty: live)</span>
        <input
          type="datetime-local"
          step="1"
          name="to"
          defaultValue={range.to === undefined ? '' : toLocalField(range.to)}
        />
      </label>
      {complaint !== '' && <p role="alert">{complaint}</p>}
      <button type="submit" className="button">
        Show
      </button>
    </form>
  );
}

function useDismiss(box: React.RefObject<HTMLElement | null>, isOpen: boolean, dismiss: () => void) {
  const latest = useRef(dismiss);
  useEffect(() => {
    latest.current = dismiss;
  });
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current();
    };
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) latest.current();
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onPointer);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onPointer);
    };
  }, [isOpen, box]);
}
