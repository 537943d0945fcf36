import { Value } from 'typebox/value';
import { AlertList } from '../../src/alerts/alert.js';
import { Flow, FlowPage } from '../../src/flows/flow.js';
import type * as web from '../../web/src/api/types.js';
import { alertList, flowPage, wholeFlows, type FixtureState } from './fixtures/answers.js';

const now = Date.UTC(2026, 10, 21, 14, 30);
const all = new URLSearchParams({ limit: '1000' });

describe('the canned answers', () => {
  it.each<FixtureState>(['full', 'empty', 'huge'])(
    'have the shapes the server promises, in the state "%s"',
    (state) => {
      expect([...Value.Errors(AlertList, alertList(state, all, now))]).toEqual([]);
      expect([...Value.Errors(FlowPage, flowPage(state, all, now))]).toEqual([]);
      for (const flow of wholeFlows(state, now)) expect([...Value.Errors(Flow, flow)]).toEqual([]);
    },
  );

  it('are checked by schemas that refuse what is wrong', () => {
    expect(Value.Check(AlertList, { alerts: [{ id: 'a' }] })).toBe(false);
  });
});

/** Compiles only while each type is assignable to the other: the pages' types cannot drift from the schemas. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Stored = Omit<Flow, 'spans'>;
type Shown = Omit<web.Flow, 'spans'>;

describe('the types of the pages', () => {
  it('are those of the schemas', () => {
    const same: [Same<Stored, Shown>, Same<FlowPage, web.FlowPage>, Same<AlertList, web.AlertList>] = [
      true,
      true,
      true,
    ];
    expect(same).toEqual([true, true, true]);
  });
});
