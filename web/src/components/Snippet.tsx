import { CopyButton } from './CopyButton.js';

/** Text to be copied into a terminal or a file. */
export function Snippet({ title, text }: { title: string; text: string }) {
  return (
    <figure className="snippet">
      <figcaption>
        {title}
        <CopyButton text={text} what={title} />
      </figcaption>
      <pre tabIndex={0} aria-label={title}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
