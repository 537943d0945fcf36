import type { Attributes, Meter, ObservableResult } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Labels of one series. Names and outcomes only: an id as a label would make a series an event. */
export type Labels = Readonly<Record<string, string>>;

type CounterName = `plumbline_${string}_total`;
type HistogramName = `plumbline_${string}_${'seconds' | 'bytes'}`;
type GaugeName = `plumbline_${string}`;

/** The present value, null when it is not known (the series is then absent, never 0), or one value for each label set. */
export type Reading = number | null | readonly { readonly value: number; readonly labels: Labels }[];

export interface Counter {
  /** Call with 0 at start to show a series before its first event, so that its first rise is seen as a rise. */
  add(value: number, labels?: Labels): void;
}

export interface Histogram {
  record(value: number, labels?: Labels): void;
}

/** Bounds in seconds that fit a request as well as a load of a large file. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

/**
 * Plumbline's own figures, always readable as Prometheus text (`/metrics`) and, where OTEL_* asks for it, exported by
 * OTLP too: `alsoTo` are the meters of other providers that get the same instruments.
 */
export class Metrics {
  private readonly reader = new PrometheusExporter({ preventServerStart: true });
  private readonly serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  private readonly provider = new MeterProvider({ readers: [this.reader] });
  private readonly meters: readonly Meter[];

  constructor(alsoTo: readonly Meter[] = []) {
    this.meters = [this.provider.getMeter('plumbline'), ...alsoTo];
  }

  counter(name: CounterName, description: string): Counter {
    const counters = this.meters.map((meter) => meter.createCounter(name, { description }));
    return { add: (value, labels) => counters.forEach((counter) => counter.add(value, labels as Attributes)) };
  }

  /** A counter that is kept elsewhere and read when somebody asks; for paths too hot to call a counter. */
  observedCounter(name: CounterName, description: string, read: () => Reading): void {
    for (const meter of this.meters) {
      meter.createObservableCounter(name, { description }).addCallback(observing(read));
    }
  }

  histogram(name: HistogramName, description: string, bounds?: readonly number[]): Histogram {
    const explicitBucketBoundaries = [...(bounds ?? (name.endsWith('_bytes') ? BYTES : SECONDS))];
    const histograms = this.meters.map((meter) =>
      meter.createHistogram(name, { description, advice: { explicitBucketBoundaries } }),
    );
    return { record: (value, labels) => histograms.forEach((each) => each.record(value, labels as Attributes)) };
  }

  /** A figure that rises and falls, read when somebody asks. */
  gauge(name: GaugeName, description: string, read: () => Reading): void {
    for (const meter of this.meters) {
      meter.createObservableGauge(name, { description }).addCallback(observing(read));
    }
  }

  /** Prometheus text exposition format 0.0.4. Rejects with the first error of a failed callback. */
  async text(): Promise<string> {
    const { resourceMetrics, errors } = await this.reader.collect();
    if (errors.length > 0) throw new Error('Reading the metrics failed.', { cause: errors[0] });
    return this.serializer.serialize(resourceMetrics);
  }

  async close(): Promise<void> {
    await this.provider.shutdown();
  }
}

function observing(read: () => Reading): (result: ObservableResult) => void {
  return (result) => {
    const reading = read();
    if (reading === null) return;
    if (typeof reading === 'number') return result.observe(reading);
    for (const { value, labels } of reading) result.observe(value, labels as Attributes);
  };
}
