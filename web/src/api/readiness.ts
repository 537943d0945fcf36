/** One thing the server needs before it is ready, as `/readyz` tells it. */
export interface ReadinessCheck {
  name: string;
  state: 'ok' | 'failing' | 'unknown';
  detail: string | null;
}

export interface Readiness {
  state: 'ready' | 'not-ready' | 'unknown';
  checks: ReadinessCheck[];
}

const GOOD = new Set(['ok', 'up', 'ready', 'pass', 'true']);
const BAD = new Set(['failing', 'failed', 'fail', 'down', 'error', 'not-ready', 'unready', 'unavailable', 'false']);

/**
 * Reads `/readyz` without trusting its form: `{ status, checks: { name: … } }` or `checks: [{ name, … }]`. What is not
 * understood is 'unknown', never ready.
 */
export function readReadiness(body: unknown): Readiness {
  if (!isRecord(body)) return { state: 'unknown', checks: [] };
  const checks = readChecks(body['checks'] ?? body['details']);
  const said = verdict(body['status'] ?? body['ready']);
  const state = said === 'ok' ? 'ready' : said === 'failing' ? 'not-ready' : 'unknown';
  return { state, checks };
}

function readChecks(checks: unknown): ReadinessCheck[] {
  if (Array.isArray(checks)) {
    return checks.filter(isRecord).map((check) => readCheck(String(check['name'] ?? 'unnamed'), check));
  }
  if (isRecord(checks)) return Object.entries(checks).map(([name, check]) => readCheck(name, check));
  return [];
}

function readCheck(name: string, check: unknown): ReadinessCheck {
  if (!isRecord(check)) return { name, state: verdict(check), detail: null };
  const detail = check['detail'] ?? check['message'] ?? check['reason'] ?? check['error'];
  return {
    name,
    state: verdict(check['status'] ?? check['state'] ?? check['ok'] ?? check['ready']),
    detail: typeof detail === 'string' && detail !== '' ? detail : null,
  };
}

function verdict(said: unknown): ReadinessCheck['state'] {
  const word = String(said).toLowerCase();
  if (GOOD.has(word)) return 'ok';
  return BAD.has(word) ? 'failing' : 'unknown';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
