import { Link } from '@tanstack/react-router';
import type { Alert } from '../../api/types.js';
import { Identifier } from '../../components/Identifier.js';
import { SeverityMark } from '../../components/SeverityMark.js';
import { Time } from '../../components/Time.js';
import { HeldMark } from './HeldMark.js';
import { nameValue } from './named-value.js';

/** One alert in a line or two: how bad, what, since when, how much, and a flow that shows it. */
export function AlertRow({ alert }: { alert: Alert }) {
  const [example] = alert.exampleFlows;
  return (
    <li className={`alert-row alert-${alert.state} alert-${alert.severity}`}>
      <SeverityMark severity={alert.severity} />
      <div className="alert-what">
        <Link to="/alerts" search={{ alert: alert.id }} className="alert-summary">
          <bdi>{alert.summary}</bdi>
        </Link>
        <p className="alert-values">
          {Object.entries(alert.values).map(([name, value]) => {
            const { label, text } = nameValue(name, value);
            return (
              <span key={name}>
                {text.endsWith(label) ? '' : `${label} `}
                <b>{text}</b>
              </span>
            );
          })}
          <HeldMark alert={alert} />
        </p>
      </div>
      <div className="alert-when">
        <span>
          {alert.state === 'pending' ? 'seen since ' : 'since '}
          <Time at={alert.firingAt ?? alert.startedAt} />
        </span>
        {example === undefined ? (
          <span className="hint">no example flow</span>
        ) : (
          <Link to="/flows/$flowId" params={{ flowId: example }} className="alert-example">
            flow <Identifier text={example} isClipped />
          </Link>
        )}
      </div>
    </li>
  );
}
