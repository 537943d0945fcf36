import type { RawSpan } from '../../api/types.js';
import { CopyButton } from '../../components/CopyButton.js';
import { Identifier } from '../../components/Identifier.js';
import { Time } from '../../components/Time.js';
import { attributesOf, spanFacts } from './span-facts.js';

/** One span: its attributes as a list, the whole of it as JSON. */
export function SpanDetails({ span }: { span: RawSpan }) {
  const attributes = attributesOf(span);
  const json = JSON.stringify(span, null, 2);
  return (
    <section className="span-details" aria-label={`Span ${span.spanId}`}>
      <h2>
        <bdi>{span.name}</bdi>
      </h2>
      <p className="hint">
        span <Identifier text={span.spanId} /> of trace <Identifier text={span.traceId} />, began{' '}
        <Time at={spanFacts(span).startUnixMs} />
      </p>
      {attributes.length === 0 ? (
        <p>It has no attributes.</p>
      ) : (
        <dl className="attributes">
          {attributes.map(([key, value], index) => (
            <div key={index}>
              <dt>
                <bdi>{key}</bdi>
              </dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <details>
        <summary>The whole span as JSON</summary>
        <CopyButton text={json} what="the span as JSON" />
        <pre tabIndex={0} aria-label="The span as JSON">
          <code>{json}</code>
        </pre>
      </details>
    </section>
  );
}
