import type { Config } from '../config/config.js';
import type { BrokerProbe } from './broker.probe.js';

/** The probes of the brokers that are configured. A broker's client is loaded only when its broker is. */
export async function openProbes(
  config: Pick<Config, 'kafka' | 'rabbitmq'>,
  warn: (message: string) => void,
): Promise<BrokerProbe[]> {
  const probes: BrokerProbe[] = [];
  if (config.kafka.brokers.length > 0) {
    const { KafkaProbe } = await import('./kafka.probe.js');
    probes.push(new KafkaProbe({ brokers: config.kafka.brokers, warn }));
  }
  if (config.rabbitmq.managementUrl !== '') {
    const { RabbitMqProbe } = await import('./rabbitmq.probe.js');
    probes.push(new RabbitMqProbe({ managementUrl: config.rabbitmq.managementUrl, warn }));
  }
  return probes;
}
