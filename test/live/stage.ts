import { startKafka } from '../servers/kafka.js';
import { PlumblineServer } from '../servers/plumbline.js';
import { startRabbitMq } from '../servers/rabbitmq.js';
import { startWebhookReceiver, type WebhookReceiver } from '../servers/webhook-receiver.js';
import { createTopics, Shop, type ServiceName, type ShopOptions } from './shop.js';

/** Everything a live test plays on: both brokers, Plumbline watching them, the shop, and somebody to be alerted. */
export interface Stage {
  plumbline: PlumblineServer;
  shop: Shop;
  shopOptions: ShopOptions;
  webhook: WebhookReceiver;
  stop(): Promise<void>;
}

/** Starts the stage with these services; `env` adds to Plumbline's. What was started is stopped when a later part fails. */
export async function setStage(services: readonly ServiceName[], env: Record<string, string> = {}): Promise<Stage> {
  const started: { stop(): Promise<void> }[] = [];
  const start = async <T extends { stop(): Promise<void> }>(part: Promise<T>): Promise<T> => {
    const running = await part;
    started.push(running);
    return running;
  };
  const stop = async () => {
    // Last started, first stopped: services before the brokers they would cry for.
    for (const part of started.reverse()) await part.stop();
  };
  try {
    const webhook = await start(startWebhookReceiver());
    const kafka = await start(startKafka());
    const rabbit = await start(startRabbitMq());
    await createTopics(kafka.brokers);
    const plumbline = await start(
      PlumblineServer.start({
        PLUMBLINE_KAFKA_BROKERS: kafka.brokers.join(','),
        PLUMBLINE_RABBITMQ_MANAGEMENT_URL: rabbit.managementUrl,
        PLUMBLINE_ALERTS_WEBHOOK_URL: webhook.url,
        ...env,
      }),
    );
    const shopOptions = { brokers: kafka.brokers, amqpUrl: rabbit.amqpUrl, otlpUrl: plumbline.otlpUrl };
    const shop = await start(Shop.start(services, shopOptions));
    return { plumbline, shop, shopOptions, webhook, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
