import fc from 'fast-check';
import { buildTimeScale, positionOf } from './time-scale.js';

describe('buildTimeScale', () => {
  it('is one linear stretch where nothing dominates', () => {
    const busy = [
      { startMs: 0, endMs: 40 },
      { startMs: 60, endMs: 100 },
    ];
    expect(buildTimeScale(busy, { startMs: 0, endMs: 100 })).toEqual({
      startMs: 0,
      endMs: 100,
      segments: [{ startMs: 0, endMs: 100, left: 0, right: 1, isCompressed: false }],
    });
  });

  it('folds a long wait to half the width and keeps the rest to scale', () => {
    const waitEndMs = 6_240_100;
    const busy = [
      { startMs: 0, endMs: 100 },
      { startMs: waitEndMs, endMs: waitEndMs + 300 },
    ];
    expect(buildTimeScale(busy, { startMs: 0, endMs: waitEndMs + 300 }).segments).toEqual([
      { startMs: 0, endMs: 100, left: 0, right: 0.125, isCompressed: false },
      { startMs: 100, endMs: waitEndMs, left: 0.125, right: 0.625, isCompressed: true },
      { startMs: waitEndMs, endMs: waitEndMs + 300, left: 0.625, right: 1, isCompressed: false },
    ]);
  });

  it('folds two equal waits, though neither dwarfs the other', () => {
    const busy = [0, 3_600_000, 7_200_000].map((startMs) => ({ startMs, endMs: startMs + 100 }));
    const { segments } = buildTimeScale(busy, { startMs: 0, endMs: 7_200_100 });
    expect(segments.map((segment) => segment.isCompressed)).toEqual([false, true, false, true, false]);
  });

  it('folds a wait that has not ended', () => {
    const { segments } = buildTimeScale([{ startMs: 0, endMs: 10 }], { startMs: 0, endMs: 60_000 });
    expect(segments).toEqual([
      { startMs: 0, endMs: 10, left: 0, right: 0.5, isCompressed: false },
      { startMs: 10, endMs: 60_000, left: 0.5, right: 1, isCompressed: true },
    ]);
  });

  it('stays linear where everything is instantaneous', () => {
    const busy = [5, 9].map((ms) => ({ startMs: ms, endMs: ms }));
    const scale = buildTimeScale(busy, { startMs: 5, endMs: 9 });
    expect([positionOf(scale, 5), positionOf(scale, 7), positionOf(scale, 9)]).toEqual([0, 0.5, 1]);
  });

  it('stands a single instant at the left edge', () => {
    const scale = buildTimeScale([{ startMs: 5, endMs: 5 }], { startMs: 5, endMs: 5 });
    expect([positionOf(scale, 4), positionOf(scale, 5), positionOf(scale, 6)]).toEqual([0, 0, 1]);
  });

  it('never turns time around and never leaves the picture, whatever ran', () => {
    const interval = fc.tuple(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 1e5 }));
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 40 }), (pairs) => {
        const busy = pairs.map(([startMs, length]) => ({ startMs, endMs: startMs + length }));
        const startMs = Math.min(...busy.map((one) => one.startMs));
        const endMs = Math.max(...busy.map((one) => one.endMs));
        const scale = buildTimeScale(busy, { startMs, endMs });
        const instants = busy.flatMap((one) => [one.startMs, one.endMs]).sort((a, b) => a - b);
        const positions = instants.map((ms) => positionOf(scale, ms));
        for (const [index, position] of positions.entries()) {
          expect(position).toBeGreaterThanOrEqual(index === 0 ? 0 : (positions[index - 1] as number) - 1e-9);
          expect(position).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
