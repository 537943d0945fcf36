import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Alert } from '../../api/types.js';
import { Identifier } from '../../components/Identifier.js';
import { SeverityMark } from '../../components/SeverityMark.js';
import { Time } from '../../components/Time.js';
import { HeldMark } from './HeldMark.js';
import { nameValue } from './named-value.js';

const STATE: Readonly<Record<Alert['state'], { icon: string; word: string }>> = {
  firing: { icon: '●', word: 'firing' },
  pending: { icon: '○', word: 'pending' },
  resolved: { icon: '✓', word: 'resolved' },
};

/** An alert in a list; open, it shows all there is to know. Which one is open stands in the URL. */
export function AlertCard({ alert, isOpen }: { alert: Alert; isOpen: boolean }) {
  const navigate = useNavigate({ from: '/alerts' });
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const toggle = () =>
    void navigate({
      search: (before) => ({ ...before, alert: isOpen ? undefined : alert.id }),
      replace: true,
      resetScroll: false,
    });
  return (
    <li ref={item} className={`alert-card alert-${alert.state} alert-${alert.severity}`}>
      <button type="button" className="alert-head" aria-expanded={isOpen} onClick={toggle}>
        <SeverityMark severity={alert.severity} />
        <span className={`state state-${alert.state}`}>
          <span aria-hidden="true">{STATE[alert.state].icon}</span> {STATE[alert.state].word}
        </span>
        <bdi className="alert-summary">{alert.summary}</bdi>
        <span className="alert-head-when">
          <Time at={alert.resolvedAt ?? alert.firingAt ?? alert.startedAt} />
          <HeldMark alert={alert} />
        </span>
      </button>
      {isOpen && <AlertDetails alert={alert} />}
    </li>
  );
}

function AlertDetails({ alert }: { alert: Alert }) {
  return (
    <div className="alert-details">
      <p className="prose">
        <bdi>{alert.description}</bdi>
      </p>
      <div className="facts-columns">
        <Facts
          title="About"
          facts={Object.entries(alert.labels).map(([name, value]) => [name, <Identifier text={value} />])}
        />
        <Facts
          title="Figures"
          facts={Object.entries(alert.values).map(([name, value]) => {
            const { label, text } = nameValue(name, value);
            return [label, <span className="figure">{text}</span>];
          })}
        />
        <Facts
          title="Life"
          facts={[
            ['first seen', <Time at={alert.startedAt} />],
            ['firing since', alert.firingAt === null ? 'not yet' : <Time at={alert.firingAt} />],
            ['resolved', alert.resolvedAt === null ? 'not yet' : <Time at={alert.resolvedAt} />],
            ['last seen', <Time at={alert.lastSeenAt} />],
          ]}
        />
        <Facts
          title="Flows that show it"
          facts={
            alert.exampleFlows.length === 0
              ? [['', 'none was kept: the broker says so, and no span does']]
              : alert.exampleFlows.map((id) => [
                  '',
                  <Link to="/flows/$flowId" params={{ flowId: id }}>
                    <Identifier text={id} />
                  </Link>,
                ])
          }
        />
      </div>
      <p className="hint">
        {alert.kind} · fingerprint <Identifier text={alert.fingerprint} />
      </p>
    </div>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <div className="facts">
      <h2 className="facts-title">{title}</h2>
      <dl>
        {facts.map(([name, value], index) => (
          <div key={index}>
            <dt>{name === '' ? <span className="visually-hidden">{title}</span> : <bdi>{name}</bdi>}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
