import { rabbitMqBacklog, type ManagedQueue } from './rabbitmq-backlog.js';
import { queueKey } from './rabbitmq-dead-letters.js';

const NOW = 1_000_000_000;
const queue = (rest: Partial<ManagedQueue>): ManagedQueue => ({ vhost: '/', name: 'mail', arguments: {}, ...rest });
const backlog = (rest: Partial<ManagedQueue>) => rabbitMqBacklog([queue(rest)], new Set(), NOW);

describe('rabbitMqBacklog', () => {
  it('tells the figures of a queue and the lag of its consumers', () => {
    const figures = {
      messages: 7,
      messages_ready: 5,
      messages_unacknowledged: 2,
      consumers: 1,
      head_message_timestamp: NOW / 1000 - 12,
      message_stats: { publish: 100, ack: 93 },
    };
    const named = { sampledAtMs: NOW, system: 'rabbitmq', destination: 'mail', partition: '', isDeadLetter: true };
    expect(rabbitMqBacklog([queue(figures)], new Set([queueKey('/', 'mail')]), NOW)).toEqual([
      {
        ...named,
        consumerGroup: '',
        lagMessages: null,
        lagSeconds: null,
        depth: 7,
        arrivedTotal: 100,
        oldestAgeSeconds: 12,
      },
      {
        ...named,
        consumerGroup: 'mail',
        lagMessages: 7,
        lagSeconds: 12,
        depth: null,
        arrivedTotal: null,
        oldestAgeSeconds: null,
      },
    ]);
  });

  it('keeps unknown what the broker has not gathered yet', () => {
    expect(backlog({})).toMatchObject([
      { depth: null, arrivedTotal: null, oldestAgeSeconds: null },
      { lagMessages: null, lagSeconds: null },
    ]);
    expect(backlog({ messages: 3, messages_ready: 3 })[1]).toMatchObject({ lagMessages: null });
  });

  it('counts what the broker dead-lettered itself, which is in no counter of publications', () => {
    expect(backlog({ messages: 3 })[0]).toMatchObject({ arrivedTotal: 3 });
    expect(backlog({ messages: 1, message_stats: { ack: 1, get_no_ack: 1 } })[0]).toMatchObject({ arrivedTotal: 3 });
  });

  it('knows no lag of a delay queue, where waiting is the purpose', () => {
    const delay = { 'x-message-ttl': 1_000, 'x-dead-letter-exchange': 'main' };
    const figures = { messages: 3, messages_ready: 3, messages_unacknowledged: 0 };
    expect(backlog({ ...figures, consumers: 0, arguments: delay })[1]).toMatchObject({ lagMessages: null });
    expect(backlog({ ...figures, consumers: 1, arguments: delay })[1]).toMatchObject({ lagMessages: 3 });
  });

  it('tells a virtual host as the partition', () => {
    expect(backlog({ vhost: 'eu' })[0]).toMatchObject({ destination: 'mail', partition: 'eu' });
  });
});
