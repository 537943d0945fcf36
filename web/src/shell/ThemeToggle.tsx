import { useState } from 'react';
import { storeChoice } from './stored-choice.js';

/** Switches between the two themes; until it is used, the system's preference holds. */
export function ThemeToggle() {
  const [isDark, setDark] = useState(currentlyDark);
  const toggle = () => {
    const theme = isDark ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    storeChoice('theme', theme);
    setDark(!isDark);
  };
  return (
    <button type="button" className="icon-button" onClick={toggle} aria-label={isDark ? 'Light theme' : 'Dark theme'}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  );
}

function currentlyDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
