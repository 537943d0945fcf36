import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { alertsQuery } from '../api/queries.js';
import { AlertAnnouncer } from './AlertAnnouncer.js';
import { KeyboardHelp } from './KeyboardHelp.js';
import { Mark } from './Mark.js';
import { ThemeToggle } from './ThemeToggle.js';
import { TimeRangePicker } from './TimeRangePicker.js';
import { useKeys } from './use-keys.js';

/** What surrounds every page: where one is, the time range all pages share, and the keys. */
export function Shell() {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const keys = useKeys(() => setHelpOpen(true));
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  const alerts = useQuery(alertsQuery());
  const firing = alerts.data?.alerts.filter((alert) => alert.state === 'firing').length;

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <header className="topbar">
        <Link to="/" className="brand" aria-label="Plumbline, overview">
          <Mark />
          <span>Plumbline</span>
        </Link>
        <nav className="mainnav" aria-label="Pages">
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            Overview
          </Link>
          <Link to="/flows" activeOptions={{ includeSearch: false }}>
            Flows
          </Link>
          <Link to="/contracts" activeOptions={{ includeSearch: false }}>
            Contracts
          </Link>
          <Link to="/alerts" activeOptions={{ includeSearch: false }}>
            Alerts
            {firing !== undefined && firing > 0 && (
              <span className="badge">
                {firing}
                <span className="visually-hidden"> firing</span>
              </span>
            )}
          </Link>
        </nav>
        <div className="tools">
          <TimeRangePicker />
          <ThemeToggle />
          <button type="button" className="icon-button" aria-label="Keys and help" onClick={() => setHelpOpen(true)}>
            ?
          </button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="footer">
        <span>Times are in {Intl.DateTimeFormat().resolvedOptions().timeZone}.</span>
        <a href="/api/v1/openapi.json">API document</a>
      </footer>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} keys={keys} />
      <AlertAnnouncer alerts={alerts.data?.alerts} />
    </>
  );
}

/** A new page begins at its top for the keyboard and the screen reader too, but not on the first load. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
