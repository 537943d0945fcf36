import type { Message } from '../../api/types.js';
import { orderMessages } from './message-order.js';

const message = (id: string, causedBy: string | null = null): Message => ({
  id,
  causedBy,
  messageId: null,
  correlationId: null,
  system: 'kafka',
  destination: 'orders',
  partition: null,
  offset: null,
  isDeadLetter: false,
  contract: null,
  publication: null,
  deliveries: [],
  outcome: 'pending',
});

const told = (messages: Message[]) => orderMessages(messages).map((one) => `${'>'.repeat(one.depth)}${one.message.id}`);

describe('orderMessages', () => {
  it('tells each cause before what it caused, siblings as they came', () => {
    expect(told([message('a'), message('b'), message('a1', 'a'), message('a2', 'a'), message('a1x', 'a1')])).toEqual([
      'a',
      '>a1',
      '>>a1x',
      '>a2',
      'b',
    ]);
  });

  it('makes a message whose cause was not seen a root', () => expect(told([message('a', 'lost')])).toEqual(['a']));

  it('leaves out nothing where causes go in a circle', () => {
    expect(told([message('a', 'b'), message('b', 'a'), message('c', 'c')])).toEqual(['a', '>b', 'c']);
  });

  it('has nothing to tell of no messages', () => expect(told([])).toEqual([]));
});
