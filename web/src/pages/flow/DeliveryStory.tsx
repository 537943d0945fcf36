import { Link } from '@tanstack/react-router';
import type { Delivery } from '../../api/types.js';
import { isolated } from '../../components/isolated.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { formatDuration } from '../../time/duration.js';
import { AttemptRow } from './AttemptRow.js';
import { evidenceText } from './evidence-text.js';
import { Lane } from './Lane.js';
import type { DeliveryLane } from './lanes.js';
import { TimeBar } from './TimeBar.js';

/** What one consumer group made of a message: its wait in the broker, its attempts folded to one lane, its end. */
export function DeliveryStory({
  lane,
  system,
  isOpen,
  onToggle,
}: {
  lane: DeliveryLane;
  system: string;
  isOpen: boolean;
  onToggle: (key: string) => void;
}) {
  const { delivery } = lane;
  const [only] = lane.attempts.length === 1 ? lane.attempts : [];
  return (
    <div className="delivery">
      <Lane role="broker" name={system}>
        {lane.wait === null ? (
          <p className="lane-hint">
            <bdi>{lane.waitLabel}</bdi>
          </p>
        ) : (
          <TimeBar bar={lane.wait} kind={lane.isWaiting ? 'waiting' : 'wait'} text={lane.waitLabel} />
        )}
      </Lane>
      <p className="lane-caption">
        <bdi>{lane.waitLabel}</bdi>
      </p>
      <Lane role="consumer" name={delivery.consumerGroup}>
        {lane.attempts.map(({ attempt, bar }) => (
          <TimeBar
            key={attempt.number}
            bar={bar}
            kind={attempt.outcome}
            text={attempt === only?.attempt ? formatDuration(attempt.durationMs) : null}
          />
        ))}
        {lane.attempts.length === 0 && <p className="lane-hint">No attempt was seen.</p>}
      </Lane>
      <DeliveryNote lane={lane} isOpen={isOpen} onToggle={onToggle} />
      {isOpen && (
        <ol className="attempts" aria-label={`Attempts of ${delivery.consumerGroup}`}>
          {lane.attempts.map((one) => (
            <AttemptRow key={one.attempt.number} {...one} />
          ))}
        </ol>
      )}
    </div>
  );
}

function DeliveryNote({
  lane,
  isOpen,
  onToggle,
}: {
  lane: DeliveryLane;
  isOpen: boolean;
  onToggle: (key: string) => void;
}) {
  const { delivery, retryLabel } = lane;
  const first = delivery.attempts[0];
  const lastError = delivery.attempts.findLast((attempt) => attempt.error !== null)?.error;
  return (
    <div className="lane-note">
      <OutcomeMark outcome={delivery.outcome} />
      {first !== undefined && (
        <button
          type="button"
          className="fold"
          aria-expanded={isOpen}
          onClick={() => onToggle(lane.key)}
          aria-label={`${attemptsText(delivery)} of ${delivery.consumerGroup}`}
        >
          {retryLabel ?? '1 attempt'}
        </button>
      )}
      {delivery.deadLetter !== null && <DeadLetterLink deadLetter={delivery.deadLetter} />}
      {lastError != null && (
        <span className="error-text">
          <bdi className="id">{lastError.type ?? 'error'}</bdi>
          {lastError.message !== null && <bdi>: {lastError.message}</bdi>}
        </span>
      )}
      <bdi className="hint">{originText(delivery)}</bdi>
    </div>
  );
}

function DeadLetterLink({ deadLetter }: { deadLetter: NonNullable<Delivery['deadLetter']> }) {
  const { destination, message } = deadLetter;
  return (
    <span>
      moved to{' '}
      {message === null ? (
        <Identifier text={destination} />
      ) : (
        <Link to="." search={(before) => ({ ...before, message })} resetScroll={false}>
          <Identifier text={destination} />
        </Link>
      )}
    </span>
  );
}

/** "5 attempts", "at least 5 attempts, 3 seen". */
function attemptsText({ attempts, attemptsAtLeast }: Delivery): string {
  if (attemptsAtLeast > attempts.length) return `at least ${attemptsAtLeast} attempts, ${attempts.length} seen`;
  return attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`;
}

/** Where the group's name was found if not in a span, who handled it, and what joined it to the publication. */
function originText({ consumerGroupFrom, services, consumerGroup, attempts }: Delivery): string {
  const others = services.filter((service) => service !== consumerGroup);
  const first = attempts[0];
  return [
    ...(consumerGroupFrom === 'span' ? [] : [`no span names a group, so the ${consumerGroupFrom} stands for it`]),
    ...(others.length === 0 ? [] : [`handled by ${others.slice(0, 3).map(isolated).join(', ')}`]),
    ...(first === undefined ? [] : [evidenceText(first.evidence)]),
  ].join(' · ');
}
