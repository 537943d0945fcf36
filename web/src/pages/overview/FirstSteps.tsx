import { Snippet } from '../../components/Snippet.js';
import { Time } from '../../components/Time.js';
import type { TimeRange } from '../../time/time-range.js';
import { otelEnvironment, registrationCommand } from './first-steps.js';

/** Why is it empty, and what fills it: shown while the range holds no flow at all. */
export function FirstSteps({ range }: { range: TimeRange }) {
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">No flow since {<Time at={range.from} isBare />}</h2>
      <p>
        Either nothing was sent to Plumbline in this time, or the range is too short. A service that loads
        OpenTelemetry’s SDK, and its instrumentation for the broker’s client, needs this in its environment; its first
        message appears here within seconds.
      </p>
      <Snippet title="Environment of a service" text={otelEnvironment(location)} />
      <p>And this keeps the first contract of an event:</p>
      <Snippet title="Register a contract" text={registrationCommand(location.origin)} />
    </section>
  );
}
