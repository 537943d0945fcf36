import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { flowQuery } from '../../api/queries.js';
import type { Flow } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { CopyButton } from '../../components/CopyButton.js';
import { Identifier } from '../../components/Identifier.js';
import { PageTitle } from '../../components/PageTitle.js';
import { AttemptTable } from './AttemptTable.js';
import { FlowSummaryLine } from './FlowSummaryLine.js';
import { Picture } from './Picture.js';
import { RawSpans } from './RawSpans.js';

const VIEWS = [
  { view: 'picture', word: 'Picture' },
  { view: 'table', word: 'Table' },
  { view: 'spans', word: 'Spans' },
] as const;

/** One flow, from its producers through the brokers to every consumer. */
export function FlowPage() {
  const { flowId } = useParams({ from: '/flows/$flowId' });
  const query = useQuery(flowQuery(flowId));
  return (
    <>
      <p className="crumbs">
        <Link to="/flows">Flows</Link>
      </p>
      <PageTitle title={flowId} heading={<Identifier text={flowId} />}>
        <CopyButton text={flowId} what="the flow’s id" />
      </PageTitle>
      <Answer query={query} what="the flow">
        {(flow) => <FlowViews flow={flow} />}
      </Answer>
    </>
  );
}

function FlowViews({ flow }: { flow: Flow }) {
  const search = useSearch({ from: '/flows/$flowId' });
  const view = search.view ?? (flow.messages.length === 0 ? 'spans' : 'picture');
  return (
    <>
      <FlowSummaryLine flow={flow} />
      {flow.truncated && (
        <p className="notice notice-stale">
          This flow holds more spans than one answer shows: what follows is its first {flow.spans.length} spans.
        </p>
      )}
      <nav className="tabs" aria-label="Views of the flow">
        {VIEWS.map((tab) => (
          <Link
            key={tab.view}
            to="."
            search={(before) => ({ ...before, view: tab.view })}
            resetScroll={false}
            aria-current={tab.view === view ? 'true' : undefined}
          >
            {tab.word}
            {tab.view === 'spans' && <span className="hint"> {flow.spans.length.toLocaleString('en')}</span>}
          </Link>
        ))}
      </nav>
      {view === 'picture' && <Picture flow={flow} />}
      {view === 'table' && <AttemptTable flow={flow} />}
      {view === 'spans' && <RawSpans spans={flow.spans} />}
    </>
  );
}
