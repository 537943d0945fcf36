import { Link } from '@tanstack/react-router';
import type { Attempt } from '../../api/types.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { Time } from '../../components/Time.js';
import { formatDuration } from '../../time/duration.js';
import { evidenceText } from './evidence-text.js';
import { TimeBar } from './TimeBar.js';
import type { Bar } from './lanes.js';

/** One attempt of an unfolded delivery: when, how long, how it ended, and how it is known to belong here. */
export function AttemptRow({ attempt, bar }: { attempt: Attempt; bar: Bar }) {
  return (
    <li className="attempt">
      <div className="lane">
        <div className="lane-label">
          <span className="lane-role">attempt {attempt.number}</span>
          <bdi className="id id-clipped" title={attempt.service}>
            {attempt.service}
          </bdi>
        </div>
        <div className="lane-track">
          <TimeBar bar={bar} kind={attempt.outcome} text={formatDuration(attempt.durationMs)} />
        </div>
      </div>
      <p className="lane-note">
        <OutcomeMark outcome={attempt.outcome} />
        <Time at={attempt.startUnixMs} isBare />
        <span className="figure">took {formatDuration(attempt.durationMs)}</span>
        {attempt.error !== null && (
          <span className="error-text">
            <bdi className="id">{attempt.error.type ?? 'error'}</bdi>
            {attempt.error.message !== null && <bdi>: {attempt.error.message}</bdi>}
          </span>
        )}
        <span className="hint">{evidenceText(attempt.evidence)}</span>
        <Link to="." search={(before) => ({ ...before, view: 'spans', span: attempt.spanId })}>
          span
        </Link>
      </p>
    </li>
  );
}
