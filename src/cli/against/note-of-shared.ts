import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { anyOrder, told, wording } from '../../contracts/sentence.js';
import type { LocalContract } from '../sources/local-contract.js';

type Referring = Pick<LocalContract, 'referredFiles'>;

/** That both versions of a contract were read with the same files beside them: what changed in those is not seen. None where they share none. */
export function noteOfShared(then: Referring, now: Referring): Finding[] {
  const ofNow = new Map([...now.referredFiles.values()].map(({ file, text }) => [file, text]));
  const shared = [...then.referredFiles].filter(([, { file, text }]) => ofNow.get(file) === text);
  if (shared.length === 0) return [];
  const texts = shared.map(([name, { file }]) => `"${name}" is read from ${file}`);
  const more = shared.length > MOST_TOLD ? [`${shared.length - MOST_TOLD} more from files beside`] : [];
  const [it, is, was] = shared.length === 1 ? ['it', 'it is', 'it was'] : ['them', 'they are', 'they were'];
  const all = anyOrder(texts, [...texts.slice(0, MOST_TOLD), ...more].join(', '));
  const unseen = `as ${is} now, for both versions: what changed in ${it} is not seen. git:REF and a registry have ${it} as ${was}.`;
  const message = told`${all} ${wording(unseen)}`;
  return [aboutCandidate('reference-as-now', 'notice', '', message)];
}

const MOST_TOLD = 5;
