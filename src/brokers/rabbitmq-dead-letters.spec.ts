import { deadLetterQueues, queueKey, type DeadLetteringQueue } from './rabbitmq-dead-letters.js';

const queue = (name: string, args: Record<string, unknown> = {}, policy: Record<string, unknown> = {}) =>
  ({ vhost: '/', name, arguments: args, effective_policy_definition: policy }) satisfies DeadLetteringQueue;
const bind = (source: string, destination: string, routing_key: string, destination_type = 'queue') => ({
  vhost: '/',
  source,
  destination,
  destination_type,
  routing_key,
});
const exchange = (name: string, type: string) => ({ vhost: '/', name, type });

const found = (...args: Parameters<typeof deadLetterQueues>) =>
  [...deadLetterQueues(...args)].map((key) => (JSON.parse(key) as [string, string])[1]).sort();

describe('deadLetterQueues', () => {
  it('finds none where nothing is dead-lettered', () => {
    expect(found([queue('orders'), queue('orders.dlq')], [bind('', 'orders', 'orders')], [])).toEqual([]);
  });

  it('follows the default exchange by the routing key', () => {
    const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parked' };
    expect(found([queue('orders', args), queue('parked')], [], [])).toEqual(['parked']);
    expect(found([queue('orders', { 'x-dead-letter-exchange': '' })], [], [])).toEqual([]);
  });

  it('follows a policy, and an argument of the queue before it', () => {
    const policy = { 'dead-letter-exchange': 'dlx' };
    const bindings = [bind('dlx', 'parked', ''), bind('other', 'aside', '')];
    const fanouts = [exchange('dlx', 'fanout'), exchange('other', 'fanout')];
    expect(found([queue('orders', {}, policy), queue('parked')], bindings, fanouts)).toEqual(['parked']);
    expect(found([queue('orders', { 'x-dead-letter-exchange': 'other' }, policy)], bindings, fanouts)).toEqual([
      'aside',
    ]);
  });

  it.each([
    ['direct', 'orders', 'orders', true],
    ['direct', 'orders', 'invoices', false],
    ['topic', 'orders.#', 'orders', true],
    ['topic', 'orders.*', 'orders.eu', true],
    ['topic', 'orders.*', 'orders.eu.north', false],
    ['topic', '#.north', 'orders.eu.north', true],
    ['topic', '#', '', true],
    ['topic', 'orders.*.#', 'orders', false],
    ['topic', '#.orders.#.eu.#', 'orders.paid.eu', true],
    ['topic', '#.orders.#.eu.#', 'eu.orders', false],
    ['fanout', 'whatever', 'orders', true],
  ])('matches a %s binding %s against the key %s: %s', (type, binding, key, expected) => {
    const args = { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': key };
    const queues = found([queue('work', args)], [bind('dlx', 'parked', binding)], [exchange('dlx', type)]);
    expect(queues).toEqual(expected ? ['parked'] : []);
  });

  it('ends on a binding of nothing but # and a word that never comes', () => {
    const args = { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'a.'.repeat(120) + 'a' };
    const binding = '#.a.'.repeat(60) + 'never';
    expect(found([queue('work', args)], [bind('dlx', 'parked', binding)], [exchange('dlx', 'topic')])).toEqual([]);
  });

  it('takes every queue behind the exchange where messages keep their own keys, through bound exchanges', () => {
    const bindings = [
      bind('dlx', 'a', 'x'),
      bind('dlx', 'inner', 'y', 'exchange'),
      bind('inner', 'b', 'z'),
      bind('inner', 'dlx', '', 'exchange'),
    ];
    expect(found([queue('work', { 'x-dead-letter-exchange': 'dlx' })], bindings, [])).toEqual(['a', 'b']);
  });

  it('takes no station of a retry loop for the end', () => {
    const work = queue('work', { 'x-dead-letter-exchange': 'retry' });
    const wait = queue('work.wait', { 'x-dead-letter-exchange': 'main', 'x-message-ttl': 1_000 });
    expect(found([work, wait], [bind('retry', 'work.wait', ''), bind('main', 'work', '')], [])).toEqual([]);
  });

  it('keeps virtual hosts apart', () => {
    const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parked' };
    const other = { ...queue('orders', args), vhost: 'eu' };
    expect(deadLetterQueues([other, queue('parked')], [], [])).toEqual(new Set([queueKey('eu', 'parked')]));
  });
});
