import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 300;

/** A text field that tells its value once the typing pauses, and follows the URL when that changes elsewhere. */
export function TextFilter({
  label,
  value,
  onChange,
  placeholder,
  suggestions,
  isMain = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  suggestions?: readonly string[];
  /** The field that the `/` key goes to. */
  isMain?: boolean;
}) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = text.trim();
      latest.current(told.current);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const listId = suggestions === undefined ? undefined : `suggest-${label.replace(/\W+/g, '-')}`;
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        list={listId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        data-filter={isMain ? '' : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {suggestions !== undefined && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </label>
  );
}
