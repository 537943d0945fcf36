import { openSpans, ORDERS } from './spans.js';

const CALM_ORDERS = 20;
const STORMY_ORDERS = 40;
const DECLINED = { type: 'CardDeclined', message: 'card declined' };
const UNREADABLE = { type: 'TypeError', message: "Cannot read properties of undefined (reading 'amount')" };
const PUT_BACK = { message: 'nack called on message with requeue' };
const REFUSED = { message: 'nack called on message without requeue' };
const SUCCESS = undefined;

/**
 * The last four minutes of the shop, as its services would have sent them. At first all is calm and inventory a little
 * slow; then version 2 of the contract arrives, payment stumbles over it and inventory stands still. Answers the flows
 * to look at and how many orders there are; their ids are new with every run.
 */
export function tellStory(services, nowMs) {
  const story = new Story(openSpans(services), nowMs);
  story.calm();
  story.refusedByEmail();
  story.poisoned();
  story.stormy();
  story.unfinished();
  return { flows: story.flows, orderCount: story.orderCount };
}

class Story {
  flows = [];
  orderCount = 0;

  constructor(spans, nowMs) {
    this.spans = spans;
    this.nowMs = nowMs;
  }

  calm() {
    for (let n = 0; n < CALM_ORDERS; n++) {
      this.process(this.order(`calm-${n}`, '1'), this.ago(240 - 2 * n), { inventoryWaitsMs: 200 + 400 * n });
    }
    const good = this.order('good', '1', 'everybody processes it; inventory is slow: see its wait in the broker');
    this.process(good, this.ago(190));
    const retried = this.order('retried', '1', 'payment fails twice and succeeds at the third attempt');
    this.process(retried, this.ago(185), { payment: [DECLINED, DECLINED, SUCCESS] });
    const requeued = this.order('requeued', '1', 'email puts the payment back into its queue twice');
    this.process(requeued, this.ago(180), { email: [PUT_BACK, PUT_BACK, SUCCESS] });
  }

  refusedByEmail() {
    const order = this.order('refused', '1', 'email refuses the payment, and RabbitMQ moves it to email.dlq');
    const { published, publishedMs } = this.process(order, this.ago(175), { email: [REFUSED] });
    const deadLetters = { queue: 'email.dlq', exchange: 'email.dlx' };
    const attempt = { startMs: publishedMs + 2_500, lastsMs: 8 };
    this.spans.processFromRabbitMq('dead-letter-reader', deadLetters, order, published, attempt);
  }

  /** The third attempt catches the failure and moves the message, so its span is no error. */
  poisoned() {
    const order = this.order('poison', '2', 'a poison message: payment gives up and moves it to orders.created.dlq');
    const atMs = this.ago(148);
    const attempts = this.pay(order, this.send(order, atMs, null), atMs, [UNREADABLE, UNREADABLE, SUCCESS]);
    this.spans.sendToKafka('payment', `${ORDERS}.dlq`, order, atMs + 60 + 2_000 + 20, attempts.at(-1));
  }

  stormy() {
    for (let n = 0; n < STORMY_ORDERS; n++) {
      const what =
        n === 0
          ? 'one of the retry storm: see its three attempts; inventory, which stands still, is in the alerts'
          : undefined;
      const payment = [UNREADABLE, UNREADABLE, SUCCESS];
      this.process(this.order(`stormy-${n}`, '2', what), this.ago(145 - 1.5 * n), { inventoryWaitsMs: null, payment });
    }
  }

  unfinished() {
    const failed = this.order('failed', '2', 'failed at its first attempt, and nothing followed yet');
    this.pay(failed, this.send(failed, this.ago(15), null), this.ago(15), [UNREADABLE]);
    const pending = this.order('pending', '2', 'pending: nobody has taken the cancellation');
    this.spans.sendToKafka('order', 'orders.cancelled', pending, this.ago(10));
  }

  /** The usual way of an order; `payment` and `email` are what becomes of each of their attempts. */
  process(order, atMs, { inventoryWaitsMs = 8_000, payment = [SUCCESS], email = [SUCCESS] } = {}) {
    const attempts = this.pay(order, this.send(order, atMs, inventoryWaitsMs), atMs, payment);
    return this.tellEmail(order, attempts, atMs, email);
  }

  /** Sends the order; inventory takes it after `inventoryWaitsMs`, or not at all where that is null. */
  send(order, atMs, inventoryWaitsMs) {
    const sent = this.spans.sendToKafka('order', ORDERS, order, atMs);
    if (inventoryWaitsMs !== null) {
      const attempt = { startMs: atMs + 6 + inventoryWaitsMs, lastsMs: 900 };
      this.spans.processFromKafka('inventory', order, sent, attempt);
    }
    return sent;
  }

  /** Payment tries once for each of `outcomes`, a second apart. */
  pay(order, sent, atMs, outcomes) {
    return outcomes.map((failure, n) =>
      this.spans.processFromKafka('payment', order, sent, { startMs: atMs + 60 + n * 1000, lastsMs: 45, failure }),
    );
  }

  /** The last attempt of payment publishes, and email tries once for each of `outcomes`. */
  tellEmail(order, attempts, atMs, outcomes) {
    const publishedMs = atMs + 60 + (attempts.length - 1) * 1000 + 30;
    const published = this.spans.publishToRabbitMq('payment', order, publishedMs, attempts.at(-1));
    outcomes.forEach((failure, n) => {
      const attempt = { startMs: publishedMs + 20 + n * 400, lastsMs: 12, failure };
      this.spans.processFromRabbitMq('email', { queue: 'email' }, order, published, attempt);
    });
    return { published, publishedMs };
  }

  order(name, contractVersion, what) {
    const id = `demo-${this.nowMs.toString(36)}-${name}`;
    if (what !== undefined) this.flows.push({ id, what });
    const n = this.orderCount++;
    // Far above those of any earlier run: an offset is one message for ever.
    const offset = String(Math.floor(this.nowMs / 1000) * 100 + n);
    return { id, contractVersion, partition: String(n % 2), offset };
  }

  ago(seconds) {
    return this.nowMs - seconds * 1000;
  }
}
