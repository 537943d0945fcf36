import { useEffect, useRef } from 'react';
import type { Keys } from './use-keys.js';

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['g', 'o'], 'Overview'],
  [['g', 'f'], 'Flows'],
  [['g', 'c'], 'Contracts'],
  [['g', 'a'], 'Alerts'],
  [['/'], 'To the page’s filter'],
  [['?'], 'This help'],
  [['Esc'], 'Leave a field, close this'],
];

/** The keys, and the switch that turns single keys off. */
export function KeyboardHelp({ isOpen, onClose, keys }: { isOpen: boolean; onClose: () => void; keys: Keys }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keys</h2>
      <dl className="keys">
        {KEYS.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={keys.areOn} onChange={(event) => keys.setOn(event.target.checked)} />
        Single keys are on in this browser
      </label>
      <form method="dialog">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
