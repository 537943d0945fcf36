import type { Metrics } from './metrics.js';

/** Figures of the process itself. CPU time is user and system together. */
export function measureProcess(metrics: Metrics, version: string): void {
  metrics.gauge('plumbline_build_info', 'Always 1; the version is a label.', () => [{ value: 1, labels: { version } }]);
  metrics.gauge('plumbline_resident_memory_bytes', 'Memory that the process holds.', () => process.memoryUsage.rss());
  metrics.observedCounter('plumbline_cpu_seconds_total', 'CPU time that the process used.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  });
}
