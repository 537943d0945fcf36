import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { flowsQuery } from '../../api/queries.js';
import type { FlowSummary } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { MoreButton } from '../../components/MoreButton.js';
import { PageTitle } from '../../components/PageTitle.js';
import { Time } from '../../components/Time.js';
import { withUnit } from '../alerts/named-value.js';
import { FlowFilterBar } from './FlowFilterBar.js';
import { FlowTable } from './FlowTable.js';

/** Where is this order? */
export function FlowsPage() {
  const { from, to, ...filters } = useSearch({ from: '/flows' });
  const navigate = useNavigate({ from: '/flows' });
  const range = to === undefined ? { from } : { from, to };
  const query = useInfiniteQuery(flowsQuery(range, filters));
  const flows = query.data?.pages.flatMap((page) => page.flows) ?? [];
  const isFiltered = Object.values(filters).some((value) => value !== undefined);

  return (
    <>
      <PageTitle title="Flows">
        {query.data !== undefined && (
          <p className="hint" role="status">
            {withUnit(flows.length, 'flow')}
            {query.hasNextPage ? ', and older ones' : ''}
          </p>
        )}
      </PageTitle>
      <FlowFilterBar
        filters={filters}
        flows={flows}
        onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
      <Answer query={query} what="flows">
        {() =>
          flows.length === 0 ? (
            <NoFlows from={from} to={to} isFiltered={isFiltered} />
          ) : (
            <>
              <FlowTable flows={uniqueFlows(flows)} />
              <MoreButton query={query} what="older flows" />
            </>
          )
        }
      </Answer>
    </>
  );
}

function NoFlows({ from, to, isFiltered }: { from: string; to: string | undefined; isFiltered: boolean }) {
  return (
    <p className="empty">
      No flow {isFiltered ? 'matches these filters ' : 'was seen '}
      between <Time at={from} isBare /> and {to === undefined ? 'now' : <Time at={to} isBare />}. Widen the time range
      {isFiltered ? (
        ' or clear a filter'
      ) : (
        <>
          , or see the <Link to="/">overview</Link> for how a service is connected
        </>
      )}
      .
    </p>
  );
}

/** A flow that grew between two pages may stand on both. */
function uniqueFlows(flows: readonly FlowSummary[]): FlowSummary[] {
  return [...new Map(flows.map((flow) => [flow.id, flow])).values()];
}
