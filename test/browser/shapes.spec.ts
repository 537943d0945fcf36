import { Value } from 'typebox/value';
import { AlertList } from '../../src/alerts/alert.js';
import { Readiness } from '../../src/observability/readiness-checks.js';
import { ContractProfile } from '../../src/governance/profiles/profile.js';
import { Contract, ContractPage } from '../../src/registry/contract.js';
import { Flow, FlowPage } from '../../src/flows/flow.js';
import type * as web from '../../web/src/api/types.js';
import { alertList, answerApi, flowPage, wholeFlows, type FixtureState } from './fixtures/answers.js';
import { cannedContracts } from './fixtures/contracts.js';
import { cannedProfile } from './fixtures/profiles.js';

const now = Date.UTC(2026, 10, 21, 14, 30);
const all = new URLSearchParams({ limit: '1000' });

describe('the canned answers', () => {
  it.each<FixtureState>(['full', 'empty', 'huge'])(
    'have the shapes the server promises, in the state "%s"',
    (state) => {
      expect([...Value.Errors(AlertList, alertList(state, all, now))]).toEqual([]);
      expect([...Value.Errors(FlowPage, flowPage(state, all, now))]).toEqual([]);
      const answer = (path: string) => answerApi(state, new URL(path, 'http://fixture'), now)?.body;
      expect([...Value.Errors(ContractPage, answer('/api/v1/contracts'))]).toEqual([]);
      expect([...Value.Errors(Readiness, answer('/readyz'))]).toEqual([]);
      for (const contract of cannedContracts(now)) {
        expect([...Value.Errors(Contract, contract)]).toEqual([]);
        expect([...Value.Errors(ContractProfile, cannedProfile(contract.subject, now))]).toEqual([]);
      }
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
    const seen: [Same<Stored, Shown>, Same<FlowPage, web.FlowPage>, Same<AlertList, web.AlertList>] = [
      true,
      true,
      true,
    ];
    const kept: [Same<ContractPage, web.ContractPage>, Same<Contract, web.Contract>] = [true, true];
    expect([...seen, ...kept]).toEqual([true, true, true, true, true]);
  });
});
