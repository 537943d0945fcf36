import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { readKey, type KeyAction } from './key-action.js';
import { readChoice, storeChoice } from './stored-choice.js';

export interface Keys {
  areOn: boolean;
  setOn: (on: boolean) => void;
}

const ROUTES = { flows: '/flows', contracts: '/contracts', alerts: '/alerts', overview: '/' } as const;
const SEQUENCE_MS = 1_500;

/** Listens for single keys, unless they were switched off or something is being typed. */
export function useKeys(onHelp: () => void): Keys {
  const [areOn, setAreOn] = useState(() => readChoice('keys') !== 'off');
  const navigate = useNavigate();
  const prefix = useRef({ key: '', atMs: 0 });
  const act = useRef<(action: KeyAction) => void>(() => undefined);
  useEffect(() => {
    act.current = (action) => {
      if (action === 'help') onHelp();
      else if (action === 'filter') document.querySelector<HTMLElement>('[data-filter]')?.focus();
      else if (action === 'leave') (document.activeElement as HTMLElement | null)?.blur();
      else void navigate({ to: ROUTES[action] });
    };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const before = Date.now() - prefix.current.atMs < SEQUENCE_MS ? prefix.current.key : '';
      const action = readKey(event.key, before, { isTyping: isTyping(event.target), areSingleKeysOn: areOn });
      prefix.current = { key: action === null ? event.key : '', atMs: Date.now() };
      if (action === null) return;
      event.preventDefault();
      act.current(action);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [areOn]);
  const setOn = (on: boolean) => {
    storeChoice('keys', on ? null : 'off');
    setAreOn(on);
  };
  return { areOn, setOn };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
