import type { Flow } from '../../api/types.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { Time } from '../../components/Time.js';
import { formatDuration } from '../../time/duration.js';
import { withUnit } from '../alerts/named-value.js';
import { contractText } from './contract-text.js';

/** What the whole flow is, in a few facts. */
export function FlowSummaryLine({ flow }: { flow: Flow }) {
  return (
    <dl className="summary">
      <div>
        <dt>Outcome</dt>
        <dd>
          <OutcomeMark outcome={flow.outcome} />
        </dd>
      </div>
      <div>
        <dt>Began</dt>
        <dd>
          <Time at={flow.startUnixMs} />
        </dd>
      </div>
      <div>
        <dt>Took</dt>
        <dd>{formatDuration(flow.durationMs)}</dd>
      </div>
      <div>
        <dt>Messages</dt>
        <dd>{flow.messages.length === 0 ? 'none seen' : withUnit(flow.messages.length, 'message')}</dd>
      </div>
      <div>
        <dt>{flow.correlationId === null ? 'Correlation' : 'Traces'}</dt>
        <dd>
          {flow.correlationId === null ? (
            'no span names a correlation ID; these share a trace'
          ) : (
            <span title={flow.traceIds.join('\n')}>{withUnit(flow.traceIds.length, 'trace')}</span>
          )}
        </dd>
      </div>
      <div className="summary-wide">
        <dt>Services</dt>
        <dd className="name-run">
          {flow.services.slice(0, 20).map((service) => (
            <Identifier key={service} text={service} isClipped />
          ))}
          {flow.services.length > 20 && <span>and {flow.services.length - 20} more</span>}
        </dd>
      </div>
      <div className="summary-wide">
        <dt>Contracts</dt>
        <dd className="name-run">
          {flow.contractVersions.length === 0
            ? 'unknown: no span names one'
            : [...new Set(flow.contractVersions.map(contractText))].map((text) => (
                <Identifier key={text} text={text} isClipped />
              ))}
        </dd>
      </div>
    </dl>
  );
}
