import type { FlowFilters } from '../../api/queries.js';
import type { FlowSummary, Outcome } from '../../api/types.js';
import { TextFilter } from '../../components/TextFilter.js';

const OUTCOMES: readonly Outcome[] = ['dead-lettered', 'failed', 'pending', 'processed'];

/** The filters of the flow search. Services and destinations are suggested from the flows that are shown. */
export function FlowFilterBar({
  filters,
  flows,
  onChange,
}: {
  filters: FlowFilters;
  flows: readonly FlowSummary[];
  onChange: (change: FlowFilters) => void;
}) {
  const or = (value: string) => (value === '' ? undefined : value);
  return (
    <search className="filters">
      <TextFilter
        label="Correlation, trace or message id"
        value={filters.q ?? ''}
        onChange={(q) => onChange({ q: or(q) })}
        isMain
      />
      <TextFilter
        label="Service"
        value={filters.service ?? ''}
        onChange={(service) => onChange({ service: or(service) })}
        suggestions={distinct(flows.flatMap((flow) => flow.services))}
      />
      <TextFilter
        label="Destination"
        value={filters.destination ?? ''}
        onChange={(destination) => onChange({ destination: or(destination) })}
        suggestions={distinct(flows.flatMap((flow) => flow.destinations))}
      />
      <label className="field">
        <span>Outcome</span>
        <select
          value={filters.outcome ?? ''}
          onChange={(event) => onChange({ outcome: OUTCOMES.find((one) => one === event.target.value) })}
        >
          <option value="">any</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {outcome}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort().slice(0, 100);
}
