import { createHash } from 'node:crypto';
import type { Detection, DetectionKind, Severity } from '../detection/detection.js';
import type { Labels } from '../detection/judgement.js';

/** An alert as it is kept. Moments are Unix ms. */
export interface StoredAlert {
  id: string;
  fingerprint: string;
  kind: DetectionKind;
  severity: Severity;
  state: 'pending' | 'firing' | 'resolved';
  labels: Labels;
  summary: string;
  description: string;
  values: Readonly<Record<string, number | null>>;
  exampleFlows: readonly string[];
  startedAtMs: number;
  firingAtMs: number | null;
  resolvedAtMs: number | null;
  lastSeenAtMs: number;
  /** What the webhook was last told of it; null if nothing yet. */
  notifiedState: 'firing' | 'resolved' | null;
  notifiedSeverity: Severity | null;
  notifiedAtMs: number | null;
}

/** What one round of detection found, over all detectors. What stands in neither list is unknown. */
export interface Observations {
  detections: readonly Detection[];
  clear: readonly { kind: DetectionKind; labels: Labels }[];
}

export interface LifecycleSettings {
  /** How long trouble must be seen before it fires. Dead letters fire at once: each is a fact, not a trend. */
  pendingMs: number;
  /** How long an alert goes on firing after the trouble was last seen, once it is clear. */
  keepFiringMs: number;
}

/** What a detection tells of an alert. */
type Sighting = Pick<
  StoredAlert,
  'severity' | 'summary' | 'description' | 'values' | 'exampleFlows' | 'startedAtMs' | 'lastSeenAtMs'
>;

export type Transition =
  | { type: 'create'; alert: Omit<StoredAlert, 'id'> }
  | { type: 'update'; id: string; sighting: Sighting }
  | { type: 'fire'; id: string; sighting: Sighting; firingAtMs: number }
  | { type: 'resolve'; id: string; resolvedAtMs: number };

const MAX_EXAMPLES = 5;

/** The same trouble later has the same fingerprint: SHA-256 over kind and sorted labels, 16 hex digits. */
export function fingerprintOf(kind: DetectionKind, labels: Labels): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, sorted]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * The next step in the life of every alert, given what is open and what one round saw.
 *
 * | open alert | seen                                   | clear                                      | neither   |
 * |------------|----------------------------------------|--------------------------------------------|-----------|
 * | none       | create: pending, or firing at once     | nothing                                    | nothing   |
 * | pending    | update; fire when pending for its time | resolve                                    | nothing   |
 * | firing     | update                                 | resolve when not seen for `keepFiringMs`   | nothing   |
 *
 * A pending alert that was not seen for `keepFiringMs` begins its time anew. The severity of an alert only rises while
 * it lasts.
 */
export function nextTransitions(
  open: readonly StoredAlert[],
  { detections, clear }: Observations,
  nowMs: number,
  settings: LifecycleSettings,
): Transition[] {
  const seen = new Map(detections.map((of) => [fingerprintOf(of.kind, of.labels), of]));
  const quiet = new Set(clear.map((of) => fingerprintOf(of.kind, of.labels)));
  const known = new Set(open.map((alert) => alert.fingerprint));
  const transitions: Transition[] = [];
  for (const alert of open) {
    const detection = seen.get(alert.fingerprint);
    if (detection) transitions.push(seeAgain(alert, detection, nowMs, settings));
    else if (quiet.has(alert.fingerprint) && mayResolve(alert, nowMs, settings)) {
      transitions.push({ type: 'resolve', id: alert.id, resolvedAtMs: nowMs });
    }
  }
  for (const [fingerprint, detection] of seen) {
    if (!known.has(fingerprint)) transitions.push(create(fingerprint, detection, nowMs, settings));
  }
  return transitions;
}

function pendingMsOf(kind: DetectionKind, settings: LifecycleSettings): number {
  return kind === 'dead-letter-arrival' ? 0 : settings.pendingMs;
}

function mayResolve(alert: StoredAlert, nowMs: number, { keepFiringMs }: LifecycleSettings): boolean {
  return alert.state === 'pending' || nowMs - alert.lastSeenAtMs >= keepFiringMs;
}

function create(
  fingerprint: string,
  { kind, labels, ...detection }: Detection,
  nowMs: number,
  settings: LifecycleSettings,
): Transition {
  const fires = pendingMsOf(kind, settings) === 0;
  return {
    type: 'create',
    alert: {
      ...detection,
      fingerprint,
      kind,
      labels,
      exampleFlows: detection.exampleFlows.slice(0, MAX_EXAMPLES),
      state: fires ? 'firing' : 'pending',
      startedAtMs: nowMs,
      firingAtMs: fires ? nowMs : null,
      resolvedAtMs: null,
      lastSeenAtMs: nowMs,
      notifiedState: null,
      notifiedSeverity: null,
      notifiedAtMs: null,
    },
  };
}

function seeAgain(alert: StoredAlert, detection: Detection, nowMs: number, settings: LifecycleSettings): Transition {
  const isPending = alert.state === 'pending';
  const beginsAnew = isPending && nowMs - alert.lastSeenAtMs > Math.max(settings.keepFiringMs, settings.pendingMs);
  const startedAtMs = beginsAnew ? nowMs : alert.startedAtMs;
  const sighting: Sighting = {
    severity: alert.severity === 'critical' ? 'critical' : detection.severity,
    summary: detection.summary,
    description: detection.description,
    values: detection.values,
    exampleFlows: [...new Set([...detection.exampleFlows, ...alert.exampleFlows])].slice(0, MAX_EXAMPLES),
    startedAtMs,
    lastSeenAtMs: nowMs,
  };
  const fires = isPending && nowMs - startedAtMs >= pendingMsOf(alert.kind, settings);
  return fires
    ? { type: 'fire', id: alert.id, sighting, firingAtMs: nowMs }
    : { type: 'update', id: alert.id, sighting };
}
