import type { AlertFilter } from './alert.repository.js';
import type { StoredAlert } from './lifecycle.js';

const STATES: readonly StoredAlert['state'][] = ['firing', 'pending', 'resolved'];
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Reads `?state=firing,pending&limit=50`. A string tells what is wrong: parameter, value and allowed form. */
export function readAlertFilter(query: { state?: unknown; limit?: unknown }): AlertFilter | string {
  const states = readStates(query.state);
  if (typeof states === 'string') return states;
  const limit = readLimit(query.limit);
  return typeof limit === 'string' ? limit : { states, limit };
}

function readStates(value: unknown): StoredAlert['state'][] | string {
  if (value === undefined || value === '') return [];
  const names = (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(','));
  const wrong = names.find((name) => !STATES.includes(name.trim() as StoredAlert['state']));
  if (wrong !== undefined) {
    return `state: "${wrong}" is no state of an alert. Allowed are ${STATES.join(', ')}, or several with commas.`;
  }
  return names.map((name) => name.trim() as StoredAlert['state']);
}

function readLimit(value: unknown): number | string {
  if (value === undefined || value === '') return DEFAULT_LIMIT;
  const limit = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  return `limit: "${String(value)}" is no whole number from 1 to ${MAX_LIMIT}.`;
}
