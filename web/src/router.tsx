import {
  createRootRoute,
  createRoute,
  createRouter,
  retainSearchParams,
  type SearchSchemaInput,
} from '@tanstack/react-router';
import type { AlertState, Outcome } from './api/types.js';
import { AlertsPage } from './pages/alerts/AlertsPage.js';
import { ContractPage } from './pages/contract/ContractPage.js';
import { ContractsPage } from './pages/contracts/ContractsPage.js';
import { FlowPage } from './pages/flow/FlowPage.js';
import { FlowsPage } from './pages/flows/FlowsPage.js';
import { OverviewPage } from './pages/overview/OverviewPage.js';
import { NotFound } from './shell/NotFound.js';
import { Shell } from './shell/Shell.js';
import { oneOf, parseSearch, stringifySearch, textOf } from './search-params.js';
import { readTimeRange } from './time/time-range.js';

const OUTCOMES: readonly Outcome[] = ['dead-lettered', 'failed', 'pending', 'processed'];
const STATES: readonly AlertState[] = ['firing', 'pending', 'resolved'];
const FLOW_VIEWS = ['picture', 'table', 'spans'] as const;

/** What a link may say of a page's search: nothing is required, the page's own reading fills the rest. */
type SearchInput<Key extends string> = { [Name in Key]?: string | undefined } & SearchSchemaInput;

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (search: SearchInput<'from' | 'to'>) => readTimeRange(search, Date.now()),
  search: { middlewares: [retainSearchParams(['from', 'to'])] },
});

const overviewRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: OverviewPage });

const flowsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/flows',
  component: FlowsPage,
  validateSearch: (search: SearchInput<'service' | 'destination' | 'outcome' | 'q'>) => ({
    service: textOf(search['service']),
    destination: textOf(search['destination']),
    outcome: oneOf(OUTCOMES, search['outcome']),
    q: textOf(search['q']),
  }),
});

const flowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/flows/$flowId',
  component: FlowPage,
  validateSearch: (search: SearchInput<'view' | 'message' | 'open' | 'span'>) => ({
    view: oneOf(FLOW_VIEWS, search['view']),
    message: textOf(search['message']),
    open: textOf(search['open']),
    span: textOf(search['span']),
  }),
});

const contractsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contracts',
  component: ContractsPage,
  validateSearch: (search: SearchInput<'q'>) => ({ q: textOf(search['q']) }),
});

const contractRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contracts/$subject',
  component: ContractPage,
  validateSearch: (search: SearchInput<'version'>) => ({ version: textOf(search['version']) }),
});

const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  component: AlertsPage,
  validateSearch: (search: SearchInput<'state' | 'alert'>) => ({
    state: oneOf(STATES, search['state']),
    alert: textOf(search['alert']),
  }),
});

const routeTree = rootRoute.addChildren([
  overviewRoute,
  flowsRoute,
  flowRoute,
  contractsRoute,
  contractRoute,
  alertsRoute,
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
