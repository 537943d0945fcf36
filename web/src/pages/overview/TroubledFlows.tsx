import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { flowsQuery } from '../../api/queries.js';
import type { Outcome } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { Time } from '../../components/Time.js';
import type { TimeRange } from '../../time/time-range.js';

/** The newest flows that ended badly, in the range. */
export function TroubledFlows({ range }: { range: TimeRange }) {
  return (
    <section aria-labelledby="troubled">
      <h2 id="troubled">Recent trouble</h2>
      <TroubledList range={range} outcome="dead-lettered" />
      <TroubledList range={range} outcome="failed" />
    </section>
  );
}

function TroubledList({ range, outcome }: { range: TimeRange; outcome: Outcome }) {
  const query = useInfiniteQuery(flowsQuery(range, { outcome }, 6));
  const word = outcome === 'failed' ? 'failed' : 'dead-lettered';
  return (
    <Answer query={query} what={`${word} flows`}>
      {(data) => {
        const flows = data.pages[0]?.flows ?? [];
        if (flows.length === 0) {
          return (
            <p className="quiet">
              No {word} flow since <Time at={range.from} isBare />.
            </p>
          );
        }
        return (
          <ul className="flow-list">
            {flows.map((flow) => (
              <li key={flow.id}>
                <OutcomeMark outcome={flow.outcome} />
                <Link to="/flows/$flowId" params={{ flowId: flow.id }}>
                  <Identifier text={flow.id} isClipped />
                </Link>
                <span className="flow-list-where">
                  <Identifier text={flow.destinations.join(' → ')} isClipped />
                </span>
                <Time at={flow.startUnixMs} />
              </li>
            ))}
            {data.pages[0]?.nextCursor != null && (
              <li>
                <Link to="/flows" search={{ outcome }}>
                  More {word} flows
                </Link>
              </li>
            )}
          </ul>
        );
      }}
    </Answer>
  );
}
