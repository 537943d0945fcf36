/**
 * What a broker says of one partition of one destination, for one group where the figure is a group's. Unknown is null,
 * never 0: a broker that does not say is not a broker without backlog.
 */
export interface BacklogSample {
  sampledAtMs: number;
  system: string;
  destination: string;
  /** '' where the destination has none. */
  partition: string;
  /** '' where the figures are the destination's own (depth, arrivals). */
  consumerGroup: string;
  /** Messages published and not yet committed by the group. */
  lagMessages: number | null;
  /** How long the oldest unhandled message has waited. */
  lagSeconds: number | null;
  /** Messages in the destination now. */
  depth: number | null;
  /** Messages ever published to it, a counter that only rises while the destination lives. */
  arrivedTotal: number | null;
  oldestAgeSeconds: number | null;
  /** True where the broker's own configuration says so (a dead-letter policy points at it). */
  isDeadLetter: boolean;
}

/**
 * The port to a broker, asked at an interval. It only reads: a probe creates, commits and acknowledges nothing.
 * `src/brokers/broker-probe.conformance.ts` runs against every probe on a real broker.
 */
export interface BrokerProbe {
  readonly system: string;
  /** One reading. Rejects with a message that names the broker and what to do; never answers a partial reading as whole. */
  sample(nowMs: number): Promise<BacklogSample[]>;
  close(): Promise<void>;
}
