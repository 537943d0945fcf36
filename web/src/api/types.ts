/**
 * What the server answers, written after its TypeBox schemas (`src/flows/flow.ts`, `src/alerts/alert.ts`) and its
 * OpenAPI document. `test/browser/shapes.spec.ts` fails to compile when these and the schemas drift apart.
 */

export type Outcome = 'dead-lettered' | 'failed' | 'pending' | 'processed';
export type Evidence = 'parent' | 'link' | 'message-id' | 'offset';

interface SpanError {
  type: string | null;
  message: string | null;
}

export interface ContractVersion {
  subject: string | null;
  version: string | null;
  schemaId: string | null;
}

export interface Attempt {
  number: number;
  service: string;
  traceId: string;
  spanId: string;
  startUnixMs: number;
  endUnixMs: number;
  durationMs: number;
  outcome: 'processed' | 'failed';
  error: SpanError | null;
  evidence: Evidence | null;
  brokerTimeMs: number | null;
  brokerTimeAdjusted: boolean;
}

export interface Delivery {
  consumerGroup: string;
  consumerGroupFrom: 'span' | 'queue' | 'service';
  services: string[];
  outcome: Outcome;
  attempts: Attempt[];
  attemptsAtLeast: number;
  brokerTimeMs: number | null;
  brokerTimeAdjusted: boolean;
  deadLetter: { destination: string; message: string | null } | null;
}

interface Publication {
  service: string;
  traceId: string;
  spanId: string;
  startUnixMs: number;
  endUnixMs: number;
  durationMs: number;
  error: SpanError | null;
}

export interface Message {
  id: string;
  messageId: string | null;
  correlationId: string | null;
  system: string;
  destination: string;
  partition: string | null;
  offset: string | null;
  isDeadLetter: boolean;
  causedBy: string | null;
  contract: ContractVersion | null;
  publication: Publication | null;
  deliveries: Delivery[];
  outcome: Outcome;
}

export interface RawSpan {
  traceId: string;
  spanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  [field: string]: unknown;
}

export interface Flow {
  id: string;
  correlationId: string | null;
  traceIds: string[];
  startUnixMs: number;
  endUnixMs: number;
  durationMs: number;
  outcome: Outcome | null;
  services: string[];
  contractVersions: ContractVersion[];
  messages: Message[];
  spans: RawSpan[];
  truncated: boolean;
}

export interface FlowSummary {
  id: string;
  correlationId: string | null;
  startUnixMs: number;
  endUnixMs: number;
  durationMs: number;
  outcome: Outcome | null;
  services: string[];
  destinations: string[];
  messageCount: number;
  attemptCount: number;
}

export interface FlowPage {
  flows: FlowSummary[];
  nextCursor: string | null;
}

export type AlertState = 'pending' | 'firing' | 'resolved';

export interface Alert {
  id: string;
  fingerprint: string;
  kind: 'dead-letter-arrival' | 'retry-storm' | 'consumer-lag';
  severity: 'warning' | 'critical';
  state: AlertState;
  labels: Record<string, string>;
  summary: string;
  description: string;
  values: Record<string, number | null>;
  exampleFlows: string[];
  startedAt: string;
  firingAt: string | null;
  resolvedAt: string | null;
  lastSeenAt: string;
}

export interface AlertList {
  alerts: Alert[];
}

export interface ContractSummary {
  subject: string;
  format: string;
  level: string;
  versionCount: number;
  latestVersion: number;
  updatedAt: string;
}

export interface ContractPage {
  contracts: ContractSummary[];
  nextCursor: string | null;
}

export interface ContractVersionDetail {
  version: number;
  id: number;
  schema: string;
  registeredAt: string;
}

export interface Contract {
  subject: string;
  format: string;
  level: string;
  versions: ContractVersionDetail[];
}
