import { labelAxis } from './axis.js';
import { buildTimeScale } from './time-scale.js';

describe('labelAxis', () => {
  it('tells the time since the beginning at regular places', () => {
    const scale = buildTimeScale([{ startMs: 1_000, endMs: 1_400 }], { startMs: 1_000, endMs: 1_400 });
    expect(labelAxis(scale)).toEqual({
      ticks: [
        { at: 0, text: '+0 ms' },
        { at: 0.25, text: '+100 ms' },
        { at: 0.5, text: '+200 ms' },
        { at: 0.75, text: '+300 ms' },
        { at: 1, text: '+400 ms' },
      ],
      breaks: [],
    });
  });

  it('tells how long a folded stretch is, and the time after it', () => {
    const busy = [
      { startMs: 0, endMs: 100 },
      { startMs: 60_100, endMs: 60_400 },
    ];
    expect(labelAxis(buildTimeScale(busy, { startMs: 0, endMs: 60_400 }))).toEqual({
      ticks: [
        { at: 0, text: '+0 ms' },
        { at: 1, text: '+1 min' },
      ],
      breaks: [{ left: 0.125, width: 0.5, text: '1 min' }],
    });
  });

  it('has one label where nothing took any time', () => {
    const scale = buildTimeScale([], { startMs: 5, endMs: 5 });
    expect(labelAxis(scale)).toEqual({ ticks: [{ at: 0, text: '+0 ms' }], breaks: [] });
  });
});
