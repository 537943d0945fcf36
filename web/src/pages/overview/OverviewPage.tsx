import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { alertsQuery, flowsQuery, readinessQuery } from '../../api/queries.js';
import { Answer } from '../../components/Answer.js';
import { PageTitle } from '../../components/PageTitle.js';
import { AlertRow } from '../alerts/AlertRow.js';
import { withUnit } from '../alerts/named-value.js';
import { FirstSteps } from './FirstSteps.js';
import { IngestHealth } from './IngestHealth.js';
import { TroubledFlows } from './TroubledFlows.js';

/** Is anything on fire? */
export function OverviewPage() {
  const range = useSearch({ from: '__root__' });
  const alerts = useQuery(alertsQuery());
  const readiness = useQuery(readinessQuery());
  const anyFlow = useInfiniteQuery(flowsQuery(range, {}, 1));
  const firing = alerts.data?.alerts.filter((alert) => alert.state === 'firing') ?? [];
  const pending = alerts.data?.alerts.filter((alert) => alert.state === 'pending') ?? [];
  const hasNoFlow = anyFlow.data?.pages[0]?.flows.length === 0;

  return (
    <>
      <PageTitle title="Overview" heading={headline(alerts.data !== undefined, firing.length, hasNoFlow)} />
      <section aria-labelledby="firing">
        <h2 id="firing">Firing alerts</h2>
        <Answer query={alerts} what="alerts">
          {() =>
            firing.length === 0 ? (
              <p className="quiet">No alert fires.</p>
            ) : (
              <ul className="alert-list">
                {firing.map((alert) => (
                  <AlertRow key={alert.id} alert={alert} />
                ))}
              </ul>
            )
          }
        </Answer>
        {pending.length > 0 && (
          <>
            <h3>Pending: seen, not yet long enough to fire</h3>
            <ul className="alert-list">
              {pending.map((alert) => (
                <AlertRow key={alert.id} alert={alert} />
              ))}
            </ul>
          </>
        )}
      </section>
      {hasNoFlow && <FirstSteps range={range} />}
      <div className="columns">
        <TroubledFlows range={range} />
        <IngestHealth query={readiness} />
      </div>
    </>
  );
}

function headline(isKnown: boolean, firing: number, hasNoFlow: boolean): string {
  if (!isKnown) return 'Overview';
  if (firing > 0) return `${withUnit(firing, 'alert')} firing`;
  return hasNoFlow ? 'Nothing fires, and nothing was seen' : 'Nothing is on fire';
}
