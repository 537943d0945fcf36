import { afterAttempt } from './delivery-schedule.js';

const now = new Date('2026-11-21T10:00:00Z');
const refused = { status: 503, error: 'It answered 503.', retryAfterMs: 0 };
const later = (ms: number) => new Date(now.getTime() + ms);

it('is done with what was taken', () => {
  expect(afterAttempt({ status: 204, error: null, retryAfterMs: 0 }, 1, now)).toEqual({
    state: 'delivered',
    nextTryAt: now,
  });
});

it('waits twice as long each time, up to an hour', () => {
  const waits = [1, 2, 3, 10, 11, 31].map((tries) => afterAttempt(refused, tries, now).nextTryAt.getTime());
  expect(waits.map((ms) => (ms - now.getTime()) / 1000)).toEqual([5, 10, 20, 2_560, 3_600, 3_600]);
});

it('waits as long as the receiver asks, up to an hour', () => {
  expect(afterAttempt({ ...refused, retryAfterMs: 60_000 }, 1, now).nextTryAt).toEqual(later(60_000));
  expect(afterAttempt({ ...refused, retryAfterMs: 86_400_000 }, 1, now).nextTryAt).toEqual(later(3_600_000));
});

it('tries what a receiver refuses again, since that may be mended there', () => {
  for (const status of [400, 401, 404, 500, null]) {
    expect(afterAttempt({ ...refused, status }, 1, now).state).toBe('pending');
  }
});

it('gives up after a day of tries, or where the receiver is gone for good', () => {
  expect(afterAttempt(refused, 31, now).state).toBe('pending');
  expect(afterAttempt(refused, 32, now).state).toBe('failed');
  expect(afterAttempt({ ...refused, status: 410 }, 1, now).state).toBe('failed');
});
