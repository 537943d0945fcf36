import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { alertsQuery } from '../../api/queries.js';
import type { Alert, AlertState } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { PageTitle } from '../../components/PageTitle.js';
import { AlertCard } from './AlertCard.js';

const STATES: readonly { state: AlertState | undefined; word: string }[] = [
  { state: undefined, word: 'All' },
  { state: 'firing', word: 'Firing' },
  { state: 'pending', word: 'Pending' },
  { state: 'resolved', word: 'Resolved' },
];

const QUIET: Readonly<Record<AlertState | 'all', string>> = {
  all: 'There has been no alert. Dead letters, retry storms and consumer lag raise one when they are seen.',
  firing: 'No alert fires.',
  pending: 'Nothing is pending: no trouble was seen that has not lasted long enough to fire.',
  resolved: 'No alert was resolved yet.',
};

/** Who has it, how often, since when. */
export function AlertsPage() {
  const { state, alert: selected } = useSearch({ from: '/alerts' });
  const query = useQuery(alertsQuery(state));
  return (
    <>
      <PageTitle title="Alerts" />
      <nav className="tabs" aria-label="State of the alerts">
        {STATES.map((tab) => (
          <Link
            key={tab.word}
            to="/alerts"
            search={{ state: tab.state }}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={tab.state === state ? 'true' : undefined}
            data-filter={tab.state === state ? '' : undefined}
          >
            {tab.word}
          </Link>
        ))}
      </nav>
      <Answer query={query} what="alerts">
        {({ alerts }) =>
          alerts.length === 0 ? (
            <p className="empty">{QUIET[state ?? 'all']}</p>
          ) : (
            <AlertCards alerts={alerts} selected={selected} />
          )
        }
      </Answer>
    </>
  );
}

function AlertCards({ alerts, selected }: { alerts: readonly Alert[]; selected: string | undefined }) {
  const isLost = selected !== undefined && alerts.every((alert) => alert.id !== selected);
  return (
    <>
      {isLost && (
        <p className="notice notice-stale">
          The alert of this link is not in this list; it may be older than the list.
        </p>
      )}
      <ul className="alert-cards">
        {alerts.map((alert) => (
          <AlertCard key={alert.id} alert={alert} isOpen={alert.id === selected} />
        ))}
      </ul>
    </>
  );
}
