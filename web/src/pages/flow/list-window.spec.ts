import { windowOf } from './list-window.js';

describe('windowOf', () => {
  it('draws a few rows of ten thousand', () => {
    expect(windowOf(10_000, 30, { scrollTopPx: 30_000, heightPx: 600 })).toEqual({ first: 992, end: 1028 });
  });
  it('stops at both ends', () => {
    expect(windowOf(20, 30, { scrollTopPx: 0, heightPx: 600 })).toEqual({ first: 0, end: 20 });
  });
  it('survives a list that shrank under its scroll position', () => {
    expect(windowOf(5, 30, { scrollTopPx: 9_000, heightPx: 600 })).toEqual({ first: 5, end: 5 });
  });
});
