import { Link } from '@tanstack/react-router';
import type { FlowSummary } from '../../api/types.js';
import { FoldingTable, type Column } from '../../components/FoldingTable.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { Time } from '../../components/Time.js';
import { formatDuration } from '../../time/duration.js';
import { NameList } from './NameList.js';

const COLUMNS: readonly Column<FlowSummary>[] = [
  {
    title: 'Flow',
    isName: true,
    cell: (flow) => (
      <Link to="/flows/$flowId" params={{ flowId: flow.id }} className="row-link">
        <Identifier text={flow.id} isClipped />
      </Link>
    ),
  },
  { title: 'Outcome', width: '8.75rem', cell: (flow) => <OutcomeMark outcome={flow.outcome} /> },
  { title: 'Began', width: '13.5rem', cell: (flow) => <Time at={flow.startUnixMs} /> },
  { title: 'Took', width: '6rem', isFigure: true, cell: (flow) => formatDuration(flow.durationMs) },
  { title: 'Destinations', cell: (flow) => <NameList names={flow.destinations} /> },
  { title: 'Services', cell: (flow) => <NameList names={flow.services} /> },
  { title: 'Messages', width: '5.25rem', isFigure: true, cell: (flow) => flow.messageCount.toLocaleString('en') },
  { title: 'Attempts', width: '5.25rem', isFigure: true, cell: (flow) => flow.attemptCount.toLocaleString('en') },
];

export function FlowTable({ flows }: { flows: readonly FlowSummary[] }) {
  return <FoldingTable label="Flows, newest first" columns={COLUMNS} rows={flows} keyOf={(flow) => flow.id} />;
}
