import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { TimeRange } from '../time/time-range.js';
import { getJson, pathWith } from './client.js';
import { flowPollMs } from './flow-poll.js';
import { readReadiness } from './readiness.js';
import type {
  AlertList,
  AlertState,
  Contract,
  ContractPage,
  ContractProfile,
  Flow,
  FlowPage,
  Outcome,
} from './types.js';

/** Visible pages ask this often; TanStack Query stops by itself while the tab is hidden. */
const POLL_MS = 5_000;
const PAGE_SIZE = 50;

export interface FlowFilters {
  service?: string | undefined;
  destination?: string | undefined;
  outcome?: Outcome | undefined;
  q?: string | undefined;
}

export const alertsQuery = (state?: AlertState) =>
  queryOptions({
    queryKey: ['alerts', state ?? 'all'],
    queryFn: ({ signal }) => getJson<AlertList>(pathWith('/api/v1/alerts', { state }), signal),
    refetchInterval: POLL_MS,
  });

export const flowsQuery = (range: TimeRange, filters: FlowFilters, limit = PAGE_SIZE) =>
  infiniteQueryOptions({
    queryKey: ['flows', range.from, range.to ?? '', filters, limit],
    queryFn: ({ signal, pageParam }) =>
      getJson<FlowPage>(pathWith('/api/v1/flows', { ...range, ...filters, limit, cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Older pages being read must not shift under the reader, and a closed range cannot change.
    refetchInterval: (query) => (range.to !== undefined || (query.state.data?.pages.length ?? 0) > 1 ? false : POLL_MS),
  });

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => getJson<Flow>(`/api/v1/flows/${encodeURIComponent(id)}`, signal),
    refetchInterval: (query) => flowPollMs(query.state.data, Date.now()),
  });

export const contractsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['contracts', q],
    queryFn: ({ signal, pageParam }) =>
      getJson<ContractPage>(pathWith('/api/v1/contracts', { q, limit: PAGE_SIZE, cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : POLL_MS),
  });

export const contractQuery = (subject: string) =>
  queryOptions({
    queryKey: ['contract', subject],
    queryFn: ({ signal }) => getJson<Contract>(`/api/v1/contracts/${encodeURIComponent(subject)}`, signal),
    refetchInterval: POLL_MS,
  });

export const profileQuery = (subject: string) =>
  queryOptions({
    queryKey: ['profile', subject],
    queryFn: ({ signal }) =>
      getJson<ContractProfile>(`/api/v1/contracts/${encodeURIComponent(subject)}/profile`, signal),
    refetchInterval: POLL_MS,
  });

export const readinessQuery = () =>
  queryOptions({
    queryKey: ['readiness'],
    // 503 is an answer here: it says what is not ready.
    queryFn: async ({ signal }) => readReadiness(await getJson<unknown>('/readyz', signal, [503])),
    refetchInterval: POLL_MS,
  });
