import type { Finding } from '../../contracts/finding.js';
import { demandsOf, type Level } from '../../contracts/level.js';
import { fault } from '../sources/fault.js';

/**
 * That a level which asks for all versions was asked of one: a commit, a folder and a file have no other. None for the other levels,
 * which ask no more.
 */
export function noteOfHistory(level: Level, label: string): Finding[] {
  if (!demandsOf(level).isTransitive) return [];
  const message = `Only ${label} was compared, and ${level} asks for all versions: earlier versions are in the registry.`;
  const fix = 'Check against the registry too: --against registry.';
  return [{ ...fault('', ''), rule: 'history-not-compared', severity: 'notice', message, fix }];
}
