import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef } from 'react';
import type { Message } from '../../api/types.js';
import { Identifier } from '../../components/Identifier.js';
import { OutcomeMark } from '../../components/OutcomeMark.js';
import { formatDuration } from '../../time/duration.js';
import { contractText } from './contract-text.js';
import { DeliveryStory } from './DeliveryStory.js';
import { Lane } from './Lane.js';
import { placeOf, type MessageLane } from './lanes.js';
import { TimeBar } from './TimeBar.js';

const MAX_INDENT = 5;

/** One message: who published it, how long it waited, and what each group made of it. */
export const MessageStory = memo(function MessageStory({
  lane,
  opened,
  onToggle,
  isSelected,
}: {
  lane: MessageLane;
  opened: ReadonlySet<string>;
  onToggle: (key: string) => void;
  isSelected: boolean;
}) {
  const { message } = lane;
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isSelected) article.current?.scrollIntoView({ block: 'center' });
  }, [isSelected]);
  return (
    <article
      ref={article}
      className={isSelected ? 'message message-selected' : 'message'}
      style={{ '--depth': Math.min(lane.depth, MAX_INDENT) } as React.CSSProperties}
    >
      <MessageHead lane={lane} />
      <Lane
        role="producer"
        name={message.publication?.service ?? (isMovedByBroker(message) ? 'the broker' : 'not seen')}
      >
        {lane.publication !== null && message.publication !== null ? (
          <TimeBar
            bar={lane.publication}
            kind={message.publication.error === null ? 'publish' : 'failed'}
            text={formatDuration(message.publication.durationMs)}
          />
        ) : (
          <p className="lane-hint">
            {isMovedByBroker(message)
              ? 'The broker moved it here itself; no service published it.'
              : 'The producer’s span was not seen: is it instrumented?'}
          </p>
        )}
      </Lane>
      {message.publication?.error != null && (
        <p className="lane-note error-text">
          publishing failed: <bdi>{message.publication.error.type ?? 'unknown error'}</bdi>{' '}
          <bdi>{message.publication.error.message}</bdi>
        </p>
      )}
      {lane.deliveries.length === 0 && (
        <Lane role="consumer" name="none seen">
          <p className="lane-hint">
            No consumer’s span was seen: nobody took it yet, or the consumer is not instrumented.
          </p>
        </Lane>
      )}
      {lane.deliveries.map((delivery) => (
        <DeliveryStory
          key={delivery.key}
          lane={delivery}
          system={message.system}
          isOpen={opened.has(delivery.key)}
          onToggle={onToggle}
        />
      ))}
    </article>
  );
});

function MessageHead({ lane: { message, cause } }: { lane: MessageLane }) {
  return (
    <header className="message-head">
      <h2>
        <Link to="." search={(before) => ({ ...before, message: message.id })} resetScroll={false}>
          <Identifier text={placeOf(message)} />
        </Link>
      </h2>
      <OutcomeMark outcome={message.outcome} />
      {message.isDeadLetter && <span className="tag tag-bad">dead letter</span>}
      {cause !== null && (
        <span className="hint">
          {message.isDeadLetter ? 'moved aside from' : 'caused by'}{' '}
          <Link to="." search={(before) => ({ ...before, message: cause.id })} resetScroll={false}>
            <Identifier text={cause.destination} isClipped />
          </Link>
        </span>
      )}
      <span className="message-facts hint">
        <bdi>{message.system}</bdi>
        {message.offset !== null && (
          <span>
            offset <bdi className="id">{message.offset}</bdi>
          </span>
        )}
        {message.messageId !== null && (
          <span className="message-id">
            id <Identifier text={message.messageId} isClipped />
          </span>
        )}
        <span>
          contract{' '}
          {message.contract === null ? 'unknown' : <Identifier text={contractText(message.contract)} isClipped />}
        </span>
      </span>
    </header>
  );
}

/** RabbitMQ moves a refused message to its dead-letter exchange without any span: only its story tells. */
function isMovedByBroker(message: Message): boolean {
  return (
    message.publication === null && message.isDeadLetter && message.causedBy !== null && message.system === 'rabbitmq'
  );
}
