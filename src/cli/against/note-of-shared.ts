import type { Finding } from '../../contracts/finding.js';
import { fault } from '../sources/fault.js';
import type { LocalContract } from '../sources/local-contract.js';

type Referring = Pick<LocalContract, 'referredFiles'>;

/** That both versions of a contract were read with the same files beside them: what changed in those is not seen. None where they share none. */
export function noteOfShared(then: Referring, now: Referring): Finding[] {
  const ofNow = new Map([...now.referredFiles.values()].map(({ file, text }) => [file, text]));
  const shared = [...then.referredFiles].filter(([, { file, text }]) => ofNow.get(file) === text);
  if (shared.length === 0) return [];
  const told = shared.slice(0, MOST_TOLD).map(([name, { file }]) => `"${name}" is read from ${file}`);
  const more = shared.length > MOST_TOLD ? [`${shared.length - MOST_TOLD} more from files beside`] : [];
  const [it, was] = shared.length === 1 ? ['it', 'it was'] : ['them', 'they were'];
  const message = `${[...told, ...more].join(', ')} as ${shared.length === 1 ? 'it is' : 'they are'} now, for both versions: what changed in ${it} is not seen. git:REF and a registry have ${it} as ${was}.`;
  return [{ ...fault('', ''), rule: 'reference-as-now', severity: 'notice', message, fix: '' }];
}

const MOST_TOLD = 5;
