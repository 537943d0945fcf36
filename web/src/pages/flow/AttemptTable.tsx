import { useMemo } from 'react';
import type { Flow } from '../../api/types.js';
import { FoldingTable, type Column } from '../../components/FoldingTable.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { Time } from '../../components/Time.js';
import { formatDuration } from '../../time/duration.js';
import { attemptRows, type AttemptTableRow } from './attempt-rows.js';
import { contractText } from './contract-text.js';
import { evidenceText } from './evidence-text.js';
import { placeOf } from './lanes.js';
import { ShowMore } from './ShowMore.js';
import { useShown } from './use-shown.js';

const STEP = 200;

const COLUMNS: readonly Column<AttemptTableRow>[] = [
  {
    title: 'Destination',
    isName: true,
    cell: ({ message }) => (
      <>
        <Identifier text={placeOf(message)} />{' '}
        {message.isDeadLetter && <span className="tag tag-bad">dead letter</span>}
      </>
    ),
  },
  {
    title: 'Producer',
    cell: ({ message }) => <Identifier text={message.publication?.service ?? 'not seen'} isClipped />,
  },
  {
    title: 'Published',
    width: '8.5rem',
    cell: ({ message }) =>
      message.publication === null ? 'not seen' : <Time at={message.publication.startUnixMs} isBare />,
  },
  { title: 'Group', cell: ({ delivery }) => <Identifier text={delivery?.consumerGroup ?? 'none seen'} isClipped /> },
  { title: 'Attempt', width: '4.75rem', isFigure: true, cell: ({ attempt }) => attempt?.number ?? 'none' },
  {
    title: 'In the broker',
    width: '7rem',
    isFigure: true,
    cell: ({ attempt }) =>
      attempt == null
        ? 'not taken'
        : `${formatDuration(attempt.brokerTimeMs)}${attempt.brokerTimeAdjusted ? ' (adjusted)' : ''}`,
  },
  {
    title: 'Took',
    width: '5.5rem',
    isFigure: true,
    cell: ({ attempt }) => (attempt == null ? '' : formatDuration(attempt.durationMs)),
  },
  {
    title: 'Outcome',
    width: '13rem',
    cell: ({ message, delivery, attempt }) => (
      <>
        <OutcomeMark outcome={attempt?.outcome ?? delivery?.outcome ?? message.outcome} />
        {attempt?.error != null && (
          <span className="error-text">
            {' '}
            <bdi>{attempt.error.type ?? attempt.error.message}</bdi>
          </span>
        )}
      </>
    ),
  },
  {
    title: 'Evidence',
    cell: ({ attempt }) => (attempt == null ? '' : evidenceText(attempt.evidence).replace(/^joined by /, '')),
  },
  {
    title: 'Contract',
    cell: ({ message }) =>
      message.contract === null ? 'unknown' : <Identifier text={contractText(message.contract)} />,
  },
];

/** The picture as a table: one row an attempt, and one for each delivery or message that has none. */
export function AttemptTable({ flow }: { flow: Flow }) {
  const rows = useMemo(() => attemptRows(flow.messages), [flow.messages]);
  const shown = useShown(rows.length, STEP);
  if (rows.length === 0)
    return <p className="empty">This trace has no messaging span. Its spans stand under “Spans”.</p>;
  return (
    <>
      <FoldingTable
        label="Attempts of the flow"
        columns={COLUMNS}
        rows={rows.slice(0, shown.count)}
        keyOf={(_, index) => String(index)}
      />
      <ShowMore shown={shown} total={rows.length} step={STEP} what="rows" />
    </>
  );
}
