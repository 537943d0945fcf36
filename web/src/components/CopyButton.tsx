import { useState } from 'react';

/** Copies `text`; says so on itself, and says so too where the browser forbids it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [word, setWord] = useState('Copy');
  const copy = () => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    done.then(
      () => setWord('Copied'),
      () => setWord('Select and copy by hand'),
    );
  };
  return (
    <button type="button" className="copy" onClick={copy} onBlur={() => setWord('Copy')}>
      {word}
      <span className="visually-hidden"> {what}</span>
    </button>
  );
}
