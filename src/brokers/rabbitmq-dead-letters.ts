/** A queue as the management API tells it, as far as dead-lettering goes. */
export interface DeadLetteringQueue {
  vhost: string;
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  effective_policy_definition?: Readonly<Record<string, unknown>> | null;
}

export interface Binding {
  vhost: string;
  source: string;
  destination: string;
  destination_type: string;
  routing_key: string;
}

export interface Exchange {
  vhost: string;
  name: string;
  type: string;
}

export const queueKey = (vhost: string, name: string) => JSON.stringify([vhost, name]);

/** Where a queue's dead letters go; null where they are dropped. A null key: each message keeps its own. */
export function deadLetterTarget(queue: DeadLetteringQueue): { exchange: string; routingKey: string | null } | null {
  const policy = queue.effective_policy_definition ?? {};
  // An argument of the queue wins over a policy (RabbitMQ, "Dead Letter Exchanges").
  const exchange = queue.arguments['x-dead-letter-exchange'] ?? policy['dead-letter-exchange'];
  const routingKey = queue.arguments['x-dead-letter-routing-key'] ?? policy['dead-letter-routing-key'];
  if (typeof exchange !== 'string') return null;
  return { exchange, routingKey: typeof routingKey === 'string' ? routingKey : null };
}

/**
 * Queues to which another queue's dead letters lead, by bindings (through exchanges bound to exchanges) or by the default
 * exchange. A queue that dead-letters onward itself is a station of a retry loop, not the end: it is none.
 */
export function deadLetterQueues(
  queues: readonly DeadLetteringQueue[],
  bindings: readonly Binding[],
  exchanges: readonly Exchange[],
): Set<string> {
  const types = new Map(exchanges.map(({ vhost, name, type }) => [queueKey(vhost, name), type]));
  const bySource = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const key = queueKey(binding.vhost, binding.source);
    bySource.set(key, [...(bySource.get(key) ?? []), binding]);
  }
  const found = new Set<string>();
  for (const queue of queues) {
    const target = deadLetterTarget(queue);
    if (target === null) continue;
    for (const name of reached(queue.vhost, target, bySource, types)) {
      if (name !== queue.name) found.add(queueKey(queue.vhost, name));
    }
  }
  for (const queue of queues) if (deadLetterTarget(queue) !== null) found.delete(queueKey(queue.vhost, queue.name));
  return found;
}

function reached(
  vhost: string,
  { exchange, routingKey }: { exchange: string; routingKey: string | null },
  bySource: ReadonlyMap<string, readonly Binding[]>,
  types: ReadonlyMap<string, string>,
): string[] {
  // The default exchange routes to the queue of that name; without a key each message returns to where it came from.
  if (exchange === '') return routingKey === null ? [] : [routingKey];
  const queues: string[] = [];
  const seen = new Set([exchange]);
  const open = [exchange];
  for (let source = open.pop(); source !== undefined; source = open.pop()) {
    const type = types.get(queueKey(vhost, source)) ?? '';
    for (const binding of bySource.get(queueKey(vhost, source)) ?? []) {
      if (!routes(type, binding.routing_key, routingKey)) continue;
      if (binding.destination_type === 'queue') queues.push(binding.destination);
      else if (!seen.has(binding.destination)) {
        seen.add(binding.destination);
        open.push(binding.destination);
      }
    }
  }
  return queues;
}

function routes(type: string, bindingKey: string, routingKey: string | null): boolean {
  if (routingKey === null) return true;
  if (type === 'direct') return bindingKey === routingKey;
  if (type === 'topic') return matchesTopic(bindingKey.split('.'), routingKey.split('.'));
  return true;
}

/**
 * `*` stands for one word, `#` for any number of words (AMQP 0-9-1, topic exchange). Keeps for each number of words
 * whether the pattern so far matches that many, so that many `#` cost words times pattern and no more.
 */
function matchesTopic(pattern: readonly string[], words: readonly string[]): boolean {
  let matches = [true, ...words.map(() => false)];
  for (const part of pattern) {
    const shortest = matches.indexOf(true);
    if (shortest === -1) return false;
    matches = matches.map((_, count) => {
      if (part === '#') return count >= shortest;
      return matches[count - 1] === true && (part === '*' || part === words[count - 1]);
    });
  }
  return matches.at(-1) === true;
}
